import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { contentSecurityPolicy, isKnownHost, staticHeaders } from "#lib/infra/browser-policy";
import { env } from "#lib/infra/env";

// Headers that make Next trust a nonce or a policy: whoever sends them from outside is not believed.
const OURS_ALONE = ["x-nonce", "content-security-policy", "content-security-policy-report-only"];

/**
 * Gives every page its own content policy and refuses requests meant for another host.
 *
 * It decides nothing about who may see what: each page, action and route handler checks that itself, and the product
 * stays safe without this file.
 */
export function proxy(request: NextRequest): NextResponse {
  const { appUrl, iletiniz } = env();
  const address = new URL(appUrl);
  const claimedHosts = [request.headers.get("host"), request.headers.get("x-forwarded-host")];
  if (!isKnownHost(claimedHosts, address)) return new NextResponse("421 Misdirected Request\n", { status: 421 });

  const nonce = randomBytes(16).toString("base64");
  const policy = contentSecurityPolicy(nonce, {
    authorizationOrigin: new URL(iletiniz.authUrl).origin,
    isHttps: address.protocol === "https:",
    isDevelopment: process.env.NODE_ENV === "development",
  });
  const headers = new Headers(request.headers);
  for (const name of OURS_ALONE) headers.delete(name);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  // Where a sign-in comes back to; set here always, so that what a browser sends under this name is never read.
  headers.set("x-tellal-path", `${request.nextUrl.pathname}${request.nextUrl.search}`);

  const response = NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  response.headers.set("Cache-Control", "private, no-store");
  for (const { key, value } of staticHeaders(address)) response.headers.set(key, value);
  // Addresses under /connect carry codes for a moment; not even our own pages may be told them.
  if (request.nextUrl.pathname.startsWith("/connect/")) response.headers.set("Referrer-Policy", "no-referrer");
  return response;
}

export const config = {
  // Prefetches are matched as well: a page that was prefetched is a page that is shown. Uploads go to /api, which must
  // stay out: a body that passes a proxy is cut at 10 MB. The rest are files of the build.
  matcher: ["/((?!api/|_next/static/|_next/image|icon.svg$).*)"],
};
