import { z } from "zod";
import { Secret } from "#lib/infra/crypto/secret";
import { equalHashes, hashToken } from "#lib/infra/crypto/tokens";
import { openIn } from "#lib/infra/crypto/vault";
import type { TenantTx } from "#lib/infra/db/tenant";

const Kept = z.object({ verifier: z.string(), promisesIssuer: z.boolean() });

/** A connect that came back and was used up by this very look at it. */
export interface ConsumedConnect {
  readonly id: string;
  readonly userId: string;
  readonly slug: string;
  readonly issuer: string;
  readonly promisesIssuer: boolean;
  readonly returnTo: string;
  readonly startedAt: Date;
  readonly verifier: Secret;
}

/** What the return of a browser finds. `slug` names the page to tell it on; whether that may be done is the gate's question. */
export type Consumption =
  | { readonly kind: "consumed"; readonly connect: ConsumedConnect }
  | {
      readonly kind: "expired" | "replayed" | "wrong_browser";
      readonly userId: string;
      readonly slug: string;
    };

interface Row {
  user_id: string;
  browser_hash: Uint8Array;
  verifier_sealed: Uint8Array | null;
  issuer: string;
  return_to: string;
  created_at: Date;
  is_fresh: boolean;
  is_first: boolean;
  slug: string;
}

/**
 * Uses up a connect, atomically and before anything else is asked of it: of any number of equal returns one is first.
 *
 * The verifier leaves the row in the same statement, so a second return could not make a call even by mistake.
 *
 * @param browserToken What the cookie of this browser holds.
 * @returns null when the row is gone.
 */
export async function consumeCallback(
  tx: TenantTx,
  connectId: string,
  browserToken: string | null,
): Promise<Consumption | null> {
  const rows = await tx.db.$queryRaw<Row[]>`
    WITH found AS (
      SELECT t.*, t.expires_at > now() AS is_fresh, t.consumed_at IS NULL AS is_first, w.slug
      FROM connect_transactions t JOIN workspaces w ON w.id = t.workspace_id
      WHERE t.workspace_id = ${tx.workspaceId}::uuid AND t.id = ${connectId}::uuid
      FOR UPDATE OF t
    ), used AS (
      UPDATE connect_transactions t SET consumed_at = coalesce(t.consumed_at, now()), verifier_sealed = NULL
      FROM found f WHERE t.workspace_id = ${tx.workspaceId}::uuid AND t.id = f.id
    )
    SELECT user_id, browser_hash, verifier_sealed, issuer, return_to, created_at, is_fresh, is_first, slug FROM found`;
  const row = rows[0];
  if (row === undefined) return null;
  const base = { userId: row.user_id, slug: row.slug };
  if (!row.is_first || row.verifier_sealed === null) return { kind: "replayed", ...base };
  if (!row.is_fresh) return { kind: "expired", ...base };
  const isSameBrowser = browserToken !== null && equalHashes(hashToken(browserToken), row.browser_hash);
  if (!isSameBrowser) return { kind: "wrong_browser", ...base };
  const opened = await openIn(tx, { purpose: "connect", rowId: connectId }, row.verifier_sealed);
  const kept = Kept.parse(JSON.parse(opened.reveal()));
  return {
    kind: "consumed",
    connect: {
      id: connectId,
      ...base,
      issuer: row.issuer,
      promisesIssuer: kept.promisesIssuer,
      returnTo: row.return_to,
      startedAt: row.created_at,
      verifier: new Secret(kept.verifier),
    },
  };
}
