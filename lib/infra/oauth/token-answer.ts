import { Secret } from "#lib/infra/crypto/secret";
import { providerText } from "#lib/infra/providers/provider-text";

const KEY = /^iltz_(?:live|test)_[A-Za-z0-9_-]{1,200}$/;
const SCOPE = /^[\x21\x23-\x5b\x5d-\x7e]{1,64}$/;
const ID = /^[\w.:-]{1,64}$/;
const MOST_SCOPES = 20;

/** What a code was exchanged for. */
export interface Grant {
  readonly key: Secret;
  /** What was granted, not what was asked for. */
  readonly scopes: readonly string[];
  /** The remote workspace as far as the answer names it. */
  readonly remoteId: string | null;
  readonly remoteName: string | null;
  /** Seconds, should the server ever say; keys are not known to expire. */
  readonly expiresInSeconds: number | null;
}

type Wire = Readonly<Record<string, unknown>>;

function record(value: unknown): Wire {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

/**
 * Puts the key where the protocol expects it. The server documents that it returns an API key, not under which name;
 * `access_token`, `api_key` and `key` are taken, in this order.
 */
export function withAccessToken(body: string): string {
  let wire: unknown;
  try {
    wire = JSON.parse(body);
  } catch {
    return body;
  }
  if (typeof wire !== "object" || wire === null || Array.isArray(wire) || "access_token" in wire) return body;
  const { api_key: apiKey, key } = record(wire);
  const found = apiKey ?? key;
  return found === undefined ? body : JSON.stringify({ ...wire, access_token: found });
}

/** Reads the granted scopes; a missing field means "as asked for" (RFC 6749 5.1). */
function readScopes(scope: unknown, requested: readonly string[]): readonly string[] {
  if (typeof scope !== "string") return requested;
  const granted = scope.split(" ").filter((one) => SCOPE.test(one));
  return [...new Set(granted)].slice(0, MOST_SCOPES);
}

/** Reads the answer of the token endpoint after the protocol's own checks; null when the key is not of the known form. */
export function readGrant(answer: Wire, requested: readonly string[]): Grant | null {
  const token = answer.access_token;
  if (typeof token !== "string" || !KEY.test(token)) return null;
  const workspace = record(answer.workspace);
  const name = providerText(workspace.name, 120);
  return {
    key: new Secret(token),
    scopes: readScopes(answer.scope, requested),
    remoteId: typeof workspace.id === "string" && ID.test(workspace.id) ? workspace.id : null,
    remoteName: name === "" ? null : name,
    expiresInSeconds: typeof answer.expires_in === "number" ? answer.expires_in : null,
  };
}
