import type { TenantTx } from "#lib/infra/db/tenant";

/** Another account whose key waits for a person's yes. */
export interface PendingAccount {
  readonly id: string;
  readonly remoteName: string;
  readonly remoteId: string;
  /** When the key is revoked if nobody answers. */
  readonly until: Date;
}

/** The accounts that wait for a yes; one whose time is over is not shown any more. */
export async function pendingAccounts(tx: TenantTx): Promise<PendingAccount[]> {
  return tx.db.$queryRaw<PendingAccount[]>`
    SELECT t.id, t.pending_remote_name AS "remoteName", t.pending_remote_id AS "remoteId", r.next_try_at AS until
    FROM connect_transactions t
    JOIN revocations r ON r.workspace_id = t.workspace_id AND r.id = t.id
    WHERE t.workspace_id = ${tx.workspaceId}::uuid AND t.pending_sealed IS NOT NULL
      AND r.state = 'pending' AND r.tries = 0 AND r.next_try_at > now()
    ORDER BY t.id DESC`;
}

/** A key that is leaving: still being revoked, or one that the provider would not or could not revoke. */
export interface LeavingKey {
  readonly id: string;
  readonly state: "pending" | "refused" | "given_up";
  readonly since: Date;
  readonly nextTryAt: Date;
  readonly tries: number;
  readonly code: string | null;
}

/** Keys on their way out, and for a week those whose revocation failed: a person may have to end them at the provider. */
export async function leavingKeys(tx: TenantTx): Promise<LeavingKey[]> {
  return tx.db.$queryRaw<LeavingKey[]>`
    SELECT r.id, r.state, r.created_at AS since, r.next_try_at AS "nextTryAt", r.tries, r.last_error AS code
    FROM revocations r
    WHERE r.workspace_id = ${tx.workspaceId}::uuid
      AND (r.state = 'pending' AND NOT EXISTS (
             SELECT FROM connect_transactions t
             WHERE t.workspace_id = r.workspace_id AND t.id = r.id AND t.pending_sealed IS NOT NULL)
           OR r.state IN ('refused', 'given_up') AND r.finished_at > now() - interval '7 days')
    ORDER BY r.id DESC LIMIT 20`;
}
