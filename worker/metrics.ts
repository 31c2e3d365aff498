import { alertCodes, alertsOf } from "#lib/domain/instance/alerts";
import { queueLines } from "#lib/domain/instance/health-queries";
import { fullInboxes, readSignals, recentCalls } from "#lib/domain/instance/signal-queries";
import { accountJob } from "#lib/gate/job";
import { anchorAge } from "#lib/infra/audit-anchor";
import { env } from "#lib/infra/env";
import { type Measured, measureEachTime, openMetrics } from "#lib/infra/metrics";

const seconds = (ms: number | null) => (ms ?? 0) / 1_000;

async function measureInstance(): Promise<Measured[]> {
  const now = new Date();
  const { signals, calls, inboxes, queues } = await accountJob(async (tx) => ({
    signals: await readSignals(tx),
    calls: await recentCalls(tx, now),
    inboxes: await fullInboxes(tx),
    queues: await queueLines(tx),
  }));
  const anchoredMs = anchorAge(env().dataDir, now);
  const alerts = alertsOf({ signals, calls, inboxes, queues, anchoredMs });
  const one = (name: string, help: string, value: number): Measured => ({ name: `tellal_${name}`, help, value });
  return [
    one("messages_pending", "Messages of running and paused campaigns that were not handed over", signals.pending),
    one("messages_in_flight", "Messages of calls whose answer is awaited", signals.inFlight),
    one("messages_unknown", "Messages that may have been sent: nobody knows", signals.unknown),
    one("unknown_age_seconds", "Age of the oldest of them", seconds(signals.oldestUnknownMs)),
    one("open_call_age_seconds", "Age of the oldest call whose answer is awaited", seconds(signals.oldestOpenCallMs)),
    one("reports_waiting", "Delivery reports that were not applied", signals.reportsWaiting),
    one("report_lag_seconds", "Age of the oldest of them", seconds(signals.oldestReportMs)),
    one("ledger_mismatches", "Campaigns of the last week whose rows do not add up", signals.mismatches),
    one("history_anchor_age_seconds", "Since the histories were written down outside", seconds(anchoredMs)),
    ...calls.map(({ provider, answer, calls: value }) => ({
      ...one("provider_calls_recent", "Calls of the last 15 minutes by their answer", value),
      labels: { provider, answer },
    })),
    ...queues.flatMap(({ name: queue, waiting, oldestMs }) => [
      { ...one("queue_waiting", "Jobs that could start", waiting), labels: { queue } },
      { ...one("queue_age_seconds", "Age of the oldest of them", seconds(oldestMs)), labels: { queue } },
    ]),
    ...alertCodes.map((alert) => ({
      ...one("alerts", "Whether the page of the instance tells this alert", +alerts.some(({ code }) => code === alert)),
      labels: { alert },
    })),
  ];
}

/** Has every scrape of this worker tell how the instance stands as a whole, beside the worker itself. */
export function openInstanceMetrics(): void {
  openMetrics();
  measureEachTime(measureInstance);
}
