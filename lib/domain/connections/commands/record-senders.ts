import { type Answered, recordAlive, recordNoValue } from "#lib/domain/connections/commands/record-account";
import { fingerprint } from "#lib/infra/crypto/tokens";
import type { TenantTx } from "#lib/infra/db/tenant";
import { newId } from "#lib/infra/ids";
import type { RemoteChannel, RemoteSender } from "#lib/infra/providers/driver";

/** What the provider lists: sender IDs and the providers behind the account. */
export interface RemoteList {
  readonly senders: readonly RemoteSender[];
  readonly channels: readonly RemoteChannel[];
}

/** Names of a messenger are none that a text goes out under: messages here go to phones. */
function forPhones({ senders, channels }: RemoteList): RemoteSender[] {
  const messengers = new Set(channels.filter(({ kind }) => kind !== "sms").map(({ code }) => code));
  return senders.filter(({ providerCode }) => !messengers.has(providerCode));
}

async function writeList(tx: TenantTx, connectionId: string, senders: readonly RemoteSender[]): Promise<void> {
  const unique = new Map(senders.map((sender) => [JSON.stringify([sender.name, sender.providerCode]), sender]));
  const rows = JSON.stringify([...unique.values()].map((sender) => ({ id: newId(), ...sender })));
  await tx.db.$executeRaw`
    INSERT INTO senders (workspace_id, id, connection_id, name, provider_code, status)
    SELECT ${tx.workspaceId}::uuid, s.id, ${connectionId}::uuid, s.name, s."providerCode", s.status
    FROM jsonb_to_recordset(${rows}::jsonb) AS s (id uuid, name text, "providerCode" text, status text)
    ON CONFLICT (workspace_id, connection_id, name, provider_code)
    DO UPDATE SET status = excluded.status, is_listed = true, last_seen_at = now()`;
  // What the list does not name any more stays for history, and can't be the default.
  await tx.db.$executeRaw`
    UPDATE senders SET is_listed = false, is_default = false
    WHERE workspace_id = ${tx.workspaceId}::uuid AND connection_id = ${connectionId}::uuid AND is_listed
      AND (name, provider_code) NOT IN (
        SELECT s.name, s."providerCode" FROM jsonb_to_recordset(${rows}::jsonb) AS s (name text, "providerCode" text))`;
  await tx.db.sender.updateMany({
    where: { workspaceId: tx.workspaceId, connectionId, isDefault: true, status: { not: "approved" } },
    data: { isDefault: false },
  });
}

/** Where there is only one sender to choose, it is chosen. */
async function chooseOnlyOne(tx: TenantTx): Promise<void> {
  await tx.db.$executeRaw`
    UPDATE senders s SET is_default = true
    WHERE s.workspace_id = ${tx.workspaceId}::uuid AND s.is_listed AND s.status = 'approved'
      AND EXISTS (SELECT FROM connections c WHERE c.workspace_id = s.workspace_id AND c.id = s.connection_id AND c.state <> 'disconnected')
      AND NOT EXISTS (SELECT FROM senders d WHERE d.workspace_id = ${tx.workspaceId}::uuid AND d.is_default)
      AND 1 = (
        SELECT count(*) FROM senders o
        JOIN connections c ON c.workspace_id = o.workspace_id AND c.id = o.connection_id AND c.state <> 'disconnected'
        WHERE o.workspace_id = ${tx.workspaceId}::uuid AND o.is_listed AND o.status = 'approved')`;
}

/** Writes down senders and channels with their age, or why there are none. */
export async function recordSenders(tx: TenantTx, answered: Answered<RemoteList>): Promise<void> {
  const { connectionId, key, outcome } = answered;
  if (outcome.kind !== "value") return recordNoValue(tx, answered, "connections:read");
  const { count } = await tx.db.connection.updateMany({
    where: {
      workspaceId: tx.workspaceId,
      id: connectionId,
      state: { not: "disconnected" },
      keyFingerprint: fingerprint(key.reveal()),
    },
    data: { channels: outcome.value.channels.map((channel) => ({ ...channel })), sendersAt: new Date() },
  });
  if (count === 0) return;
  await writeList(tx, connectionId, forPhones(outcome.value));
  await chooseOnlyOne(tx);
  await recordAlive(tx, connectionId, outcome.latencyMs);
}
