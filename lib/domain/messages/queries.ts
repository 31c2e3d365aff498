import { connectionNames } from "#lib/domain/connections/model";
import { type Msisdn, msisdnFromRow } from "#lib/domain/contacts/model";
import { parsePublicId, toPublicId } from "#lib/domain/ids";
import type { MessageState } from "#lib/domain/messages/model";
import {
  explainedStates,
  isWholeNumber,
  type MessageFilter,
  type MessageSource,
  searchedDigits,
  statesOfView,
} from "#lib/domain/messages/schema";
import { Prisma } from "#lib/infra/db/generated/client";
import type { TenantTx } from "#lib/infra/db/tenant";
import { providerOf } from "#lib/infra/providers/registry";

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
  /** The search stopped before the page was full and before the end; the neighbour goes on with it. */
  readonly isPartial: boolean;
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
  return isWholeNumber(digits)
    ? Prisma.sql`m.msisdn = ANY (ARRAY[${digits}, ${`90${digits}`}]::bigint[])`
    : Prisma.sql`m.msisdn::text LIKE ${`%${digits}`}`;
}

/** Between which ids a list lies, as conditions on a column that holds them. */
export function places(
  id: Prisma.Sql,
  range: MessageRange | null,
  { from: one, to: other }: Pick<MessageFilter, "from" | "to">,
  zone: string,
): Prisma.Sql[] {
  // Two days stand for themselves in either order, as in a report.
  const [from, to] = one !== undefined && other !== undefined && one > other ? [other, one] : [one, other];
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
  // A reason and a code are asked of those who did not get it; others have codes that say nothing.
  else if (filter.reason !== undefined || filter.code !== undefined) {
    all.push(Prisma.sql`m.state = ANY (${[...explainedStates]}::message_state[])`);
  }
  const digits = searchedDigits(filter.number);
  if (digits !== null) all.push(numberCondition(digits));
  if (filter.source !== undefined) all.push(Prisma.sql`m.source = ${filter.source}::message_source`);
  if (filter.sender !== undefined) all.push(Prisma.sql`m.sender = ${filter.sender}`);
  const connectionId = filter.connection === undefined ? null : parsePublicId("connection", filter.connection);
  if (connectionId !== null) all.push(Prisma.sql`m.connection_id = ${connectionId}::uuid`);
  if (filter.operator !== undefined) all.push(Prisma.sql`m.operator = ${filter.operator}::message_operator`);
  if (filter.reason !== undefined) all.push(Prisma.sql`m.reason = ${filter.reason}`);
  if (filter.code !== undefined) all.push(Prisma.sql`m.provider_code = ${filter.code}`);
  if (filter.parts !== undefined) all.push(Prisma.sql`m.parts = ${filter.parts}`);
  return all;
}

/** The columns of `RawRow` of messages `m` with their campaigns `c`. */
export const MESSAGE_COLUMNS = Prisma.sql`m.id, m.msisdn, m.state, m.reason, m.provider_code, m.sender, m.source, m.body, m.parts,
  m.state_at, m.line, m.campaign_id, c.name AS campaign_name`;

/** The messages of a list with the names of their campaigns. */
export const MESSAGES_FROM = Prisma.sql`messages m LEFT JOIN campaigns c ON c.workspace_id = m.workspace_id AND c.id = m.campaign_id`;

/** The connections messages went out over, by name, for the filter. */
export async function usedConnections(tx: TenantTx): Promise<{ id: string; name: string }[]> {
  const rows = await tx.db.connection.findMany({
    where: { workspaceId: tx.workspaceId },
    select: { id: true, provider: true, remoteName: true },
    orderBy: { id: "desc" },
  });
  const names = connectionNames(
    rows.map(({ provider, remoteName }) => ({ label: providerOf(provider).label, name: remoteName })),
  );
  return rows.map(({ id }, place) => ({ id: toPublicId("connection", id), name: names[place] ?? "" }));
}

/** The sender IDs that messages of the workspace can have gone out under, for the filter: codes and tests need no campaign. */
export async function usedSenders({ workspaceId, db }: TenantTx): Promise<string[]> {
  const rows = await db.$queryRaw<{ name: string }[]>`
    SELECT sender_name AS name FROM campaigns WHERE workspace_id = ${workspaceId}::uuid AND sender_name IS NOT NULL
    UNION SELECT name FROM senders WHERE workspace_id = ${workspaceId}::uuid AND status <> 'pending' ORDER BY 1`;
  return rows.map((row) => row.name);
}
