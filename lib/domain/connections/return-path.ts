const LONGEST = 500;
/** Stands for our own origin while a path is read; nothing is ever sent there. */
const HERE = "https://here.invalid";

/**
 * Reads a wish where to return to. Only a page of this workspace is taken; anything else becomes the page of connections.
 *
 * The wish is parsed once as an address against our origin and written anew from its parts, so what was checked is what
 * the browser gets: no second host, no scheme, no control characters, no escaped slashes.
 */
export function safeReturnPath(wish: string, slug: string): string {
  const home = `/w/${slug}/connections`;
  if (wish.length > LONGEST || !wish.startsWith("/") || !/^[\x21-\x7e]*$/.test(wish) || wish.includes("\\"))
    return home;
  if (!URL.canParse(wish, HERE)) return home;
  const { origin, pathname, search } = new URL(wish, HERE);
  const isOurs = origin === HERE && (pathname === `/w/${slug}` || pathname.startsWith(`/w/${slug}/`));
  return isOurs && !/\/\/|%2f|%5c/i.test(pathname) ? pathname + search : home;
}
