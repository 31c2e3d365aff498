import { type Examination, type ExaminedConnection, examine } from "#lib/domain/connections/commands/examine";
import { recordAccount } from "#lib/domain/connections/commands/record-account";
import { recordSenders } from "#lib/domain/connections/commands/record-senders";
import { reviveConnection } from "#lib/domain/connections/commands/revive";
import type { Finding } from "#lib/domain/connections/examination";
import { openKeyToExamine } from "#lib/domain/connections/key-queries";
import { DomainError } from "#lib/domain/errors";
import { toPublicId } from "#lib/domain/ids";
import { writeAudit } from "#lib/gate/audit";
import type { Secret } from "#lib/infra/crypto/secret";
import { type TenantTx, withTenant } from "#lib/infra/db/tenant";
import type { SmsDriver } from "#lib/infra/providers/driver";
import { countAgainst } from "#lib/infra/rate-limit";

/** A dozen questions at a time; a person presses again after changing something in the panel. */
const TRIES = { name: "connection-examine", points: 6, seconds: 60 } as const;

/** What was learned on the way is kept, as a refresh would; a key that works again puts the connection back to use. */
async function keep(
  tx: TenantTx,
  connectionId: string,
  key: Secret,
  { account, senders, findings }: Examination,
): Promise<void> {
  const isAccepted = account.kind === "value" || (account.kind === "refused" && account.reason === "scope_missing");
  if (isAccepted && (await reviveConnection(tx, connectionId, key))) {
    const subject = toPublicId("connection", connectionId);
    await writeAudit(tx, "connection.key_accepted", { subject, detail: {} });
  }
  if (findings.some(({ code }) => code === "inbox.ok")) {
    await tx.db.connection.updateMany({
      where: { workspaceId: tx.workspaceId, id: connectionId },
      data: { hasInbox: true },
    });
  }
  await recordAccount(tx, { connectionId, key, outcome: account });
  if (senders !== null) await recordSenders(tx, { connectionId, key, outcome: senders });
}

/**
 * Examines a connection: read-only questions to the provider, and what their answers mean. Nothing is open in the database
 * while it is asked.
 *
 * @throws DomainError `connection.not_found`; `connection.too_many_tries` for whoever presses all the time.
 */
export async function examineConnection(
  drivers: (provider: string) => SmsDriver,
  bond: { readonly workspaceId: string; readonly actorId: string | null },
  connectionId: string,
): Promise<readonly Finding[]> {
  const known = await withTenant(bond, (tx) => openKeyToExamine(tx, connectionId));
  const verdict = await countAgainst(TRIES, connectionId);
  if (!verdict.allowed) throw new DomainError("connection.too_many_tries", { seconds: verdict.retryAfterSeconds });
  const { key, scopes, brand } = known;
  if (key === null) return [{ code: "key.unreadable", n: 0 }];
  const seen = await examine(drivers(known.provider), key, { scopes, brand } satisfies ExaminedConnection);
  await withTenant(bond, (tx) => keep(tx, connectionId, key, seen));
  return seen.findings;
}
