/** The refusals an authorization server may send back (RFC 6749 4.1.2.1); any other code reads as `unknown`. */
const ERRORS = [
  "access_denied",
  "invalid_request",
  "invalid_scope",
  "unauthorized_client",
  "unsupported_response_type",
  "server_error",
  "temporarily_unavailable",
] as const;

/** Why the server did not give a code. */
export type AuthorizationError = (typeof ERRORS)[number] | "unknown";

/** What came back from the authorization server by way of the browser. */
export type AuthorizationAnswer =
  | { readonly kind: "code" }
  | { readonly kind: "error"; readonly error: AuthorizationError }
  | { readonly kind: "wrong_issuer" }
  | { readonly kind: "malformed" };

const STATE = /^[\w-]{22,200}$/;
const CODE = /^[\x20-\x7e]{1,2048}$/;

/** The `state` of an answer, for finding out whose it is; null when there is not exactly one of a possible form. */
export function stateOf(answer: URLSearchParams): string | null {
  const [state, ...more] = answer.getAll("state");
  return state !== undefined && more.length === 0 && STATE.test(state) ? state : null;
}

/**
 * Judges an answer before any call is made. The issuer comes first, for refusals too (RFC 9207 2.4): a plain comparison
 * of texts, so that a slash or a capital more is another server.
 */
export function readAuthorizationAnswer(
  answer: URLSearchParams,
  expected: { readonly issuer: string; readonly promisesIssuer: boolean },
): AuthorizationAnswer {
  const issuers = answer.getAll("iss");
  const isMissing = issuers.length === 0 && expected.promisesIssuer;
  if (isMissing || issuers.length > 1 || issuers.some((issuer) => issuer !== expected.issuer))
    return { kind: "wrong_issuer" };
  const errors = answer.getAll("error");
  const codes = answer.getAll("code");
  if (errors.length > 1 || codes.length > 1 || errors.length + codes.length !== 1) return { kind: "malformed" };
  const [error] = errors;
  if (error !== undefined) return { kind: "error", error: ERRORS.find((known) => known === error) ?? "unknown" };
  return CODE.test(codes[0] ?? "") ? { kind: "code" } : { kind: "malformed" };
}
