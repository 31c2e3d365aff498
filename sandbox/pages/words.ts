import type { Language } from "./preferences.ts";
import { english } from "./words-en.ts";
import { turkish, type Words } from "./words-tr.ts";

/** Every sentence of the sandbox's pages in one language. */
export function wordsIn(language: Language): Words {
  return language === "tr" ? turkish : english;
}
