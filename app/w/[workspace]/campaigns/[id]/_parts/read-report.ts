import { quotaWait } from "#lib/domain/campaigns/quota-wait-queries";
import { blockCode, campaignHead, campaignHistory, campaignProgress } from "#lib/domain/campaigns/report-queries";
import { messageDetail } from "#lib/domain/messages/detail-queries";
import { messagePage } from "#lib/domain/messages/page-queries";
import type { MessageFilter } from "#lib/domain/messages/schema";
import { billOf } from "#lib/domain/reports/bill";
import { estimatedParts, reportLinks } from "#lib/domain/reports/queries";
import { campaignEstimate } from "#lib/domain/rollups/estimate-queries";
import { optOutsWithin72h } from "#lib/domain/rollups/opt-out-queries";
import { campaignFigures } from "#lib/domain/rollups/queries";
import type { OpenPage } from "#lib/gate/page";

/** The three faces of a campaign's details. */
export type ReportTab = "recipients" | "message" | "activity";

/** Reads everything one view of a campaign needs in one transaction; null when there is no such campaign. */
export function readReport({ scope, read }: OpenPage, id: string, tab: ReportTab, filter: MessageFilter) {
  return read(async (tx) => {
    const found = await campaignHead(tx, id);
    const progress = await campaignProgress(tx, id);
    if (found === null || progress === null) return null;
    const { head, range } = found;
    const results = await campaignFigures(tx, head.id);
    return {
      head,
      progress,
      range,
      ...results,
      estimate: await campaignEstimate(tx, head.id, results.figures),
      bill: billOf(results.figures, results.byParts, await estimatedParts(tx, head.id)),
      optOuts: await optOutsWithin72h(tx, head.id),
      links: scope.mayWith("reports:share", head.ownerIds) ? await reportLinks(tx, head.id) : [],
      page: range === null || tab !== "recipients" ? null : await messagePage(tx, range, filter, scope.zone),
      history: tab === "activity" ? await campaignHistory(tx, id) : [],
      blockCode: progress.state === "paused" ? await blockCode(tx, id) : null,
      quotaWait: await quotaWait(tx, head.id),
      detail: filter.message === undefined ? undefined : await messageDetail(tx, filter.message),
    };
  });
}

/** What one view of a campaign shows. */
export type Report = NonNullable<Awaited<ReturnType<typeof readReport>>>;
