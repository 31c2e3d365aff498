import type { ReasonCount } from "#lib/domain/campaigns/report";
import { toPublicId } from "#lib/domain/ids";
import { NO_CAMPAIGN } from "#lib/domain/messages/book-moves";
import type { Operator } from "#lib/domain/messages/operator";
import { usedConnections } from "#lib/domain/messages/queries";
import type { MessageSource } from "#lib/domain/messages/schema";
import {
  type CampaignFigures,
  type Figures,
  figuresOf,
  noFigures,
  type Period,
  periodBefore,
  type ReportGroup,
  type ReportLine,
  type RollupCell,
} from "#lib/domain/rollups/model";
import { Prisma } from "#lib/infra/db/generated/client";
import type { TenantTx } from "#lib/infra/db/tenant";

/** What a report is about; what is left out is not asked for. Ids are UUIDs. */
export interface ReportFilter {
  readonly connectionId?: string | undefined;
  readonly sender?: string | undefined;
  readonly operator?: Operator | undefined;
  readonly source?: MessageSource | undefined;
  readonly campaignId?: string | undefined;
}

/** What a filter asks of a table that has the columns of a message. */
export function narrowings(table: "r" | "m", filter: ReportFilter): Prisma.Sql[] {
  const column = (name: string) => Prisma.raw(`${table}.${name}`);
  const all: Prisma.Sql[] = [];
  if (filter.connectionId !== undefined)
    all.push(Prisma.sql`${column("connection_id")} = ${filter.connectionId}::uuid`);
  if (filter.sender !== undefined) all.push(Prisma.sql`${column("sender")} = ${filter.sender}`);
  if (filter.operator !== undefined) all.push(Prisma.sql`${column("operator")} = ${filter.operator}::message_operator`);
  if (filter.source !== undefined) all.push(Prisma.sql`${column("source")} = ${filter.source}::message_source`);
  if (filter.campaignId !== undefined) all.push(Prisma.sql`${column("campaign_id")} = ${filter.campaignId}::uuid`);
  return all;
}

function conditions({ workspaceId }: TenantTx, period: Period, zone: string, filter: ReportFilter): Prisma.Sql {
  const start = (day: string, plus: number) =>
    Prisma.sql`(${day}::date + ${plus}::int)::timestamp AT TIME ZONE ${zone}::text`;
  const own = Prisma.sql`r.workspace_id = ${workspaceId}::uuid AND r.at >= ${start(period.from, 0)} AND r.at < ${start(period.to, 1)}`;
  return Prisma.join([own, ...narrowings("r", filter)], " AND ");
}

/** A cell of a group. */
interface GroupCell extends RollupCell {
  readonly key: string;
  readonly label: string | null;
}

const SUMS = Prisma.sql`r.state, r.parts::int AS parts, sum(r.messages)::int AS messages, sum(r.charged)::int AS charged, sum(r.told)::int AS told`;

/** What a group is told apart by, its name, and the tables that know it. */
function groupSql(group: ReportGroup, zone: string): { key: Prisma.Sql; label: Prisma.Sql; join: Prisma.Sql } {
  const none = { label: Prisma.sql`NULL::text`, join: Prisma.empty };
  const campaign = Prisma.sql`LEFT JOIN campaigns c ON c.workspace_id = r.workspace_id AND c.id = r.campaign_id`;
  switch (group) {
    case "day":
      return { ...none, key: Prisma.sql`to_char(r.at AT TIME ZONE ${zone}::text, 'YYYY-MM-DD')` };
    case "sender":
      return { ...none, key: Prisma.sql`r.sender` };
    case "operator":
      return { ...none, key: Prisma.sql`r.operator::text` };
    case "source":
      return { ...none, key: Prisma.sql`r.source::text` };
    case "parts":
      return { ...none, key: Prisma.sql`r.parts::text` };
    case "connection":
      return { ...none, key: Prisma.sql`r.connection_id::text` };
    case "campaign":
      return { key: Prisma.sql`r.campaign_id::text`, label: Prisma.sql`c.name`, join: campaign };
    case "kind":
      return { ...none, key: Prisma.sql`coalesce(c.kind::text, '')`, join: campaign };
    case "member":
      return {
        key: Prisma.sql`coalesce(c.started_by_id::text, '')`,
        label: Prisma.sql`u.name`,
        join: Prisma.sql`${campaign} LEFT JOIN users u ON u.id = c.started_by_id`,
      };
  }
}

/** Rows name groups by what they store; people and addresses by public ids. */
function shownKey(group: ReportGroup, key: string): string {
  if (group === "connection") return toPublicId("connection", key);
  if (group === "campaign") return key === NO_CAMPAIGN ? "" : toPublicId("campaign", key);
  return key;
}

function linesOf(group: ReportGroup, cells: readonly GroupCell[]): ReportLine[] {
  const groups = new Map<string, GroupCell[]>();
  for (const cell of cells) groups.set(cell.key, [...(groups.get(cell.key) ?? []), cell]);
  const lines = [...groups].map(([key, own]) => ({
    key: shownKey(group, key),
    label: own[0]?.label ?? null,
    figures: figuresOf(own),
  }));
  if (group === "day" || group === "parts") return lines.sort((one, other) => (one.key < other.key ? -1 : 1));
  return lines.sort(
    (one, other) => other.figures.sent - one.figures.sent || other.figures.messages - one.figures.messages,
  );
}

/**
 * What became of the messages of a period, in groups: days and sizes in their order, of the rest the largest first. Groups
 * without messages are left out. No message is read.
 *
 * A message counts on the day it was written, a campaign's on the day the campaign was prepared, like in the filters of the
 * message log.
 *
 * @param zone The workspace's IANA zone, which says when a day begins.
 */
export async function periodReport(
  tx: TenantTx,
  period: Period,
  zone: string,
  group: ReportGroup,
  filter: ReportFilter = {},
): Promise<ReportLine[]> {
  const { key, label, join } = groupSql(group, zone);
  const cells = await tx.db.$queryRaw<GroupCell[]>`
    SELECT ${key} AS key, ${label} AS label, ${SUMS} FROM message_rollups r ${join}
    WHERE ${conditions(tx, period, zone, filter)} GROUP BY 1, 2, 3, 4 HAVING sum(r.messages) <> 0`;
  const lines = linesOf(group, cells);
  if (group !== "connection") return lines;
  const names = new Map<string, string>((await usedConnections(tx)).map(({ id, name }) => [id, name] as const));
  return lines.map((line) => ({ ...line, label: names.get(line.key) ?? null }));
}

/** What became of all messages of a period. */
export async function periodTotal(
  tx: TenantTx,
  period: Period,
  zone: string,
  filter: ReportFilter = {},
): Promise<Figures> {
  const cells = await tx.db.$queryRaw<RollupCell[]>`
    SELECT ${SUMS} FROM message_rollups r WHERE ${conditions(tx, period, zone, filter)} GROUP BY 1, 2`;
  return cells.length === 0 ? noFigures() : figuresOf(cells);
}

/** The figures of a period beside those of as many days before it. */
export async function periodComparison(
  tx: TenantTx,
  period: Period,
  zone: string,
  filter: ReportFilter = {},
): Promise<{ readonly now: Figures; readonly before: Figures; readonly beforePeriod: Period }> {
  const beforePeriod = periodBefore(period);
  const now = await periodTotal(tx, period, zone, filter);
  return { now, before: await periodTotal(tx, beforePeriod, zone, filter), beforePeriod };
}

/** Far above what a provider has: what is added up from reasons must not leave out the rare ones. */
const MOST_REASONS = 1_000;
// How an answer was lost is not told in words, so it makes no lines of its own.
const REASONS = Prisma.sql`
  SELECT r.state, CASE WHEN r.state <> 'unknown' THEN nullif(r.reason, '') END AS reason, nullif(r.provider_code, '') AS "providerCode", sum(r.messages)::int AS messages
  FROM message_rollups r`;
const WITH_REASON = Prisma.sql`r.state IN ('skipped', 'failed', 'undelivered', 'expired', 'rejected', 'unknown')
  GROUP BY 1, 2, 3 HAVING sum(r.messages) <> 0 ORDER BY 4 DESC, 1, 2, 3 LIMIT ${MOST_REASONS}`;

/** Why messages of a period did not arrive, most frequent first. */
export async function periodReasons(
  tx: TenantTx,
  period: Period,
  zone: string,
  filter: ReportFilter = {},
): Promise<ReasonCount[]> {
  return tx.db.$queryRaw<ReasonCount[]>`${REASONS} WHERE ${conditions(tx, period, zone, filter)} AND ${WITH_REASON}`;
}

async function campaignReasons({ workspaceId, db }: TenantTx, campaignId: string): Promise<ReasonCount[]> {
  return db.$queryRaw<ReasonCount[]>`
    ${REASONS} WHERE r.workspace_id = ${workspaceId}::uuid AND r.campaign_id = ${campaignId}::uuid AND ${WITH_REASON}`;
}

/** What became of a campaign's messages, however many they are: a few hundred cells are read and no message. */
export async function campaignFigures(tx: TenantTx, campaignId: string): Promise<CampaignFigures> {
  const cells = await tx.db.$queryRaw<(RollupCell & { operator: Operator })[]>`
    SELECT r.operator, ${SUMS} FROM message_rollups r
    WHERE r.workspace_id = ${tx.workspaceId}::uuid AND r.campaign_id = ${campaignId}::uuid
    GROUP BY 1, 2, 3 HAVING sum(r.messages) <> 0`;
  const by = (group: "operator" | "parts") =>
    linesOf(
      group,
      cells.map((cell) => ({ ...cell, key: String(cell[group]), label: null })),
    );
  return {
    figures: figuresOf(cells),
    byOperator: by("operator"),
    byParts: by("parts"),
    reasons: await campaignReasons(tx, campaignId),
  };
}
