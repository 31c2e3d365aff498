import { html, type Markup } from "../pages/html.ts";
import type { Language } from "../pages/preferences.ts";
import { wordsIn } from "../pages/words.ts";
import { pair } from "./consent-page.ts";

/** Shown instead of a redirect when the request itself cannot be trusted. */
export function failurePage(language: Language, sentence: string, code: string | null): Markup {
  const words = wordsIn(language).failure;
  return html`${pair}
<h1>${words.heading}</h1>
<p class="muted sm under">${sentence}</p>
${code === null ? null : html`<p class="sm center">${words.code}: <code>${code}</code></p>`}`;
}
