import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  Configuration,
  calculatePKCECodeChallenge,
  customFetch,
  None,
  randomPKCECodeVerifier,
  tokenRevocation,
} from "openid-client";
import { type Clock, systemClock } from "#lib/infra/clock";
import { Secret } from "#lib/infra/crypto/secret";
import { env, isLoopback } from "#lib/infra/env";
import type { Http } from "#lib/infra/http";
import type { HttpOutcome } from "#lib/infra/http-outcome";
import { type AuthorizationServer, findServer } from "#lib/infra/oauth/authorization-server";
import { type Grant, readGrant, withAccessToken } from "#lib/infra/oauth/token-answer";
import { isObject, readObject } from "#lib/infra/providers/json-object";
import { providerCode } from "#lib/infra/providers/provider-text";
import { retryAfterMs } from "#lib/infra/providers/retry-after";
import { http as sharedHttp } from "#lib/infra/shared-http";

const KNOWN_FOR_MS = 10 * 60_000;

/** A connect that was begun: where to send the browser, and what must be kept until it comes back. */
export interface BegunConnect {
  readonly url: string;
  readonly verifier: Secret;
  readonly promisesIssuer: boolean;
}

/** What a returning browser brought, with what was kept for it. */
export interface CodeExchange {
  readonly answer: URLSearchParams;
  readonly state: string;
  readonly verifier: Secret;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
}

/**
 * What became of the one exchange of a code. It is never repeated.
 *
 * `refused`: the server said no and issued nothing. `not_sent`: the server was not reached. `unclear` and `malformed`: the
 * server may have issued a key that we never got to keep.
 */
export type ExchangeOutcome =
  | { readonly kind: "granted"; readonly grant: Grant }
  | { readonly kind: "refused"; readonly code: string }
  | { readonly kind: "not_sent" | "unclear" | "malformed" };

/** What became of a revocation. `done` also for a key the server does not know; `refused` is final. */
export type RevokeOutcome =
  | { readonly kind: "done" }
  | { readonly kind: "refused"; readonly code: string }
  | { readonly kind: "later"; readonly detail: string; readonly retryAfterMs: number | null };

/** The OAuth client of iletiniz: public, PKCE S256, one authorization server. */
export interface IletinizOAuth {
  readonly issuer: string;
  begin(asked: { redirectUri: string; scopes: readonly string[]; state: string }): Promise<BegunConnect>;
  exchange(exchange: CodeExchange): Promise<ExchangeOutcome>;
  revoke(key: Secret): Promise<RevokeOutcome>;
}

/** What the client is made with. `issuer` has no trailing slash. */
export interface OAuthOptions {
  readonly http: Http;
  readonly issuer: string;
  readonly clientId: string;
  readonly clock?: Clock;
}

/** Carries the outcome of the one call a library function makes, past what the library makes of it. */
interface Seen {
  outcome: HttpOutcome | null;
}

function configurationOf(server: AuthorizationServer, clientId: string, http: Http, seen: Seen): Configuration {
  const config = new Configuration(
    {
      issuer: server.issuer,
      authorization_endpoint: server.authorizationEndpoint,
      token_endpoint: server.tokenEndpoint,
      revocation_endpoint: server.revocationEndpoint,
      authorization_response_iss_parameter_supported: server.promisesIssuer,
    },
    clientId,
    { token_endpoint_auth_method: "none" },
    None(),
  );
  if (isLoopback(server.issuer)) allowInsecureRequests(config);
  config[customFetch] = async (url, { method, headers, body }) => {
    const outcome = await http.send({
      method: method === "POST" ? "POST" : "GET",
      url,
      headers,
      ...(body === null || body === undefined ? {} : { body: String(body) }),
    });
    seen.outcome = outcome;
    if (outcome.kind !== "answer") throw new Error(outcome.cause);
    const text = url === server.tokenEndpoint ? withAccessToken(outcome.body) : outcome.body;
    const type = outcome.headers["content-type"] ?? "";
    return new Response(outcome.status === 204 ? null : text, {
      status: outcome.status,
      headers: { "content-type": type },
    });
  };
  return config;
}

function codeOf(body: string): string {
  const error = readObject(body)?.error;
  const code = providerCode(isObject(error) ? error.code : error);
  return code === "" ? "unknown" : code;
}

/** What a failed exchange means, judged by the wire and not by the words of the library. */
function failedExchange(outcome: HttpOutcome | null): ExchangeOutcome {
  if (outcome === null) return { kind: "malformed" };
  if (outcome.kind === "not_sent") return { kind: "not_sent" };
  if (outcome.kind === "lost" || outcome.status === 408 || outcome.status >= 500) return { kind: "unclear" };
  return outcome.status < 300 ? { kind: "malformed" } : { kind: "refused", code: codeOf(outcome.body) };
}

/** Makes the client. Metadata of the server is asked for at most every ten minutes, and never trusted beyond its host. */
export function iletinizOAuth({ http, issuer, clientId, clock = systemClock }: OAuthOptions): IletinizOAuth {
  let known: { server: AuthorizationServer; until: number } | undefined;

  async function serverNow(): Promise<AuthorizationServer> {
    const now = clock.now().getTime();
    if (known === undefined || known.until <= now)
      known = { server: await findServer(http, issuer), until: now + KNOWN_FOR_MS };
    return known.server;
  }

  return {
    issuer,

    async begin({ redirectUri, scopes, state }) {
      const server = await serverNow();
      const verifier = randomPKCECodeVerifier();
      const url = buildAuthorizationUrl(configurationOf(server, clientId, http, { outcome: null }), {
        redirect_uri: redirectUri,
        scope: scopes.join(" "),
        state,
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: "S256",
      });
      return { url: url.href, verifier: new Secret(verifier), promisesIssuer: server.promisesIssuer };
    },

    async exchange({ answer, state, verifier, redirectUri, scopes }) {
      const seen: Seen = { outcome: null };
      const config = configurationOf(await serverNow(), clientId, http, seen);
      const returned = new URL(redirectUri);
      returned.search = answer.toString();
      try {
        const checks = { expectedState: state, pkceCodeVerifier: verifier.reveal() };
        const grant = readGrant({ ...(await authorizationCodeGrant(config, returned, checks)) }, scopes);
        return grant === null ? { kind: "malformed" } : { kind: "granted", grant };
      } catch {
        return failedExchange(seen.outcome);
      }
    },

    async revoke(key) {
      const seen: Seen = { outcome: null };
      const config = configurationOf(await serverNow(), clientId, http, seen);
      await tokenRevocation(config, key.reveal(), { token_type_hint: "access_token" }).catch(() => undefined);
      const { outcome } = seen;
      if (outcome === null) throw new Error("the revocation was not even tried");
      if (outcome.kind !== "answer") return { kind: "later", detail: outcome.cause, retryAfterMs: null };
      if (outcome.status >= 200 && outcome.status < 300) return { kind: "done" };
      if (outcome.status === 400 || outcome.status === 401) return { kind: "refused", code: codeOf(outcome.body) };
      const wait = retryAfterMs(outcome.headers["retry-after"], clock.now());
      return { kind: "later", detail: `http_${outcome.status}`, retryAfterMs: wait };
    },
  };
}

let shared: IletinizOAuth | undefined;

/** The client of this process, or null while the instance has no client id. The stand-in knows us as `tellal`. */
export function iletinizClient(): IletinizOAuth | null {
  const { iletiniz, isSandboxOn } = env();
  const clientId = iletiniz.clientId ?? (isSandboxOn ? "tellal" : undefined);
  if (clientId === undefined) return null;
  shared ??= iletinizOAuth({ http: sharedHttp(), issuer: iletiniz.authUrl, clientId });
  return shared;
}
