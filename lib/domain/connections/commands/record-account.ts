import { markNeedsReconnect, markScopeMissing } from "#lib/domain/connections/commands/mark-needs-reconnect";
import type { OAuthScope } from "#lib/domain/connections/model";
import type { Secret } from "#lib/infra/crypto/secret";
import { fingerprint } from "#lib/infra/crypto/tokens";
import type { Prisma } from "#lib/infra/db/generated/client";
import type { TenantTx } from "#lib/infra/db/tenant";
import type { RemoteAccount } from "#lib/infra/providers/driver";
import type { ReadOutcome } from "#lib/infra/providers/outcome";

/** An answer about a connection, with the key it was asked with: an answer to an older key is not written down. */
export interface Answered<T> {
  readonly connectionId: string;
  readonly key: Secret;
  readonly outcome: ReadOutcome<T>;
}

/** Writes down that the provider answered, and how fast. The database's clock, which sending compares with. */
export async function recordAlive(tx: TenantTx, connectionId: string, latencyMs: number): Promise<void> {
  await tx.db.$executeRaw`
    UPDATE connections SET last_ok_at = clock_timestamp(), last_latency_ms = ${latencyMs}::int
    WHERE workspace_id = ${tx.workspaceId}::uuid AND id = ${connectionId}::uuid AND state <> 'disconnected'`;
}

/** Writes down that the provider gave no answer, and that it is to be left alone for a while where it asked so. */
async function recordSilence(
  tx: TenantTx,
  connectionId: string,
  detail: string,
  retryAfterMs: number | null,
): Promise<void> {
  await tx.db.$executeRaw`
    UPDATE connections SET last_error = ${detail}, last_error_at = clock_timestamp(),
      not_before = greatest(not_before, clock_timestamp() + ${retryAfterMs}::int * interval '1 millisecond')
    WHERE workspace_id = ${tx.workspaceId}::uuid AND id = ${connectionId}::uuid AND state <> 'disconnected'`;
}

/**
 * Writes down what a refused or unanswered read means for the connection.
 *
 * @param scope What the read needs, taken off the connection when the provider says it is missing.
 */
export async function recordNoValue<T>(tx: TenantTx, answered: Answered<T>, scope: OAuthScope): Promise<void> {
  const { connectionId, key, outcome } = answered;
  if (outcome.kind === "value") return;
  if (outcome.kind === "unavailable") return recordSilence(tx, connectionId, outcome.detail, outcome.retryAfterMs);
  await recordAlive(tx, connectionId, outcome.latencyMs);
  if (outcome.reason === "key_invalid") await markNeedsReconnect(tx, connectionId, "key_invalid", key);
  if (outcome.reason === "scope_missing") await markScopeMissing(tx, connectionId, scope, key);
}

/** The part of an account that is kept. */
function stored({ plan, quota, upgradeUrl, balance }: RemoteAccount): Prisma.InputJsonObject {
  return { plan, quota, upgradeUrl, balance: balance === null ? null : { ...balance } };
}

/** Writes down plan and quota with their age, or why there are none. */
export async function recordAccount(tx: TenantTx, answered: Answered<RemoteAccount>): Promise<void> {
  const { connectionId, key, outcome } = answered;
  if (outcome.kind !== "value") return recordNoValue(tx, answered, "account:read");
  const { remoteName } = outcome.value;
  const { count } = await tx.db.connection.updateMany({
    where: {
      workspaceId: tx.workspaceId,
      id: connectionId,
      state: { not: "disconnected" },
      keyFingerprint: fingerprint(key.reveal()),
    },
    data: {
      account: stored(outcome.value),
      accountAt: new Date(),
      ...(remoteName === null ? {} : { remoteName }),
    },
  });
  if (count > 0) await recordAlive(tx, connectionId, outcome.latencyMs);
}
