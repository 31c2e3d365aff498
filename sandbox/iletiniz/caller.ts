import { fingerprint, type IssuedKey } from "../keys.ts";
import type { OAuthScope, Workspace } from "../workspaces.ts";
import type { World } from "../world.ts";
import { Refusal } from "./refusal.ts";

/** Who calls: a valid key and the workspace it belongs to. */
export type Caller = { workspace: Workspace; key: string; issued: IssuedKey };

/** The key in an `Authorization: Bearer` header. */
export function bearer(header: string | undefined): string | null {
  return /^bearer +(\S+) *$/i.exec(header ?? "")?.[1] ?? null;
}

/** Checks the key and its rate. */
export function mayCall(world: World, secret: string | null, now: number): Caller {
  const issued = secret === null ? undefined : world.keys.find(secret);
  const workspace = issued === undefined ? undefined : world.workspaces.get(issued.workspace);
  if (issued === undefined || issued.revokedAt !== null || workspace === undefined) {
    throw new Refusal(401, "invalid_api_key", "The key is missing, unknown or revoked.", {
      headers: { "www-authenticate": 'Bearer error="invalid_token"' },
    });
  }
  if (!world.rates.allows(issued.hash, workspace.rate ?? world.rate, now)) {
    throw new Refusal(429, "rate_limited", "Too many requests.", { headers: { "retry-after": "1" } });
  }
  return { workspace, key: fingerprint(issued), issued };
}

/** Refuses a call the key was not authorized for. */
export function needScope(caller: Caller, scope: OAuthScope): void {
  if (caller.issued.scopes.includes(scope)) return;
  throw new Refusal(403, "insufficient_scope", `The key lacks the scope ${scope}.`, {
    headers: { "www-authenticate": `Bearer error="insufficient_scope", scope="${scope}"` },
  });
}
