import type { IncomingMessage } from "node:http";

export type Language = "tr" | "en";
export type Theme = "light" | "dark" | null;

/** How a person wants the pages. `cookies` are to be set when the address itself asked for a change. */
export type Preferences = { language: Language; theme: Theme; cookies: string[] };

function languageIn(text: string | null | undefined): Language | null {
  for (const tag of (text ?? "").toLowerCase().split(/[\s,]+/)) {
    if (tag.startsWith("tr")) return "tr";
    if (tag.startsWith("en")) return "en";
  }
  return null;
}

function themeIn(text: string | null | undefined): Theme {
  return text === "light" || text === "dark" ? text : null;
}

function cookiesOf(request: IncomingMessage): Map<string, string> {
  const pairs = (request.headers.cookie ?? "").split(/; */).map((pair) => pair.split("=", 2));
  return new Map(pairs.map(([name = "", value = ""]) => [name, value]));
}

/** The address decides first, then what was chosen before, then `uiLocales` of a request, then the browser. */
export function preferences(request: IncomingMessage, query: URLSearchParams, uiLocales?: string): Preferences {
  const chosen = cookiesOf(request);
  const askedLanguage = languageIn(query.get("lang"));
  const askedTheme = themeIn(query.get("theme"));
  const cookies: string[] = [];
  if (askedLanguage !== null) cookies.push(`sandbox_language=${askedLanguage}; Path=/; HttpOnly; SameSite=Lax`);
  if (askedTheme !== null) cookies.push(`sandbox_theme=${askedTheme}; Path=/; HttpOnly; SameSite=Lax`);
  return {
    language:
      askedLanguage ??
      languageIn(chosen.get("sandbox_language")) ??
      languageIn(uiLocales) ??
      languageIn(request.headers["accept-language"]) ??
      "tr",
    theme: askedTheme ?? themeIn(chosen.get("sandbox_theme")),
    cookies,
  };
}
