import { sealPerson } from "#lib/domain/consent/number-page-queries";
import { type Msisdn, msisdnFromRow } from "#lib/domain/contacts/model";
import { toPublicId } from "#lib/domain/ids";
import type { Assignee, InboxConnection, Thread, ThreadRow, ThreadText } from "#lib/domain/inbox/model";
import type { InboxFilter } from "#lib/domain/inbox/schema";
import type { TenantTx } from "#lib/infra/db/tenant";
import { providerOf } from "#lib/infra/providers/registry";

const SHOWN = 100;

/** The newest threads of a workspace. What somebody was done with is a list of its own until the person writes again. */
export async function listThreads(tx: TenantTx, { tab }: InboxFilter): Promise<ThreadRow[]> {
  const rows = await tx.db.$queryRaw<(Omit<ThreadRow, "msisdn" | "person"> & { msisdn: bigint })[]>`
    SELECT r.msisdn, r.text, r."receivedAt", r.unread, r."hasOptedOut", u.name AS assignee
    FROM (
      SELECT msisdn, (array_agg(text ORDER BY received_at DESC))[1] AS text, max(received_at) AS "receivedAt",
        count(*) FILTER (WHERE read_at IS NULL)::int AS unread, bool_or(is_opt_out) AS "hasOptedOut"
      FROM inbound_messages WHERE workspace_id = ${tx.workspaceId}::uuid GROUP BY msisdn) r
    LEFT JOIN inbox_threads t ON t.workspace_id = ${tx.workspaceId}::uuid AND t.msisdn = r.msisdn
    LEFT JOIN memberships s ON s.workspace_id = ${tx.workspaceId}::uuid AND s.user_id = t.assignee_id
    LEFT JOIN users u ON u.id = s.user_id
    WHERE CASE ${tab}
      WHEN 'closed' THEN t.closed_at IS NOT NULL
      WHEN 'refused' THEN r."hasOptedOut"
      ELSE t.closed_at IS NULL AND (${tab} <> 'unread' OR r.unread > 0)
        AND (${tab} <> 'mine' OR t.assignee_id = ${tx.actorId}::uuid) END
    ORDER BY r."receivedAt" DESC LIMIT ${SHOWN}::int`;
  return rows.map((row) => {
    const msisdn = msisdnFromRow(row.msisdn);
    return { ...row, msisdn, person: sealPerson(tx, msisdn) };
  });
}

/** Most texts of one thread that are shown: the newest. */
const TEXTS = 500;

/** Everything said with one person and noted about it, oldest first; null where nothing was. */
export async function threadOf(tx: TenantTx, person: Msisdn): Promise<Thread | null> {
  const { workspaceId, db } = tx;
  const msisdn = BigInt(person);
  const texts = await db.$queryRaw<(ThreadText & { isUnread: boolean })[]>`
    SELECT id::text AS key, false AS "isOurs", false AS "isNote", text, received_at AS at, NULL AS state, NULL AS by,
      read_at IS NULL AS "isUnread"
    FROM inbound_messages WHERE workspace_id = ${workspaceId}::uuid AND msisdn = ${msisdn}
    UNION ALL
    SELECT id::text, true, false, body, coalesce(accepted_at, state_at), state::text, NULL, false
    FROM messages WHERE workspace_id = ${workspaceId}::uuid AND msisdn = ${msisdn} AND source = 'reply'
    UNION ALL
    SELECT n.id::text, true, true, n.text, n.created_at, NULL, u.name, false
    FROM inbox_notes n LEFT JOIN users u ON u.id = n.created_by_id
    WHERE n.workspace_id = ${workspaceId}::uuid AND n.msisdn = ${msisdn}
    ORDER BY at DESC, key DESC LIMIT ${TEXTS}::int`;
  if (texts.length === 0) return null;
  texts.reverse();
  const suppressed = await db.suppression.count({ where: { workspaceId, msisdn } });
  return {
    msisdn: person,
    isSuppressed: suppressed > 0,
    unread: texts.filter(({ isUnread }) => isUnread).length,
    ...(await workOn(tx, msisdn)),
    texts: texts.map(({ isUnread: _unread, ...text }) => text),
  };
}

async function workOn({ workspaceId, db }: TenantTx, msisdn: bigint): Promise<Pick<Thread, "isClosed" | "assignee">> {
  const [row] = await db.$queryRaw<{ isClosed: boolean; id: string | null; name: string | null }[]>`
    SELECT t.closed_at IS NOT NULL AS "isClosed", u.id::text AS id, u.name
    FROM inbox_threads t
    LEFT JOIN memberships s ON s.workspace_id = t.workspace_id AND s.user_id = t.assignee_id
    LEFT JOIN users u ON u.id = s.user_id
    WHERE t.workspace_id = ${workspaceId}::uuid AND t.msisdn = ${msisdn}`;
  const { isClosed = false, id = null, name = null } = row ?? {};
  return { isClosed, assignee: id === null || name === null ? null : { id: toPublicId("person", id), name } };
}

/** The members who can have threads, by name. */
export async function assignees({ workspaceId, db }: TenantTx): Promise<Assignee[]> {
  const rows = await db.membership.findMany({
    where: { workspaceId, role: { not: "viewer" } },
    select: { user: { select: { id: true, name: true } } },
    orderBy: { user: { name: "asc" } },
  });
  return rows.map(({ user }) => ({ id: toPublicId("person", user.id), name: user.name }));
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
