import { parsePublicId, toPublicId } from "#lib/domain/ids";
import type { MessageState } from "#lib/domain/messages/model";
import {
  MESSAGE_COLUMNS,
  MESSAGES_FROM,
  type MessagePage,
  type MessageRange,
  messageConditions,
  places,
  type RawRow,
  toRow,
} from "#lib/domain/messages/queries";
import {
  isWholeNumber,
  listedStates,
  type MessageFilter,
  searchedDigits,
  statesOfView,
} from "#lib/domain/messages/schema";
import { Prisma } from "#lib/infra/db/generated/client";
import type { TenantTx } from "#lib/infra/db/tenant";

/**
 * Messages looked at for one page of a list that is narrowed; who wants to look further goes on to the next page. Those that
 * are listed apart lie far from each other, and each costs more.
 */
const MOST_LOOKED_AT = { neighbours: 10_000, listed: 1_000 } as const;

/** What one page asks for. */
interface Asked {
  readonly tx: TenantTx;
  readonly range: MessageRange | null;
  readonly filter: MessageFilter;
  readonly zone: string;
  readonly size: number;
  readonly isAscending: boolean;
  /** The message beyond which the page lies. */
  readonly edge: string | null;
}

const direction = ({ isAscending }: Pick<Asked, "isAscending">) => Prisma.raw(isAscending ? "ASC" : "DESC");

/** Where the page lies, as conditions on a column with ids. */
function place({ range, filter, zone, edge, isAscending }: Asked, id: Prisma.Sql): Prisma.Sql[] {
  const beyond = isAscending ? Prisma.sql`${id} > ${edge}::uuid` : Prisma.sql`${id} < ${edge}::uuid`;
  return [...places(id, range, filter, zone), ...(edge === null ? [] : [beyond])];
}

/** Filters that no list or key leads by: how many rows lie between two that fit is not known beforehand. */
function isSearch(filter: MessageFilter, isListed: boolean): boolean {
  const number = searchedDigits(filter.number);
  if (isWholeNumber(number)) return false;
  const { source, sender, connection, operator, parts, reason, code, view } = filter;
  const narrows = [source, sender, connection, operator, parts].some((value) => value !== undefined) || number !== null;
  return narrows || (isListed ? reason !== undefined && code !== undefined : view !== "all");
}

/** The messages that are looked at, in the order of the page. */
function neighbours(asked: Asked, most: number): Prisma.Sql {
  const where = [Prisma.sql`workspace_id = ${asked.tx.workspaceId}::uuid`, ...place(asked, Prisma.sql`id`)];
  return Prisma.sql`SELECT * FROM messages WHERE ${Prisma.join(where, " AND ")} ORDER BY id ${direction(asked)} LIMIT ${most}`;
}

/** The ids of those that are looked at where they are listed under their states, in the order of the page. */
function listed(asked: Asked, states: readonly MessageState[], most: number): Prisma.Sql {
  const { tx, filter } = asked;
  const own = Prisma.sql`workspace_id = ${tx.workspaceId}::uuid`;
  const order = direction(asked);
  // The code says more than the reason where both are asked for; each has an index in the order of the page.
  const cause =
    filter.code !== undefined
      ? [Prisma.sql`provider_code = left(${filter.code}, 40)`]
      : filter.reason === undefined
        ? []
        : [Prisma.sql`reason = ${filter.reason}`];
  const lists = states.map((state) => {
    const where = [own, Prisma.sql`state = ${state}`, ...cause, ...place(asked, Prisma.sql`message_id`)];
    return Prisma.sql`(SELECT message_id AS id FROM message_problems WHERE ${Prisma.join(where, " AND ")}
      ORDER BY message_id ${order} LIMIT ${most})`;
  });
  return Prisma.sql`SELECT id FROM (${Prisma.join(lists, " UNION ALL ")}) AS l ORDER BY id ${order} LIMIT ${most}`;
}

const CAMPAIGN = Prisma.sql`LEFT JOIN campaigns c ON c.workspace_id = m.workspace_id AND c.id = m.campaign_id`;

/** Which messages a page is taken from, and how many are looked at for it; all there are without a number. */
interface Source {
  readonly states: readonly MessageState[] | null;
  readonly most: number | null;
}

/** The rows of a page and one more, if there is one. */
async function rowsOf(asked: Asked, { states, most }: Source): Promise<RawRow[]> {
  const { tx, range, filter, zone, size } = asked;
  const fits = messageConditions(tx, range, filter, zone);
  const page = Prisma.sql`${direction(asked)} LIMIT ${size + 1}`;
  if (most === null) {
    const where = Prisma.join([...fits, ...place(asked, Prisma.sql`m.id`)], " AND ");
    return tx.db.$queryRaw`SELECT ${MESSAGE_COLUMNS} FROM ${MESSAGES_FROM} WHERE ${where} ORDER BY m.id ${page}`;
  }
  const where = Prisma.join(fits, " AND ");
  if (states === null) {
    return tx.db
      .$queryRaw`SELECT ${MESSAGE_COLUMNS} FROM (${neighbours(asked, most)}) AS m ${CAMPAIGN} WHERE ${where} ORDER BY m.id ${page}`;
  }
  // OFFSET 0 keeps the two apart: the list is gone along, and each of its messages is looked up until the page is full.
  return tx.db.$queryRaw`SELECT ${MESSAGE_COLUMNS} FROM (${listed(asked, states, most)}) AS p
    CROSS JOIN LATERAL (SELECT m.* FROM messages m WHERE m.id = p.id AND ${where} OFFSET 0) AS m ${CAMPAIGN} ORDER BY p.id ${page}`;
}

/** What the rollup `r` must have for anything to fit. */
function counted({ workspaceId }: TenantTx, filter: MessageFilter): Prisma.Sql {
  const all = [Prisma.sql`r.workspace_id = ${workspaceId}::uuid AND r.messages > 0`];
  const { view, source, sender, connection, operator, parts } = filter;
  if (view !== "all") all.push(Prisma.sql`r.state = ANY (${[...statesOfView[view]]}::message_state[])`);
  if (source !== undefined) all.push(Prisma.sql`r.source = ${source}::message_source`);
  if (sender !== undefined) all.push(Prisma.sql`r.sender = ${sender}`);
  const connectionId = connection === undefined ? null : parsePublicId("connection", connection);
  if (connectionId !== null) all.push(Prisma.sql`r.connection_id = ${connectionId}::uuid`);
  if (operator !== undefined) all.push(Prisma.sql`r.operator = ${operator}::message_operator`);
  if (parts !== undefined) all.push(Prisma.sql`r.parts = ${parts}`);
  return Prisma.join(all, " AND ");
}

/**
 * Where a search of the log goes on behind the message `from`, or null when nothing fits there: the rollup would count it.
 * Campaigns with people who wait are not passed over, because those are not in the rollup.
 */
async function skipAhead({ tx, range, filter, isAscending }: Asked, from: string): Promise<string | null> {
  if (range !== null || isAscending || filter.view === "queued" || listedStates(filter) !== null) return from;
  const [row] = await tx.db.$queryRaw<{ start: string | null }[]>`SELECT uuid7_floor(greatest(
    (SELECT r.at FROM message_rollups r WHERE r.at <= uuid7_quarter(${from}::uuid) AND ${counted(tx, filter)} ORDER BY r.at DESC LIMIT 1),
    (SELECT uuid7_quarter(k.last_id) FROM campaigns k JOIN message_stats s ON s.workspace_id = k.workspace_id AND s.campaign_id = k.id
     WHERE k.workspace_id = ${tx.workspaceId}::uuid AND k.first_id < ${from}::uuid AND s.messages > 0
       AND s.state IN ('pending', 'held', 'claimed', 'submitted') ORDER BY k.last_id DESC LIMIT 1)
    ) + interval '15 minutes') AS start`;
  const start = row?.start ?? null;
  return start !== null && start > from ? from : start;
}

/** The last message that was looked at, when there may be more behind it. */
async function lastLookedAt(
  asked: Asked,
  states: readonly MessageState[] | null,
  most: number,
): Promise<string | null> {
  const looked = states === null ? neighbours(asked, most) : listed(asked, states, most);
  const [last] = await asked.tx.db.$queryRaw<{ id: string }[]>`SELECT id FROM (${looked}) AS p OFFSET ${most - 1}`;
  return last?.id ?? null;
}

/**
 * A page of messages by key: a campaign's in the order of its list, a workspace's newest first.
 *
 * What a page costs does not depend on how many messages there are: those with a reason are found by lists of their own, and
 * of everything else a search looks at so many and then says so.
 *
 * @param zone The workspace's IANA zone, which says when a day begins.
 */
export async function messagePage(
  tx: TenantTx,
  range: MessageRange | null,
  filter: MessageFilter,
  zone: string,
  size = 50,
  mostLookedAt: { readonly neighbours: number; readonly listed: number } = MOST_LOOKED_AT,
): Promise<MessagePage> {
  const after = filter.after === undefined ? null : parsePublicId("message", filter.after);
  const before = filter.before === undefined ? null : parsePublicId("message", filter.before);
  const isBackwards = before !== null;
  const states = listedStates(filter);
  const isLimited = isSearch(filter, states !== null);
  const most = isLimited ? mostLookedAt[states === null ? "neighbours" : "listed"] : states === null ? null : size + 1;
  const asked = { tx, range, filter, zone, size, isAscending: (range !== null) !== isBackwards, edge: before ?? after };
  const raw = await rowsOf(asked, { states, most });
  const last = raw.length > size || most === null ? null : await lastLookedAt(asked, states, most);
  const stopped = last === null ? null : await skipAhead(asked, last);
  const rows = raw.slice(0, size).map(toRow);
  if (isBackwards) rows.reverse();
  const goesOn = stopped === null ? null : toPublicId("message", stopped);
  const ends = { first: rows[0]?.publicId ?? null, last: rows.at(-1)?.publicId ?? null };
  const cameFromBefore = isBackwards ? raw.length > size : after !== null;
  return {
    rows,
    previous: isBackwards && goesOn !== null ? goesOn : cameFromBefore ? ends.first : null,
    next: isBackwards || raw.length > size ? ends.last : goesOn,
    isPartial: goesOn !== null,
  };
}
