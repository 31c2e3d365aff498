import { existsSync, readFileSync } from "node:fs";

export type Asset = { type: string; bytes: Buffer };

const own = new URL("../assets/", import.meta.url);
// The product's font files, if they are there; without them the pages use what the system has.
const fonts = new URL("../../app/fonts/", import.meta.url);

/** Style sheets in the order they apply. */
export const styleSheets = ["base.css", "parts.css", "forms.css", "control.css"] as const;

const css = "text/css; charset=utf-8";

const files: Record<string, { file: URL; type: string }> = {
  ...Object.fromEntries(styleSheets.map((name) => [`/assets/${name}`, { file: new URL(name, own), type: css }])),
  "/assets/favicon.svg": { file: new URL("favicon.svg", own), type: "image/svg+xml" },
  "/assets/inter-latin.woff2": { file: new URL("inter-latin.woff2", fonts), type: "font/woff2" },
  "/assets/inter-tr.woff2": { file: new URL("inter-tr.woff2", fonts), type: "font/woff2" },
  "/assets/geist-mono.woff2": { file: new URL("geist-mono.woff2", fonts), type: "font/woff2" },
};

/** A file the pages use, or null. */
export function assetAt(path: string): Asset | null {
  const known = files[path];
  if (known === undefined || !existsSync(known.file)) return null;
  return { type: known.type, bytes: readFileSync(known.file) };
}
