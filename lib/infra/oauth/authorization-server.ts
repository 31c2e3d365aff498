import { isLoopback } from "#lib/infra/env";
import type { Http } from "#lib/infra/http";
import { log } from "#lib/infra/log";

/** Where an authorization server listens, and whether its answers always name it. */
export interface AuthorizationServer {
  readonly issuer: string;
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  readonly revocationEndpoint: string;
  /** Promised by its metadata (RFC 9207 3): an answer without `iss` is then refused. */
  readonly promisesIssuer: boolean;
}

const METADATA_TIME_MS = 3_000;

/** The server as it is configured, for when it publishes nothing usable about itself. */
export function configuredServer(issuer: string): AuthorizationServer {
  return {
    issuer,
    authorizationEndpoint: `${issuer}/connect/authorize`,
    tokenEndpoint: `${issuer}/connect/token`,
    revocationEndpoint: `${issuer}/connect/revoke`,
    promisesIssuer: false,
  };
}

/** An endpoint must lie at the issuer itself: a code or a key goes nowhere else. */
function isAtIssuer(endpoint: string, issuer: string): boolean {
  if (!URL.canParse(endpoint)) return false;
  const url = new URL(endpoint);
  const isSafe = url.protocol === "https:" || isLoopback(issuer);
  return (
    isSafe && url.origin === new URL(issuer).origin && url.username === "" && url.password === "" && url.hash === ""
  );
}

function includes(list: unknown, value: string): boolean {
  return list === undefined || (Array.isArray(list) && list.includes(value));
}

/**
 * Reads a metadata document (RFC 8414) for a configured issuer.
 *
 * @returns null when it is not about this issuer, points elsewhere, or excludes what we need; the configuration then stands.
 */
export function readMetadata(body: string, issuer: string): AuthorizationServer | null {
  let wire: unknown;
  try {
    wire = JSON.parse(body);
  } catch {
    return null;
  }
  if (typeof wire !== "object" || wire === null) return null;
  const said: Readonly<Record<string, unknown>> = { ...wire };
  if (said.issuer !== issuer) return null;
  if (!includes(said.code_challenge_methods_supported, "S256")) return null;
  if (!includes(said.token_endpoint_auth_methods_supported, "none")) return null;
  const configured = configuredServer(issuer);
  const authorizationEndpoint = said.authorization_endpoint ?? configured.authorizationEndpoint;
  const tokenEndpoint = said.token_endpoint ?? configured.tokenEndpoint;
  const revocationEndpoint = said.revocation_endpoint ?? configured.revocationEndpoint;
  if (typeof authorizationEndpoint !== "string" || !isAtIssuer(authorizationEndpoint, issuer)) return null;
  if (typeof tokenEndpoint !== "string" || !isAtIssuer(tokenEndpoint, issuer)) return null;
  if (typeof revocationEndpoint !== "string" || !isAtIssuer(revocationEndpoint, issuer)) return null;
  const promisesIssuer = said.authorization_response_iss_parameter_supported === true;
  return { issuer, authorizationEndpoint, tokenEndpoint, revocationEndpoint, promisesIssuer };
}

/** Asks the server about itself, and stays with the configuration whenever the answer is missing or not to be trusted. */
export async function findServer(http: Http, issuer: string): Promise<AuthorizationServer> {
  const answer = await http.send({
    method: "GET",
    url: `${issuer}/.well-known/oauth-authorization-server`,
    headers: { accept: "application/json" },
    totalMs: METADATA_TIME_MS,
  });
  if (answer.kind !== "answer" || answer.status !== 200) return configuredServer(issuer);
  const server = readMetadata(answer.body, issuer);
  if (server === null) log.warn({ issuer }, "metadata of the authorization server refused; the configuration stands");
  return server ?? configuredServer(issuer);
}
