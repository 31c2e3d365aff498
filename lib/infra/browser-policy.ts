/** One response header, as Next's configuration and the Headers class both take it. */
export interface ResponseHeader {
  readonly key: string;
  readonly value: string;
}

/** What a content policy depends on besides the nonce. */
export interface PolicyContext {
  /** Origin of the provider's authorization server: connecting begins with a form post that is redirected there. */
  readonly authorizationOrigin: string;
  /** Origin of the server at which people may sign in, if there is one; that begins with a form post as well. */
  readonly signInOrigin?: string | undefined;
  /** Whether pages are reached over https, so that a browser may upgrade what they load. */
  readonly isHttps: boolean;
  /** Whether this is the development server, whose reload and error overlay need looser rules. */
  readonly isDevelopment: boolean;
}

/**
 * The content security policy of one response.
 *
 * @param nonce 128 random bits or more, base64, made for this response alone.
 *
 * Scripts run by nonce only. Style sheets come from our own files or carry the nonce; style attributes are allowed,
 * because a bar's width or a popup's place is a number that changes, and an attribute can neither select other elements
 * nor load anything (`img-src`, `font-src` and `connect-src` stay closed).
 */
export function contentSecurityPolicy(nonce: string, context: PolicyContext): string {
  const directives = [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${context.isDevelopment ? " 'unsafe-eval'" : ""}`,
    context.isDevelopment ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    `form-action 'self' ${[context.authorizationOrigin, context.signInOrigin].join(" ").trim()}`,
  ];
  if (context.isHttps) directives.push("upgrade-insecure-requests");
  return directives.join("; ");
}

/** A year and its subdomains, in seconds: the least that browsers' preload lists ask for. */
const HSTS_SECONDS = 31_536_000;

/**
 * Headers that are the same on every answer.
 *
 * @param appUrl Public address of the instance. Strict-Transport-Security is sent only where it is https: on a plain
 * http address browsers ignore it, and a developer's localhost must not be bound by it.
 */
export function staticHeaders(appUrl: URL): ResponseHeader[] {
  const headers: ResponseHeader[] = [
    { key: "X-Content-Type-Options", value: "nosniff" },
    { key: "X-Frame-Options", value: "DENY" },
    { key: "Referrer-Policy", value: "same-origin" },
    {
      key: "Permissions-Policy",
      value: "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    },
    { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
    { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  ];
  if (appUrl.protocol === "https:") {
    headers.push({ key: "Strict-Transport-Security", value: `max-age=${HSTS_SECONDS}; includeSubDomains` });
  }
  return headers;
}

/**
 * Whether a request was meant for this instance.
 *
 * @param claimed Values of Host and X-Forwarded-Host; each may be null or a comma-separated list from several proxies.
 * A missing Host is refused. A default port (`example.com:443`) counts as no port.
 */
export function isKnownHost(claimed: readonly (string | null)[], appUrl: URL): boolean {
  const hosts = claimed.flatMap((value) => (value === null ? [] : value.split(",").map((host) => host.trim())));
  return hosts.length > 0 && hosts.every((host) => normalHost(host, appUrl.protocol) === appUrl.host);
}

function normalHost(host: string, protocol: string): string | undefined {
  // Only what can stand in a Host header; a user, path or query would otherwise hide behind URL parsing.
  if (!/^[a-z0-9.:[\]-]+$/i.test(host)) return undefined;
  return URL.canParse(`${protocol}//${host}`) ? new URL(`${protocol}//${host}`).host : undefined;
}
