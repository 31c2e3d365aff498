import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { contentSecurityPolicy, isKnownHost, staticHeaders } from "#lib/infra/browser-policy";
import { env } from "#lib/infra/env";
import { isRequestId, newRequestId, REQUEST_HEADER } from "#lib/infra/request-id";

// Headers that make Next trust a nonce or a policy: whoever sends them from outside is not believed.
const OURS_ALONE = ["x-nonce", "content-security-policy", "content-security-policy-report-only"];

/** The most that a form of a page sends; lists have a route of their own. */
const FORM_BYTES = 1024 * 1024;

/** Why a request that changes something is not let through to a page, if so. */
function bodyProblem({ method, headers }: NextRequest): [status: number, words: string] | null {
  if (method === "GET" || method === "HEAD") return null;
  if (headers.get("origin") !== new URL(env().appUrl).origin) return [403, "Forbidden"];
  const length = headers.get("content-length");
  // The framework would cut a body without a stated length at 10 MB and go on as if that were all of it.
  if (length === null && headers.has("transfer-encoding")) return [411, "Length Required"];
  return Number(length ?? 0) > FORM_BYTES ? [413, "Content Too Large"] : null;
}

/** Whether an address is spelt so that it can be read; the framework answers one that is not as if we had failed. */
function isSpelt(pathname: string): boolean {
  try {
    decodeURIComponent(pathname);
    return true;
  } catch {
    return false;
  }
}

function refusal(status: number, words: string, address: URL): NextResponse {
  const response = new NextResponse(`${status} ${words}\n`, { status });
  response.headers.set("Cache-Control", "private, no-store");
  for (const { key, value } of staticHeaders(address)) response.headers.set(key, value);
  return response;
}

/**
 * Gives every page its own content policy and refuses requests meant for another host, made by another site, or too large.
 *
 * It decides nothing about who may see what: each page, action and route handler checks that itself, and the product
 * stays safe without this file.
 */
export function proxy(request: NextRequest): NextResponse {
  const { appUrl, iletiniz, oidc, trustedProxyHops } = env();
  const address = new URL(appUrl);
  const claimedHosts = [request.headers.get("host"), request.headers.get("x-forwarded-host")];
  if (!isKnownHost(claimedHosts, address)) return refusal(421, "Misdirected Request", address);
  if (!isSpelt(request.nextUrl.pathname)) return refusal(400, "Bad Request", address);
  // Every action checks both for itself; here they are refused before a byte of the body is read.
  const problem = bodyProblem(request);
  if (problem !== null) return refusal(...problem, address);

  const nonce = randomBytes(16).toString("base64");
  const policy = contentSecurityPolicy(nonce, {
    authorizationOrigin: new URL(iletiniz.authUrl).origin,
    signInOrigin: oidc === undefined ? undefined : new URL(oidc.issuer).origin,
    isHttps: address.protocol === "https:",
    isDevelopment: process.env.NODE_ENV === "development",
  });
  const headers = new Headers(request.headers);
  for (const name of OURS_ALONE) headers.delete(name);
  const sentId = trustedProxyHops > 0 ? headers.get(REQUEST_HEADER) : null;
  const requestId = isRequestId(sentId) ? sentId : newRequestId();
  headers.set(REQUEST_HEADER, requestId);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  // Where a sign-in comes back to; set here always, so that what a browser sends under this name is never read.
  headers.set("x-tellal-path", `${request.nextUrl.pathname}${request.nextUrl.search}`);

  const response = NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  response.headers.set(REQUEST_HEADER, requestId);
  response.headers.set("Cache-Control", "private, no-store");
  for (const { key, value } of staticHeaders(address)) response.headers.set(key, value);
  // Addresses under /connect carry codes for a moment, those under /r open a report, those under /u end a mail; not even our own pages may be told them.
  if (/^\/(connect|r|u)\//.test(request.nextUrl.pathname)) response.headers.set("Referrer-Policy", "no-referrer");
  return response;
}

export const config = {
  // Prefetches are matched as well: a page that was prefetched is a page that is shown. Uploads go to /api, which must
  // stay out: a body that passes a proxy is cut at 10 MB. The rest are files of the build.
  matcher: ["/((?!api/|_next/static/|_next/image|icon.svg$|favicon.ico$).*)"],
};
