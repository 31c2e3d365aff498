import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientSecretPost,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  None,
} from "openid-client";
import { keyedHash } from "#lib/infra/crypto/tokens";
import { env } from "#lib/infra/env";

const TIME_SECONDS = 10;

/** What the other server says of a person, once its signature and its promises have been checked. */
export interface ElsewhereClaims {
  readonly issuer: string;
  readonly subject: string;
  /** As written there; null when it is not named or not verified. */
  readonly verifiedEmail: string | null;
  readonly name: string | null;
  /** When the person last proved there who they are; null when it does not say. */
  readonly authTime: Date | null;
}

let known: Promise<Configuration> | undefined;

/** Reads the server's own description once; a failure is forgotten, so that the next sign-in asks again. */
function server(): Promise<Configuration> {
  const { oidc } = env();
  if (oidc === undefined) throw new Error("no sign-in server is configured");
  const { issuer, clientId, clientSecret } = oidc;
  const isPlain = new URL(issuer).protocol === "http:";
  known ??= discovery(
    new URL(issuer),
    clientId,
    clientSecret,
    clientSecret === undefined ? None() : ClientSecretPost(clientSecret),
    { timeout: TIME_SECONDS, execute: isPlain ? [allowInsecureRequests] : [] },
  ).catch((error: unknown) => {
    known = undefined;
    throw error;
  });
  return known;
}

// Both follow from the state, which the browser holds, and the instance's secret, which it does not: nothing to store.
const derived = (use: string, state: string) =>
  Buffer.from(keyedHash(env().authSecret, `elsewhere ${use}\n${state}`)).toString("base64url");

/** Where the other server sends people back to. */
function elsewhereCallback(): string {
  return `${env().appUrl}/sign-in/elsewhere/callback`;
}

/** The address at which a person signs in there. `again` makes them prove themselves even if they are signed in there. */
export async function elsewhereAddress(state: string, again: boolean): Promise<string> {
  const url = buildAuthorizationUrl(await server(), {
    redirect_uri: elsewhereCallback(),
    scope: "openid email profile",
    state,
    nonce: derived("nonce", state),
    code_challenge: await calculatePKCECodeChallenge(derived("verifier", state)),
    code_challenge_method: "S256",
    ...(again ? { prompt: "login", max_age: "0" } : {}),
  });
  return url.href;
}

/**
 * Exchanges what came back for what the server says of the person. State, nonce, signature, audience and issuer are
 * checked by the library.
 *
 * @throws Error when any of it does not hold, or the server refused or did not answer.
 */
export async function readElsewhere(answer: URLSearchParams, state: string): Promise<ElsewhereClaims> {
  const url = new URL(`${elsewhereCallback()}?${answer}`);
  const tokens = await authorizationCodeGrant(await server(), url, {
    expectedState: state,
    expectedNonce: derived("nonce", state),
    pkceCodeVerifier: derived("verifier", state),
    idTokenExpected: true,
  });
  const claims = tokens.claims();
  if (claims === undefined) throw new Error("the answer names nobody");
  const { iss, sub, email, email_verified, name, auth_time } = claims;
  return {
    issuer: iss,
    subject: sub,
    verifiedEmail: email_verified === true && typeof email === "string" ? email : null,
    name: typeof name === "string" ? name : null,
    authTime: typeof auth_time === "number" ? new Date(auth_time * 1_000) : null,
  };
}
