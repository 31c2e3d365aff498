import { auditAreas } from "#lib/domain/audit/actions";
import type { AuditRow } from "#lib/domain/audit/model";
import type { AuditFilter } from "#lib/domain/audit/schema";
import { parsePublicId, toPublicId } from "#lib/domain/ids";
import { Prisma } from "#lib/infra/db/generated/client";
import type { TenantTx } from "#lib/infra/db/tenant";

/** A page of the history, newest first, with the ids that its neighbours begin at. */
export interface AuditPage {
  readonly rows: AuditRow[];
  readonly next: string | null;
  readonly previous: string | null;
}

interface EventRow extends Omit<AuditRow, "seq" | "subjectName"> {
  readonly seq: bigint | null;
}

function conditions(tx: TenantTx, filter: AuditFilter, zone: string, ownOf: string | null): Prisma.Sql {
  const parts = [Prisma.sql`e.workspace_id = ${tx.workspaceId}::uuid`];
  const personId = filter.person === undefined ? null : parsePublicId("person", filter.person);
  if (personId !== null) parts.push(Prisma.sql`e.actor_id = ${personId}::uuid`);
  // Whoever may see the own acts only asks for others in vain.
  if (ownOf !== null) parts.push(Prisma.sql`e.actor_id = ${ownOf}::uuid`);
  if (filter.area !== undefined) {
    parts.push(Prisma.sql`split_part(e.action, '.', 1) = ANY (${[...auditAreas[filter.area]]}::text[])`);
  }
  if (filter.from !== undefined) {
    parts.push(Prisma.sql`e.id >= uuid7_floor(${filter.from}::date::timestamp AT TIME ZONE ${zone})`);
  }
  if (filter.to !== undefined) {
    parts.push(Prisma.sql`e.id < uuid7_floor((${filter.to}::date + 1)::timestamp AT TIME ZONE ${zone})`);
  }
  if (filter.after !== undefined) parts.push(Prisma.sql`e.id < ${filter.after}::uuid`);
  else if (filter.before !== undefined) parts.push(Prisma.sql`e.id > ${filter.before}::uuid`);
  return Prisma.join(parts, " AND ");
}

/** The names of what entries are about, by public id, as far as it is still there. */
export async function namesOf(tx: TenantTx, subjects: readonly string[]): Promise<Map<string, string>> {
  const { db, workspaceId } = tx;
  const names = new Map<string, string>();
  const idsOf = (noun: "campaign" | "connection" | "sender" | "import" | "person") =>
    subjects.flatMap((subject) => parsePublicId(noun, subject) ?? []);
  const note = (noun: "campaign" | "connection" | "sender" | "import" | "person", id: string, name: string) => {
    if (name !== "") names.set(toPublicId(noun, id), name);
  };
  const where = (ids: string[]) => ({ workspaceId, id: { in: ids } });
  const campaigns = idsOf("campaign");
  if (campaigns.length > 0) {
    for (const row of await db.campaign.findMany({ where: where(campaigns), select: { id: true, name: true } })) {
      note("campaign", row.id, row.name);
    }
  }
  const connections = idsOf("connection");
  if (connections.length > 0) {
    const rows = await db.connection.findMany({ where: where(connections), select: { id: true, remoteName: true } });
    for (const row of rows) note("connection", row.id, row.remoteName);
  }
  const senders = idsOf("sender");
  if (senders.length > 0) {
    for (const row of await db.sender.findMany({ where: where(senders), select: { id: true, name: true } })) {
      note("sender", row.id, row.name);
    }
  }
  const lists = idsOf("import");
  if (lists.length > 0) {
    for (const row of await db.import.findMany({ where: where(lists), select: { id: true, filename: true } })) {
      note("import", row.id, row.filename);
    }
  }
  const people = idsOf("person");
  if (people.length > 0) {
    const rows = await db.user.findMany({ where: { id: { in: people } }, select: { id: true, name: true } });
    for (const row of rows) note("person", row.id, row.name);
  }
  return names;
}

/**
 * Reads a page of the history.
 *
 * @param ownOf The only person whose acts may be seen; null for all.
 */
export async function auditPage(
  tx: TenantTx,
  filter: AuditFilter,
  zone: string,
  ownOf: string | null,
  size = 50,
): Promise<AuditPage> {
  const isBackwards = filter.after === undefined && filter.before !== undefined;
  const order = isBackwards ? Prisma.sql`ASC` : Prisma.sql`DESC`;
  const found = await tx.db.$queryRaw<EventRow[]>`
    SELECT e.id, e.seq, e.created_at AS at, e.actor_id AS "actorId", u.name AS actor, e.action, e.subject, e.detail, e.ip, e.device
    FROM audit_events e LEFT JOIN users u ON u.id = e.actor_id
    WHERE ${conditions(tx, filter, zone, ownOf)} ORDER BY e.id ${order} LIMIT ${size + 1}`;
  const isMore = found.length > size;
  const page = found.slice(0, size);
  if (isBackwards) page.reverse();
  const names = await namesOf(
    tx,
    page.flatMap(({ subject }) => subject ?? []),
  );
  const rows = page.map((row) => ({
    ...row,
    seq: row.seq === null ? null : Number(row.seq),
    subjectName: row.subject === null ? null : (names.get(row.subject) ?? null),
  }));
  const isFirst = filter.after === undefined && (filter.before === undefined || !isMore);
  const isLast = isBackwards ? false : !isMore;
  return {
    rows,
    next: isLast ? null : (rows.at(-1)?.id ?? null),
    previous: isFirst ? null : (rows[0]?.id ?? null),
  };
}

/** How many entries a list of the history has. */
export async function auditCount(
  tx: TenantTx,
  filter: AuditFilter,
  zone: string,
  ownOf: string | null,
): Promise<number> {
  const [row] = await tx.db.$queryRaw<{ n: number }[]>`
    SELECT count(*)::int AS n FROM audit_events e WHERE ${conditions(tx, filter, zone, ownOf)}`;
  return row?.n ?? 0;
}

/** The members, for the filter by person. */
export async function auditPeople({ db, workspaceId }: TenantTx): Promise<{ id: string; name: string }[]> {
  const rows = await db.membership.findMany({
    where: { workspaceId },
    select: { user: { select: { id: true, name: true } } },
    orderBy: { user: { name: "asc" } },
  });
  return rows.map(({ user }) => ({ id: toPublicId("person", user.id), name: user.name }));
}
