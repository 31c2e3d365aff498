import { MOST_WAITING } from "#lib/domain/connections/report-hook-queries";
import type { FullInboxes, RecentCalls, Signals } from "#lib/domain/instance/alerts";
import type { AccountTx } from "#lib/infra/db/tenant";

const RECENT_MS = 15 * 60_000;

interface SignalRow {
  pending: bigint;
  in_flight: bigint;
  unknown: bigint;
  reports_waiting: bigint;
  mismatches: bigint;
  unknown_ms: number | null;
  call_ms: number | null;
  report_ms: number | null;
}

/** How the instance stands as a whole: counts and ages, of no workspace. */
export async function readSignals({ db }: AccountTx): Promise<Signals> {
  const [row] = await db.$queryRaw<SignalRow[]>`
    SELECT pending, in_flight, unknown, reports_waiting, mismatches,
      (extract(epoch FROM now() - oldest_unknown_at) * 1000)::float8 AS unknown_ms,
      (extract(epoch FROM now() - oldest_open_call_at) * 1000)::float8 AS call_ms,
      (extract(epoch FROM now() - oldest_report_at) * 1000)::float8 AS report_ms
    FROM instance_signals()`;
  if (row === undefined) throw new Error("the signals of the instance are one row");
  return {
    ...{ pending: Number(row.pending), inFlight: Number(row.in_flight), unknown: Number(row.unknown) },
    ...{ oldestUnknownMs: row.unknown_ms, oldestOpenCallMs: row.call_ms, oldestReportMs: row.report_ms },
    ...{ reportsWaiting: Number(row.reports_waiting), mismatches: Number(row.mismatches) },
  };
}

/** Calls to providers in the last quarter of an hour, by what they answered. */
export async function recentCalls({ db }: AccountTx, now: Date): Promise<RecentCalls[]> {
  const since = new Date(now.getTime() - RECENT_MS);
  const rows = await db.$queryRaw<{ provider: string; answer: RecentCalls["answer"]; calls: bigint }[]>`
    SELECT provider, answer, calls FROM instance_calls(${since})`;
  return rows.map((row) => ({ ...row, calls: Number(row.calls) }));
}

/** What waits drops below the bound for a moment whenever some of it is applied or dropped. */
const FULL_AT = 0.9 * MOST_WAITING;

/** Connections with about as many delivery reports to apply as may wait, by provider. */
export async function fullInboxes({ db }: AccountTx, fullAt = FULL_AT): Promise<FullInboxes[]> {
  const rows = await db.$queryRaw<{ provider: string; connections: bigint }[]>`
    SELECT provider, connections FROM instance_full_inboxes(${fullAt}::bigint)`;
  return rows.map((row) => ({ ...row, connections: Number(row.connections) }));
}
