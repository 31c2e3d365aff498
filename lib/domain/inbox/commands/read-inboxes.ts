import { openKey } from "#lib/domain/connections/key-queries";
import { isOptOut } from "#lib/domain/consent/keywords";
import { msisdnFromRow } from "#lib/domain/contacts/model";
import type { OptOutReply } from "#lib/domain/inbox/model";
import type { Secret } from "#lib/infra/crypto/secret";
import type { TenantTx } from "#lib/infra/db/tenant";
import { newId } from "#lib/infra/ids";
import type { SmsDriver } from "#lib/infra/providers/driver";
import { providersThat } from "#lib/infra/providers/registry";
import type { InboundMessage } from "#lib/infra/providers/services";

/** An account without an inbox is asked again after this long; the company may open it. */
const ASK_AGAIN = "6 hours";

/** The doors of a workspace that reading needs, and what a refusal by reply sets off. */
export interface InboxDoors {
  readonly workspaceId: string;
  transact<T>(work: (tx: TenantTx) => Promise<T>): Promise<T>;
  /** Takes over replies that refuse, in the transaction that keeps them. */
  refuse(tx: TenantTx, replies: readonly OptOutReply[]): Promise<void>;
}

interface Linked {
  readonly id: string;
  readonly provider: string;
  readonly key: Secret;
}

async function askable(tx: TenantTx): Promise<Linked[]> {
  const providers = providersThat(({ inbox }) => inbox === "probed");
  const rows = await tx.db.$queryRawUnsafe<{ id: string; provider: string }[]>(
    `SELECT id, provider FROM connections
     WHERE workspace_id = $1::uuid AND state = 'active' AND provider = ANY ($2)
       AND (has_inbox IS DISTINCT FROM false OR inbox_at < now() - interval '${ASK_AGAIN}')`,
    tx.workspaceId,
    providers,
  );
  return Promise.all(rows.map(async (row) => ({ ...row, key: await openKey(tx, row.id) })));
}

/** Keeps what is new; whatever was read before stays as it is. */
async function keep(
  tx: TenantTx,
  connectionId: string,
  messages: readonly InboundMessage[],
): Promise<
  { readonly msisdn: bigint; readonly text: string; readonly receivedAt: Date; readonly isOptOut: boolean }[]
> {
  const rows = messages.map(({ id, from, text, at }) => ({
    ...{ id: newId(), remote_id: id, msisdn: from.slice(1), text, is_opt_out: isOptOut(text) },
    received_at: at ?? new Date(),
  }));
  return tx.db.$queryRaw`
    INSERT INTO inbound_messages (workspace_id, id, connection_id, remote_id, msisdn, text, is_opt_out, received_at)
    SELECT ${tx.workspaceId}::uuid, m.id, ${connectionId}::uuid, m.remote_id, m.msisdn, m.text, m.is_opt_out, m.received_at
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS m (id uuid, remote_id text, msisdn bigint, text text,
      is_opt_out boolean, received_at timestamptz)
    ON CONFLICT (workspace_id, connection_id, remote_id) DO NOTHING
    RETURNING msisdn, text, received_at AS "receivedAt", is_opt_out AS "isOptOut"`;
}

/** Whoever writes again is not done with. */
async function reopen({ workspaceId, db }: TenantTx, fresh: readonly { readonly msisdn: bigint }[]): Promise<void> {
  const where = { workspaceId, msisdn: { in: fresh.map(({ msisdn }) => msisdn) }, closedAt: { not: null } };
  if (fresh.length > 0) await db.inboxThread.updateMany({ where, data: { closedAt: null } });
}

async function noteInbox({ workspaceId, db }: TenantTx, id: string, hasInbox: boolean): Promise<void> {
  await db.connection.updateMany({ where: { workspaceId, id }, data: { hasInbox, inboxAt: new Date() } });
}

/**
 * Reads the inboxes of a workspace's connections, where the account has one. A reply that refuses acts in the same
 * transaction that keeps it.
 */
export async function readInboxes(doors: InboxDoors, driver: (provider: string) => SmsDriver): Promise<void> {
  for (const { id, provider, key } of await doors.transact(askable)) {
    const outcome = await driver(provider).inbox?.read(key);
    if (outcome?.kind !== "value") continue;
    const messages = outcome.value;
    await doors.transact(async (tx) => {
      await noteInbox(tx, id, messages !== null);
      const fresh = messages === null || messages.length === 0 ? [] : await keep(tx, id, messages);
      await reopen(tx, fresh);
      const refusals = fresh.filter((message) => message.isOptOut);
      await doors.refuse(
        tx,
        refusals.map(({ msisdn, text, receivedAt }) => ({ msisdn: msisdnFromRow(msisdn), text, at: receivedAt })),
      );
    });
  }
}
