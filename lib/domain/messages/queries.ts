import { type Msisdn, msisdnFromRow } from "#lib/domain/contacts/model";
import { parsePublicId, toPublicId } from "#lib/domain/ids";
import type { MessageState } from "#lib/domain/messages/model";
import { type MessageFilter, type MessageSource, searchedDigits, statesOfView } from "#lib/domain/messages/schema";
import { Prisma } from "#lib/infra/db/generated/client";
import type { TenantTx } from "#lib/infra/db/tenant";

/** One message as lists show it. */
export interface MessageRow {
  readonly id: string;
  readonly publicId: string;
  /** Null once it was erased. */
  readonly msisdn: Msisdn | null;
  readonly state: MessageState;
  readonly reason: string | null;
  readonly providerCode: string | null;
  readonly sender: string;
  readonly source: MessageSource;
  readonly body: string;
  readonly parts: number;
  readonly stateAt: Date;
  readonly line: number | null;
  readonly campaignId: string | null;
  readonly campaignName: string | null;
}

/** A page of a list that is read by key: neighbours instead of page numbers. */
export interface MessagePage {
  readonly rows: readonly MessageRow[];
  readonly previous: string | null;
  readonly next: string | null;
}

/** The part of the messages a list looks at: one campaign's range of ids, or the whole workspace. */
export interface MessageRange {
  readonly campaignId: string;
  readonly firstId: string;
  readonly lastId: string;
}

/** A row as the database answers it. */
export interface RawRow {
  id: string;
  msisdn: bigint | null;
  state: MessageState;
  reason: string | null;
  provider_code: string | null;
  sender: string;
  source: MessageSource;
  body: string;
  parts: number;
  state_at: Date;
  line: number | null;
  campaign_id: string | null;
  campaign_name: string | null;
}

/** Puts a row into the words of the lists. */
export function toRow(raw: RawRow): MessageRow {
  return {
    id: raw.id,
    publicId: toPublicId("message", raw.id),
    msisdn: raw.msisdn === null ? null : msisdnFromRow(raw.msisdn),
    state: raw.state,
    reason: raw.reason,
    providerCode: raw.provider_code,
    sender: raw.sender,
    source: raw.source,
    body: raw.body,
    parts: raw.parts,
    stateAt: raw.state_at,
    line: raw.line,
    campaignId: raw.campaign_id,
    campaignName: raw.campaign_name,
  };
}

/** Midnight of a day in the workspace's zone as the smallest id of that instant; ids are UUIDv7, so a day is a range. */
function dayFloor(day: string, zone: string, plusDays: number): Prisma.Sql {
  return Prisma.sql`uuid7_floor((${day}::date + ${plusDays}::int)::timestamp AT TIME ZONE ${zone})`;
}

/** A whole number goes by the index; its last digits only within what the other conditions leave. */
function numberCondition(digits: string): Prisma.Sql {
  // E.164 ends at 15 digits; more would not fit the column either.
  if (digits.length > 15) return Prisma.sql`false`;
  return digits.length >= 10
    ? Prisma.sql`m.msisdn = ANY (ARRAY[${digits}, ${`90${digits}`}]::bigint[])`
    : Prisma.sql`m.msisdn::text LIKE ${`%${digits}`}`;
}

/** Between which ids a list lies, as conditions on a column that holds them. */
function places(
  id: Prisma.Sql,
  range: MessageRange | null,
  { from, to }: Pick<MessageFilter, "from" | "to">,
  zone: string,
): Prisma.Sql[] {
  const all: Prisma.Sql[] = [];
  if (range !== null) all.push(Prisma.sql`${id} BETWEEN ${range.firstId}::uuid AND ${range.lastId}::uuid`);
  if (from !== undefined) all.push(Prisma.sql`${id} >= ${dayFloor(from, zone, 0)}`);
  if (to !== undefined) all.push(Prisma.sql`${id} < ${dayFloor(to, zone, 1)}`);
  return all;
}

/** What chooses the messages (`m`) of a list, as conditions to be joined by AND. */
export function messageConditions(
  { workspaceId }: Pick<TenantTx, "workspaceId">,
  range: MessageRange | null,
  filter: Omit<MessageFilter, "after" | "before" | "message">,
  zone: string,
): Prisma.Sql[] {
  const all = [Prisma.sql`m.workspace_id = ${workspaceId}::uuid`];
  all.push(...places(Prisma.sql`m.id`, range, filter, zone));
  if (range !== null) all.push(Prisma.sql`m.campaign_id = ${range.campaignId}::uuid`);
  if (filter.view !== "all") {
    all.push(Prisma.sql`m.state = ANY (${[...statesOfView[filter.view]]}::message_state[])`);
  }
  const digits = searchedDigits(filter.number);
  if (digits !== null) all.push(numberCondition(digits));
  if (filter.source !== undefined) all.push(Prisma.sql`m.source = ${filter.source}::message_source`);
  if (filter.sender !== undefined) all.push(Prisma.sql`m.sender = ${filter.sender}`);
  const connectionId = filter.connection === undefined ? null : parsePublicId("connection", filter.connection);
  if (connectionId !== null) all.push(Prisma.sql`m.connection_id = ${connectionId}::uuid`);
  if (filter.reason !== undefined) all.push(Prisma.sql`m.reason = ${filter.reason}`);
  if (filter.code !== undefined) all.push(Prisma.sql`m.provider_code = ${filter.code}`);
  if (filter.parts !== undefined) all.push(Prisma.sql`m.parts = ${filter.parts}`);
  return all;
}

const COLUMNS = Prisma.sql`m.id, m.msisdn, m.state, m.reason, m.provider_code, m.sender, m.source, m.body, m.parts,
  m.state_at, m.line, m.campaign_id, c.name AS campaign_name`;

/** The messages of a list with the names of their campaigns. */
export const MESSAGES_FROM = Prisma.sql`messages m LEFT JOIN campaigns c ON c.workspace_id = m.workspace_id AND c.id = m.campaign_id`;

/** A filter whose messages are few among many, and listed apart from them. */
type ListedApart = MessageFilter & { readonly view: "lost" | "unknown" | "skipped" };

/** A whole number leads to its few messages sooner than any list. */
function isListedApart(filter: MessageFilter): filter is ListedApart {
  const isFew = filter.view === "lost" || filter.view === "unknown" || filter.view === "skipped";
  return isFew && (searchedDigits(filter.number) ?? "").length < 10;
}

const LISTED_ID = Prisma.sql`p.message_id`;

/**
 * The messages `m` of a view by way of its list, state by state, each in the order of the page and no longer than it.
 * OFFSET 0 keeps the two apart: the list is gone along, and each of its messages is looked up.
 */
function listedApart(
  { workspaceId }: TenantTx,
  { view }: ListedApart,
  place: readonly Prisma.Sql[],
  where: readonly Prisma.Sql[],
  page: Prisma.Sql,
): Prisma.Sql {
  return Prisma.sql`unnest(${[...statesOfView[view]]}::text[]) AS s (state)
    CROSS JOIN LATERAL (
      SELECT m.* FROM message_problems p
      CROSS JOIN LATERAL (SELECT m.* FROM messages m WHERE m.id = p.message_id AND ${Prisma.join([...where], " AND ")} OFFSET 0) AS m
      WHERE ${Prisma.join([Prisma.sql`p.workspace_id = ${workspaceId}::uuid AND p.state = s.state`, ...place], " AND ")}
      ORDER BY p.message_id ${page}
    ) AS m
    LEFT JOIN campaigns c ON c.workspace_id = m.workspace_id AND c.id = m.campaign_id`;
}

/**
 * A page of messages by key: a campaign's in the order of its list, a workspace's newest first.
 *
 * @param zone The workspace's IANA zone, which says when a day begins.
 */
export async function messagePage(
  tx: TenantTx,
  range: MessageRange | null,
  filter: MessageFilter,
  zone: string,
  size = 50,
): Promise<MessagePage> {
  const after = filter.after === undefined ? null : parsePublicId("message", filter.after);
  const before = filter.before === undefined ? null : parsePublicId("message", filter.before);
  const isBackwards = before !== null;
  const isAscending = (range !== null) !== isBackwards;
  const where = messageConditions(tx, range, filter, zone);
  const edge = before ?? after;
  const beyond = (id: Prisma.Sql) =>
    edge === null ? [] : [isAscending ? Prisma.sql`${id} > ${edge}::uuid` : Prisma.sql`${id} < ${edge}::uuid`];
  where.push(...beyond(Prisma.sql`m.id`));
  const page = Prisma.sql`${isAscending ? Prisma.raw("ASC") : Prisma.raw("DESC")} LIMIT ${size + 1}`;
  const from = isListedApart(filter)
    ? listedApart(tx, filter, [...places(LISTED_ID, range, filter, zone), ...beyond(LISTED_ID)], where, page)
    : Prisma.sql`${MESSAGES_FROM} WHERE ${Prisma.join(where, " AND ")}`;
  const raw = await tx.db.$queryRaw<RawRow[]>`SELECT ${COLUMNS} FROM ${from} ORDER BY m.id ${page}`;
  const hasMore = raw.length > size;
  const rows = raw.slice(0, size).map(toRow);
  if (isBackwards) rows.reverse();
  const first = rows[0]?.publicId ?? null;
  const last = rows.at(-1)?.publicId ?? null;
  const cameFromBefore = isBackwards ? hasMore : after !== null;
  return { rows, previous: cameFromBefore ? first : null, next: (isBackwards ? true : hasMore) ? last : null };
}

/** The connections messages went out over, by name, for the filter. */
export async function usedConnections(tx: TenantTx): Promise<{ id: string; name: string }[]> {
  const rows = await tx.db.connection.findMany({
    where: { workspaceId: tx.workspaceId },
    select: { id: true, remoteName: true },
    orderBy: { id: "desc" },
  });
  return rows.map((row) => ({ id: toPublicId("connection", row.id), name: row.remoteName }));
}

/** The sender IDs that messages of the workspace went out under, for the filter. */
export async function usedSenders(tx: TenantTx): Promise<string[]> {
  const rows = await tx.db.campaign.findMany({
    where: { workspaceId: tx.workspaceId, senderName: { not: null } },
    distinct: ["senderName"],
    select: { senderName: true },
    orderBy: { senderName: "asc" },
  });
  return rows.flatMap((row) => (row.senderName === null ? [] : [row.senderName]));
}
