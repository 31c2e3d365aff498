import type { Answer } from "../answer.ts";
import { styleSheets } from "./assets.ts";
import { html, type Markup } from "./html.ts";
import type { Preferences } from "./preferences.ts";
import { wordsIn } from "./words.ts";

export type Page = {
  title: string;
  body: Markup;
  preferences: Preferences;
  /** Address of this page, for the language and theme links. */
  address: string;
  status?: number;
  /** Origins a form may lead to besides this one, through redirects. */
  formTargets?: readonly string[];
  wide?: boolean;
};

function changed(address: string, name: string, value: string): string {
  const url = new URL(address, "http://sandbox.invalid");
  url.searchParams.set(name, value);
  return url.pathname + url.search;
}

const sunMoon = html`<svg class="i" viewBox="0 0 24 24" aria-hidden="true"><path d="M12 2v2"/><path d="M14.837 16.385a6 6 0 1 1-7.223-7.222c.624-.147.97.66.715 1.248a4 4 0 0 0 5.26 5.259c.589-.255 1.396.09 1.248.715"/><path d="M16 12a4 4 0 0 0-4-4"/><path d="m19 5-1.256 1.256"/><path d="M20 12h2"/></svg>`;

/** Light and dark as two links; the style sheet shows the one that changes something. */
function tools({ preferences, address }: Page): Markup {
  const words = wordsIn(preferences.language);
  const other = preferences.language === "tr" ? "en" : "tr";
  return html`<nav class="tools" aria-label="${words.layout.tools}">
<a class="tb to-dark" href="${changed(address, "theme", "dark")}" rel="nofollow">${sunMoon}<span class="vh">${words.layout.toDark}</span></a>
<a class="tb to-light" href="${changed(address, "theme", "light")}" rel="nofollow">${sunMoon}<span class="vh">${words.layout.toLight}</span></a>
<a class="tb" href="${changed(address, "lang", other)}" hreflang="${other}" lang="${other}" rel="nofollow">${words.layout.otherLanguage}</a>
</nav>`;
}

/** A whole page: the striped strip on top says what it is. */
export function pageAnswer(page: Page): Answer {
  const { language, theme, cookies } = page.preferences;
  const words = wordsIn(language);
  const { text } = html`<!doctype html>
<html lang="${language}"${theme === null ? null : html` data-theme="${theme}"`}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${page.title} · ${words.layout.name}</title>
<link rel="icon" href="/assets/favicon.svg" type="image/svg+xml">
${styleSheets.map((name) => html`<link rel="stylesheet" href="/assets/${name}">`)}
</head>
<body>
<a class="skip" href="#main">${words.layout.skip}</a>
<header class="strip"><b>${words.layout.stripName}</b> ${words.layout.strip}</header>
<main id="main" class="${page.wide === true ? "wide" : "narrow"}">${tools(page)}
${page.body}</main>
</body>
</html>
`;
  return {
    status: page.status ?? 200,
    headers: {
      ...pageHeaders(page.formTargets ?? []),
      ...(cookies.length > 0 ? { "set-cookie": cookies } : {}),
      "content-type": "text/html; charset=utf-8",
      "content-language": language,
    },
    body: text,
  };
}

/** No script at all, styles and images from here only, never framed, never stored. */
function pageHeaders(formTargets: readonly string[]): Record<string, string> {
  const forms = ["'self'", ...formTargets].join(" ");
  return {
    "cache-control": "no-store",
    "content-security-policy": `default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; frame-src 'self'; form-action ${forms}; frame-ancestors 'none'; base-uri 'none'`,
    // Not no-referrer: browsers then send "Origin: null" with forms, which the cross-site check refuses.
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
  };
}
