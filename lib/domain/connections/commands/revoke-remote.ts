import type { Audited } from "#lib/domain/audit/model";
import { scaledMs, systemClock } from "#lib/infra/clock";
import { SealError } from "#lib/infra/crypto/aead";
import type { Secret } from "#lib/infra/crypto/secret";
import { openIn } from "#lib/infra/crypto/vault";
import type { TenantTx } from "#lib/infra/db/tenant";
import { log } from "#lib/infra/log";
import { type IletinizOAuth, iletinizClient, type RevokeOutcome } from "#lib/infra/oauth/iletiniz";
import { enqueue } from "#lib/infra/queue";

/** The doors of a workspace that revoking needs; a job's scope has them. */
export interface RevocationDoors {
  readonly workspaceId: string;
  transact<T>(work: (tx: TenantTx) => Promise<T>): Promise<T>;
  record<T>(action: string, work: (tx: TenantTx) => Promise<Audited<T>>): Promise<T>;
}

/** Longer than a call can take, so that a second worker does not revoke beside the first. */
const CLAIM_MS = 60_000;
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 3_600_000;

/** An instance that lost its client id must not lose the keys with it. */
const NOT_SET_UP: RevokeOutcome = { kind: "later", detail: "not_configured", retryAfterMs: null };

/** Waits 5 s, 10 s, 20 s … up to an hour, each between half and whole so that many do not come at once. */
function backoffMs(tries: number): number {
  const whole = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(tries - 1, 12));
  return scaledMs(whole / 2 + (Math.random() * whole) / 2);
}

interface Claim {
  key_sealed: Uint8Array | null;
  tries: number;
  connection_id: string | null;
  is_over: boolean;
}

/** Takes a due revocation for one try; null when it is done, not due, or another worker's. */
async function claim(tx: TenantTx, id: string): Promise<Claim | null> {
  const rows = await tx.db.$queryRaw<Claim[]>`
    UPDATE revocations SET tries = tries + 1, next_try_at = clock_timestamp() + ${CLAIM_MS}::int * interval '1 millisecond'
    WHERE workspace_id = ${tx.workspaceId}::uuid AND id = ${id}::uuid AND state = 'pending' AND next_try_at <= clock_timestamp()
    RETURNING key_sealed, tries, connection_id, give_up_at <= clock_timestamp() AS is_over`;
  return rows[0] ?? null;
}

/** How a revocation ends. The sealed key is destroyed in every case. */
type Ending = "done" | "refused" | "given_up";

async function end(tx: TenantTx, id: string, claimed: Claim, ending: Ending, detail: string): Promise<Audited<null>> {
  await tx.db.$executeRaw`
    UPDATE revocations SET state = ${ending}::revocation_state, key_sealed = NULL, finished_at = now(),
      last_error = ${ending === "done" ? null : detail}
    WHERE workspace_id = ${tx.workspaceId}::uuid AND id = ${id}::uuid AND state = 'pending'`;
  // A key that waited for a person's yes lies in its connect as well.
  await tx.db.$executeRaw`
    UPDATE connect_transactions SET pending_sealed = NULL
    WHERE workspace_id = ${tx.workspaceId}::uuid AND id = ${id}::uuid`;
  return {
    result: null,
    audit: {
      subject: claimed.connection_id,
      detail: { ending, tries: claimed.tries, code: ending === "done" ? null : detail },
    },
  };
}

/** Puts the next try off. The provider's own wish is kept, also when it is longer than ours. */
async function putOff(
  tx: TenantTx,
  id: string,
  outcome: RevokeOutcome & { kind: "later" },
  tries: number,
): Promise<void> {
  const waitMs = Math.max(backoffMs(tries), outcome.retryAfterMs ?? 0);
  await tx.db.$executeRaw`
    UPDATE revocations SET last_error = ${outcome.detail},
      next_try_at = clock_timestamp() + ${Math.round(waitMs)}::int * interval '1 millisecond'
    WHERE workspace_id = ${tx.workspaceId}::uuid AND id = ${id}::uuid AND state = 'pending'`;
  const startAfter = new Date(systemClock.now().getTime() + waitMs);
  await enqueue(tx.db, "connection.revoke", { workspaceId: tx.workspaceId, revocationId: id }, { startAfter });
}

async function openLeaving(tx: TenantTx, id: string, sealed: Uint8Array): Promise<Secret | null> {
  try {
    return await openIn(tx, { purpose: "revocation", rowId: id }, sealed);
  } catch (error) {
    if (error instanceof SealError) return null;
    throw error;
  }
}

/**
 * Tries once to revoke a key at the provider; safe to run any number of times.
 *
 * After a confirmed revocation, a final refusal, or 72 hours the sealed key is destroyed. The last two raise an alert in
 * the log and stay visible in the workspace, because a person may have to revoke the key at the provider.
 */
export async function revokeRemote(
  doors: RevocationDoors,
  revocationId: string,
  oauth: IletinizOAuth | null = iletinizClient(),
): Promise<void> {
  const claimed = await doors.transact((tx) => claim(tx, revocationId));
  if (claimed === null) return;
  const finish = async (ending: Ending, detail: string) => {
    if (ending !== "done")
      log.error({ revocationId, ending, detail, alert: true }, "a provider key could not be revoked");
    await doors.record("connection.revoked", (tx) => end(tx, revocationId, claimed, ending, detail));
  };
  const sealed = claimed.key_sealed;
  const key = sealed === null ? null : await doors.transact((tx) => openLeaving(tx, revocationId, sealed));
  if (key === null) return finish("given_up", "key_unreadable");
  const outcome = oauth === null ? NOT_SET_UP : await oauth.revoke(key);
  if (outcome.kind === "done") return finish("done", "");
  if (outcome.kind === "refused") return finish("refused", outcome.code);
  if (claimed.is_over) return finish("given_up", outcome.detail);
  await doors.transact((tx) => putOff(tx, revocationId, outcome, claimed.tries));
}
