import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

function keysOf(texts: unknown, prefix: string): string[] {
  if (typeof texts !== "object" || texts === null) return [prefix];
  return Object.entries(texts).flatMap(([key, value]) => keysOf(value, `${prefix}.${key}`));
}

function keysIn(folder: string): Set<string> {
  const files = readdirSync(folder).filter((file) => file.endsWith(".json"));
  return new Set(
    files.flatMap((file) => keysOf(JSON.parse(readFileSync(join(folder, file), "utf8")), file.slice(0, -5))),
  );
}

/**
 * Stops a build in which one language lacks a text of the other.
 *
 * @param folder Holds one folder of texts per language.
 * @throws Error that names the language and the first missing keys.
 */
export function requireSameKeys(folder: string, languages: readonly string[]): void {
  const keys = languages.map((language) => ({ language, keys: keysIn(join(folder, language)) }));
  const all = new Set(keys.flatMap((one) => [...one.keys]));
  for (const { language, keys: own } of keys) {
    const missing = [...all].filter((key) => !own.has(key));
    if (missing.length > 0) throw new Error(`Texts missing in ${language}: ${missing.slice(0, 10).join(", ")}`);
  }
}
