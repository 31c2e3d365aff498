import { parsePublicId } from "#lib/domain/ids";
import { usedConnections, usedSenders } from "#lib/domain/messages/queries";
import { dayIn, periodOf, reportColumns } from "#lib/domain/reports/period";
import { isMailed, keptReports } from "#lib/domain/reports/queries";
import type { ReportQuery } from "#lib/domain/reports/schema";
import { periodOptOuts } from "#lib/domain/rollups/opt-out-queries";
import { periodComparison, periodReasons, periodReport, type ReportFilter } from "#lib/domain/rollups/queries";
import type { OpenPage } from "#lib/gate/page";

/** What of a query narrows the messages it is about. */
function filterOf({ connection, sender, operator, source }: ReportQuery): ReportFilter {
  const connectionId = connection === undefined ? undefined : (parsePublicId("connection", connection) ?? undefined);
  return { connectionId, sender, operator, source };
}

/** Reads everything one report shows in one transaction. */
export function readPeriod({ scope, read }: OpenPage, query: ReportQuery) {
  const { zone } = scope;
  const today = dayIn(zone, new Date());
  const period = periodOf(query, today);
  const filter = filterOf(query);
  return read(async (tx) => {
    const { now, before, beforePeriod } = await periodComparison(tx, period, zone, filter);
    const days = await periodReport(tx, period, zone, "day", filter);
    const beforeDays = await periodReport(tx, beforePeriod, zone, "day", filter);
    return {
      ...{ period, beforePeriod, today, now, before },
      ...reportColumns(period, days, beforeDays),
      lines: await periodReport(tx, period, zone, query.by, filter),
      beforeLines: await periodReport(tx, beforePeriod, zone, query.by, filter),
      reasons: await periodReasons(tx, period, zone, filter),
      optOuts: await periodOptOuts(tx, period, zone, filter),
      optOutsBefore: await periodOptOuts(tx, beforePeriod, zone, filter),
      senders: await usedSenders(tx),
      kept: await keptReports(tx),
      isMailed: await isMailed(tx),
      connections: await usedConnections(tx),
    };
  });
}

/** What one report shows. */
export type PeriodReport = Awaited<ReturnType<typeof readPeriod>>;
