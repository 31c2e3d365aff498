/** Colours of the interface; `system` follows the device and is what no cookie means. */
export type Theme = "light" | "dark" | "system";

export const THEME_COOKIE = "theme";

/** Keeps that single letters do nothing; no cookie means that they do. */
export const KEYS_COOKIE = "keys";

export function parseTheme(value: unknown): Theme {
  return value === "light" || value === "dark" ? value : "system";
}
