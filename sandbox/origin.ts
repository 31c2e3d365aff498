import type { IncomingHttpHeaders } from "node:http";

const localNames = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * True for a Host header that names this machine.
 *
 * The listeners are on loopback, but a page elsewhere could point its own name at 127.0.0.1; it then sends that name.
 *
 * @param alsoAllowed Host of a configured issuer, when it is not a local name.
 */
export function isLocal(host: string | undefined, alsoAllowed?: string): boolean {
  if (host === undefined) return false;
  return host === alsoAllowed || localNames.has(host.replace(/:\d+$/, "").toLowerCase());
}

/** True when a browser says that another site sent this request. Programs send neither header. */
export function isCrossSite(headers: IncomingHttpHeaders): boolean {
  const { origin, host } = headers;
  const site = headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin" && site !== "none") return true;
  return origin !== undefined && URL.parse(origin)?.host !== host;
}
