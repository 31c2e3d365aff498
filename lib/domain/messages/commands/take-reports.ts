import { isErased, readPads } from "#lib/domain/consent/erased-queries";
import { type AppliedReport, applyReports } from "#lib/domain/messages/commands/apply-reports";
import { type ReportedState, rank } from "#lib/domain/messages/model";
import type { TenantSql } from "#lib/infra/db/tenant";

/** Reports taken at once. */
const MOST = 1_000;
/** A report about a message we do not know may be early; after this it was somebody else's. */
const HOLD_MS = 15 * 60_000;
/** Shortest wait before a report that nobody matched is looked at again; it doubles with its age. */
const LOOK_MS = 1_000;

interface Taken {
  connection_id: string;
  report_id: string;
  state: ReportedState;
  provider_id: string;
  msisdn: string;
  provider_code: string;
  received_at: Date;
  age_ms: number;
  message_id: string | null;
  campaign_id: string | null;
}

// By number, because the unique key per month answers that; the provider's id and the connection must agree as well.
const TAKE = `
WITH due AS MATERIALIZED (
  SELECT * FROM report_inbox WHERE workspace_id = $1 AND look_at <= now()
  ORDER BY look_at LIMIT $2 FOR UPDATE SKIP LOCKED
)
SELECT d.connection_id, d.report_id, d.state, d.provider_id, d.msisdn, d.provider_code, d.received_at,
  extract(epoch FROM now() - d.received_at)::float8 * 1000 AS age_ms, m.id AS message_id, m.campaign_id
FROM due d LEFT JOIN LATERAL (
  SELECT m.id, m.campaign_id FROM messages m
  WHERE m.workspace_id = $1 AND m.msisdn = d.msisdn AND m.connection_id = d.connection_id AND m.provider_id = d.provider_id
  LIMIT 1
) m ON true`;

const SAME =
  "i.workspace_id = $1 AND (i.connection_id, i.report_id, i.state, i.provider_id) = (r.connection_id, r.report_id, r.state, r.provider_id)";

const DROP = `
DELETE FROM report_inbox i USING unnest($2::uuid[], $3::text[], $4::message_state[], $5::text[]) AS r (connection_id, report_id, state, provider_id)
WHERE ${SAME}`;

const PARK = `
UPDATE report_inbox i SET look_at = now() + greatest(now() - i.received_at, $6::float8 * interval '1 millisecond')
FROM unnest($2::uuid[], $3::text[], $4::message_state[], $5::text[]) AS r (connection_id, report_id, state, provider_id)
WHERE ${SAME}`;

const NOTE = `
UPDATE connections c SET reports_at = greatest(c.reports_at, r.at), foreign_reports = c.foreign_reports + r.strangers
FROM unnest($2::uuid[], $3::timestamptz[], $4::int[]) AS r (id, at, strangers)
WHERE c.workspace_id = $1 AND c.id = r.id`;

// A campaign nobody of which is awaited any more need not wait for its next question to settle.
const HURRY = `
UPDATE chunks c SET poll_at = clock_timestamp()
WHERE c.workspace_id = $1 AND c.campaign_id = ANY ($2::uuid[]) AND c.state = 'sent' AND c.poll_at > clock_timestamp()
  AND NOT EXISTS (SELECT FROM message_stats s
    WHERE s.workspace_id = $1 AND s.campaign_id = c.campaign_id AND s.state = 'accepted' AND s.messages > 0)`;

const keysOf = (reports: readonly Taken[]) => [
  reports.map((report) => report.connection_id),
  reports.map((report) => report.report_id),
  reports.map((report) => report.state),
  reports.map((report) => report.provider_id),
];

interface Furthest extends AppliedReport {
  readonly at: Date;
}

/** The further of two reports of one message; of one state the code that sorts first, and when it was first told. */
function furtherOf(one: Furthest, other: Furthest): Furthest {
  const further = rank[one.state] - rank[other.state];
  if (further !== 0) return further > 0 ? one : other;
  const at = new Date(Math.min(one.at.getTime(), other.at.getTime()));
  return { ...(one.providerCode < other.providerCode ? one : other), at };
}

/** The furthest report of each message: the order in which they came does not count. */
function furthest(known: readonly Taken[]): Furthest[] {
  const best = new Map<string, Furthest>();
  for (const { message_id: messageId, state, provider_code: providerCode, received_at: at } of known) {
    if (messageId === null) continue;
    const report = { messageId, state, providerCode, at };
    const before = best.get(messageId);
    best.set(messageId, before === undefined ? report : furtherOf(report, before));
  }
  return [...best.values()];
}

async function note({ client, workspaceId }: TenantSql, taken: readonly Taken[], strangers: readonly Taken[]) {
  const ids = [...new Set(taken.map((report) => report.connection_id))];
  const of = (id: string, reports: readonly Taken[]) => reports.filter((report) => report.connection_id === id);
  await client.query(NOTE, [
    workspaceId,
    ids,
    ids.map((id) => new Date(Math.max(...of(id, taken).map((report) => report.received_at.getTime())))),
    ids.map((id) => of(id, strangers).length),
  ]);
}

const ERASED = `SELECT r.msisdn FROM unnest($2::bigint[]) AS r (msisdn) WHERE ${isErased("r.msisdn", "$3", "$4")}`;

/** The numbers of reports whose people were erased: their messages have no number to be found by any more. */
async function erasedAmong(sql: TenantSql, reports: readonly Taken[]): Promise<ReadonlySet<string>> {
  const pads = reports.length === 0 ? null : await readPads(sql);
  if (pads === null) return new Set();
  const numbers = reports.map((report) => report.msisdn);
  const values = [sql.workspaceId, numbers, pads.inner, pads.outer];
  const { rows } = await sql.client.query<{ msisdn: string }>(ERASED, values);
  return new Set(rows.map((row) => row.msisdn));
}

/** What a round with the reports of a workspace came to. */
export interface TakenReports {
  readonly taken: number;
  /** Reports about messages we do not know yet, which are looked at again. */
  readonly parked: number;
  readonly campaignIds: readonly string[];
}

/**
 * Applies the delivery reports that came in for a workspace, as many as one transaction should hold.
 *
 * A report moves the state of the message that the same connection sent under the same id to the same number, and nothing
 * else. One without such a message waits for the record of its send, and is dropped and counted as foreign in the end; one
 * about a person who was erased is dropped at once, and is not foreign.
 *
 * @param scaled Shortens the waits for tests.
 */
export async function takeReports(sql: TenantSql, scaled: (ms: number) => number): Promise<TakenReports> {
  const { client, workspaceId } = sql;
  const { rows: taken } = await client.query<Taken>({ name: "take-reports", text: TAKE, values: [workspaceId, MOST] });
  if (taken.length === 0) return { taken: 0, parked: 0, campaignIds: [] };
  const known = taken.filter((report) => report.message_id !== null);
  const unknown = taken.filter((report) => report.message_id === null);
  const erased = await erasedAmong(sql, unknown);
  const gone = unknown.filter((report) => erased.has(report.msisdn));
  const unmatched = unknown.filter((report) => !erased.has(report.msisdn));
  const strangers = unmatched.filter((report) => report.age_ms >= scaled(HOLD_MS));
  const early = unmatched.filter((report) => report.age_ms < scaled(HOLD_MS));
  await applyReports(sql, furthest(known));
  await client.query(DROP, [workspaceId, ...keysOf([...known, ...gone, ...strangers])]);
  if (early.length > 0) await client.query(PARK, [workspaceId, ...keysOf(early), scaled(LOOK_MS)]);
  await note(sql, taken, strangers);
  const campaignIds = [...new Set(known.flatMap(({ campaign_id: id }) => (id === null ? [] : [id])))];
  if (campaignIds.length > 0) await client.query(HURRY, [workspaceId, campaignIds]);
  return { taken: taken.length, parked: early.length, campaignIds };
}
