import type { AuditAction } from "#lib/domain/audit/actions";
import { recordAccount } from "#lib/domain/connections/commands/record-account";
import { type RemoteList, recordSenders } from "#lib/domain/connections/commands/record-senders";
import { openKey } from "#lib/domain/connections/key-queries";
import { DomainError } from "#lib/domain/errors";
import type { Secret } from "#lib/infra/crypto/secret";
import type { TenantTx } from "#lib/infra/db/tenant";
import type { RemoteAccount, SmsDriver } from "#lib/infra/providers/driver";
import type { ReadOutcome } from "#lib/infra/providers/outcome";
import { providerOf } from "#lib/infra/providers/registry";

/** Which reads a connection allows, with the key for them. */
export interface RefreshPlan {
  readonly connectionId: string;
  readonly provider: string;
  readonly key: Secret;
  readonly readsAccount: boolean;
  readonly readsSenders: boolean;
}

/** What the reads said; null for one that was not made. */
export interface RefreshAnswers {
  readonly account: ReadOutcome<RemoteAccount> | null;
  readonly senders: ReadOutcome<RemoteList> | null;
}

/**
 * Opens the key of a connection for reading plan, quota and senders.
 *
 * @returns null when there is nothing to ask: no permission to read, or the provider wants to be left alone.
 * @throws DomainError `connection.not_found` or `connection.not_active`.
 */
export async function planRefresh(tx: TenantTx, connectionId: string): Promise<RefreshPlan | null> {
  const row = await tx.db.connection.findUnique({
    where: { workspaceId_id: { workspaceId: tx.workspaceId, id: connectionId } },
    select: { provider: true, scopes: true, notBefore: true },
  });
  if (row === null) throw new DomainError("connection.not_found");
  const readsAccount = row.scopes.includes("account:read");
  const listsSenders = providerOf(row.provider).capabilities.senders === "listed";
  const readsSenders = listsSenders && row.scopes.includes("connections:read");
  const mustWait = row.notBefore !== null && row.notBefore > new Date();
  if (mustWait || !(readsAccount || readsSenders)) return null;
  const key = await openKey(tx, connectionId, readsAccount ? "account:read" : "connections:read");
  return { connectionId, provider: row.provider, key, readsAccount, readsSenders };
}

/** Asks the provider, both questions at once. No transaction is open meanwhile. */
export async function askProvider(driver: SmsDriver, plan: RefreshPlan): Promise<RefreshAnswers> {
  const [account, senders] = await Promise.all([
    plan.readsAccount ? driver.account(plan.key) : null,
    plan.readsSenders ? driver.senders(plan.key) : null,
  ]);
  return { account, senders };
}

interface Standing {
  readonly state: string;
  readonly scopes: readonly string[];
}

function standing({ db, workspaceId }: TenantTx, id: string): Promise<Standing | null> {
  return db.connection.findUnique({
    where: { workspaceId_id: { workspaceId, id } },
    select: { state: true, scopes: true },
  });
}

/** What the provider has taken from a connection, as the history calls it; null when nothing. */
function faultBetween(before: Standing | null, after: Standing | null): AuditAction | null {
  if (before === null || after === null) return null;
  if (before.state === "active" && after.state !== "active") return "connection.key_invalid";
  return after.scopes.length < before.scopes.length ? "connection.scope_missing" : null;
}

/**
 * Writes down what the provider said, each answer by itself: one may fail and the other not.
 *
 * @returns what the history has to tell: that the provider took something away; null when it did not.
 */
export async function recordRefresh(
  tx: TenantTx,
  plan: RefreshPlan,
  answers: RefreshAnswers,
): Promise<AuditAction | null> {
  const before = await standing(tx, plan.connectionId);
  if (answers.senders !== null) {
    await recordSenders(tx, { connectionId: plan.connectionId, key: plan.key, outcome: answers.senders });
  }
  if (answers.account !== null) {
    await recordAccount(tx, { connectionId: plan.connectionId, key: plan.key, outcome: answers.account });
  }
  return faultBetween(before, await standing(tx, plan.connectionId));
}
