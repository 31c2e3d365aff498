import {
  campaignHead,
  campaignHistory,
  campaignProgress,
  partCounts,
  reasonCounts,
} from "#lib/domain/campaigns/report-queries";
import { messageDetail } from "#lib/domain/messages/detail-queries";
import { messagePage } from "#lib/domain/messages/queries";
import type { MessageFilter } from "#lib/domain/messages/schema";
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
    return {
      head,
      progress,
      range,
      reasons: range === null ? [] : await reasonCounts(tx, range),
      parts: range === null ? [] : await partCounts(tx, range),
      page: range === null || tab !== "recipients" ? null : await messagePage(tx, range, filter, scope.zone),
      history: tab === "activity" ? await campaignHistory(tx, id) : [],
      detail: filter.message === undefined ? undefined : await messageDetail(tx, filter.message),
    };
  });
}

/** What one view of a campaign shows. */
export type Report = NonNullable<Awaited<ReturnType<typeof readReport>>>;
