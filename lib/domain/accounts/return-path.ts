/** Stands for this site while a path is read; any other origin means that the path left it. */
const HERE = "http://here.invalid";

/** What makes browsers and proxies read a path differently: control characters, blanks and backslashes. */
const UNSAFE = /[\p{Cc}\p{Z}\\]/u;

/** The longest path that is followed. */
const LENGTH_MAX = 1_000;

/**
 * Reads where to go after a sign-in or a connect: a path of this site, or the fallback for anything else.
 *
 * One slash at the start and not two, nothing that a browser drops or turns into a slash, and one URL parse (WHATWG)
 * that must stay on this site. The answer is what that parse made of it, so that what was checked is what is followed.
 *
 * @param raw From a query string or a form; unchecked.
 * @param fallback A path of our own.
 */
export function safeReturnPath(raw: unknown, fallback: string): string {
  if (typeof raw !== "string" || raw.length > LENGTH_MAX || !/^\/(?!\/)/.test(raw) || UNSAFE.test(raw)) return fallback;
  if (!URL.canParse(raw, HERE)) return fallback;
  const url = new URL(raw, HERE);
  const path = `${url.pathname}${url.search}${url.hash}`;
  // A parse that removes dots can leave two slashes at the start: `/.//evil.example`.
  return url.origin === HERE && !path.startsWith("//") ? path : fallback;
}
