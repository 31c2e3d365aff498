import { sealPerson } from "#lib/domain/consent/number-page-queries";
import { type Msisdn, msisdnFromRow } from "#lib/domain/contacts/model";
import { toPublicId } from "#lib/domain/ids";
import type { InboxConnection, Thread, ThreadRow, ThreadText } from "#lib/domain/inbox/model";
import type { InboxFilter } from "#lib/domain/inbox/schema";
import type { TenantTx } from "#lib/infra/db/tenant";
import { providerOf } from "#lib/infra/providers/registry";

const SHOWN = 100;

/** The newest threads of a workspace. */
export async function listThreads(tx: TenantTx, { tab }: InboxFilter): Promise<ThreadRow[]> {
  const rows = await tx.db.$queryRaw<(Omit<ThreadRow, "msisdn" | "person"> & { msisdn: bigint })[]>`
    SELECT msisdn, (array_agg(text ORDER BY received_at DESC))[1] AS text, max(received_at) AS "receivedAt",
      count(*) FILTER (WHERE read_at IS NULL)::int AS unread, bool_or(is_opt_out) AS "hasOptedOut"
    FROM inbound_messages WHERE workspace_id = ${tx.workspaceId}::uuid GROUP BY msisdn
    HAVING (${tab} <> 'unread' OR count(*) FILTER (WHERE read_at IS NULL) > 0)
      AND (${tab} <> 'refused' OR bool_or(is_opt_out))
    ORDER BY max(received_at) DESC LIMIT ${SHOWN}::int`;
  return rows.map((row) => {
    const msisdn = msisdnFromRow(row.msisdn);
    return { ...row, msisdn, person: sealPerson(tx, msisdn) };
  });
}

/** Everything said with one person, oldest first; null where nothing was. */
export async function threadOf({ workspaceId, db }: TenantTx, person: Msisdn): Promise<Thread | null> {
  const msisdn = BigInt(person);
  const texts = await db.$queryRaw<(ThreadText & { isUnread: boolean })[]>`
    SELECT id::text AS key, false AS "isOurs", text, received_at AS at, NULL AS state, read_at IS NULL AS "isUnread"
    FROM inbound_messages WHERE workspace_id = ${workspaceId}::uuid AND msisdn = ${msisdn}
    UNION ALL
    SELECT id::text, true, body, coalesce(accepted_at, state_at), state::text, false
    FROM messages WHERE workspace_id = ${workspaceId}::uuid AND msisdn = ${msisdn} AND source = 'reply'
    ORDER BY at LIMIT 500`;
  if (texts.length === 0) return null;
  const suppressed = await db.suppression.count({ where: { workspaceId, msisdn } });
  return {
    msisdn: person,
    isSuppressed: suppressed > 0,
    unread: texts.filter(({ isUnread }) => isUnread).length,
    texts: texts.map(({ isUnread: _unread, ...text }) => text),
  };
}

/** Which connections of a workspace receive messages. */
export async function inboxConnections({ workspaceId, db }: TenantTx): Promise<InboxConnection[]> {
  const rows = await db.connection.findMany({
    where: { workspaceId, state: { not: "disconnected" } },
    select: { id: true, provider: true, remoteName: true, hasInbox: true },
    orderBy: { id: "asc" },
  });
  return rows.map(({ id, provider, remoteName, hasInbox }) => {
    const { label, capabilities } = providerOf(provider);
    const known = hasInbox === null ? "unknown" : hasInbox ? "yes" : "no";
    return {
      ...{ id: toPublicId("connection", id), label, name: remoteName },
      inbox: capabilities.inbox === "none" ? "never" : known,
    };
  });
}
