/** Stands for this site while a path is read; any other origin means that the path left it. */
const HERE = "http://here.invalid";

/** A path as a browser writes it: ASCII that is seen, and no backslash, which some readers take for a slash. */
const WRITTEN = /^\/[\x21-\x5b\x5d-\x7e]*$/;

/** The longest path that is followed. */
const LENGTH_MAX = 1_000;

/**
 * Reads where to go after a sign-in or a connect: a page of this site, or the fallback for anything else.
 *
 * The wish is parsed once as an address against our own (WHATWG) and written anew from its parts, so that what was
 * checked is what is followed: no second host, no scheme, no control characters, no slashes that only look escaped, no
 * fragment.
 *
 * @param wish From a query string or a form; unchecked.
 * @param fallback A path of our own.
 * @param home Where it must stay, a path without a slash at its end: that page and those below it.
 */
export function safeReturnPath(wish: unknown, fallback: string, home = ""): string {
  if (typeof wish !== "string" || wish.length > LENGTH_MAX || !WRITTEN.test(wish)) return fallback;
  if (!URL.canParse(wish, HERE)) return fallback;
  const { origin, pathname, search } = new URL(wish, HERE);
  // A parse that removes dots can leave two slashes at the start: `/.//evil.example`.
  if (origin !== HERE || /\/\/|%2f|%5c/i.test(pathname)) return fallback;
  return pathname === home || pathname.startsWith(`${home}/`) ? pathname + search : fallback;
}
