import { z } from "zod";
import { DayInput } from "#lib/domain/day-input";
import { idInput } from "#lib/domain/id-input";
import { parsePublicId } from "#lib/domain/ids";
import { operators } from "#lib/domain/messages/operator";
import { messageSources } from "#lib/domain/messages/schema";
import { oneLine } from "#lib/domain/one-line";
import { shareDays } from "#lib/domain/reports/share-days";
import { isStorable } from "#lib/domain/storable";

/** Whether the one who asks gets the figures of each week by mail. */
export const WantMailInput = z.strictObject({ isWanted: z.boolean() });

/** The end of the link that a mail is turned off by. */
export const StopMailInput = z.strictObject({ token: z.string().max(200), locale: z.string().optional() });

/** Periods that have a name; any other is two days. */
export const spans = ["7d", "30d", "90d", "month", "last_month"] as const;

/** What the chart of a report shows, one at a time. */
export const reportMetrics = ["sent", "rate", "lost", "parts"] as const;

/** What the chart of a report shows. */
export type ReportMetric = (typeof reportMetrics)[number];

/** By what the figures of a period are taken apart. */
export const breakdowns = [
  "sender",
  "connection",
  "operator",
  "kind",
  "campaign",
  "member",
  "source",
  "parts",
] as const;

/** By what the figures of a period are taken apart. */
export type Breakdown = (typeof breakdowns)[number];

/**
 * A report as it stands in an address, and as a view keeps it.
 *
 * Lenient: what does not parse is left out rather than refused, because people keep and share addresses.
 */
export const ReportQuery = z.object({
  span: z.enum(spans).optional().catch(undefined),
  from: DayInput.optional().catch(undefined),
  to: DayInput.optional().catch(undefined),
  metric: z.enum(reportMetrics).catch("sent"),
  by: z.enum(breakdowns).catch("sender"),
  /** Beside the period before, unless that is not wanted. */
  compare: z.enum(["none"]).optional().catch(undefined),
  connection: z
    .string()
    .refine((text) => parsePublicId("connection", text) !== null)
    .optional()
    .catch(undefined),
  sender: z.string().trim().min(1).max(32).refine(isStorable).optional().catch(undefined),
  operator: z.enum(operators).optional().catch(undefined),
  source: z.enum(messageSources).optional().catch(undefined),
});

/** A report as it stands in an address. */
export type ReportQuery = z.output<typeof ReportQuery>;

/** Makes a link to the report of a campaign. */
export const ShareInput = z.strictObject({ campaignId: idInput("campaign"), days: z.literal(shareDays) });

/** Closes a link to the report of a campaign. */
export const UnshareInput = z.strictObject({ campaignId: idInput("campaign"), shareId: idInput("share") });

/** Keeps a report under a name. */
export const SaveViewInput = z.strictObject({
  name: oneLine(60),
  query: z.string().max(1_000),
});

/** Names a kept report. */
export const RemoveViewInput = z.strictObject({ viewId: idInput("view") });
