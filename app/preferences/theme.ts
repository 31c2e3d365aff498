/** Colours of the interface; `system` follows the device and is what no cookie means. */
export type Theme = "light" | "dark" | "system";

export const THEME_COOKIE = "theme";

export function parseTheme(value: unknown): Theme {
  return value === "light" || value === "dark" ? value : "system";
}
