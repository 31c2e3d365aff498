import type { ReasonCount } from "#lib/domain/campaigns/report";
import { dayAfter, daysBetween } from "#lib/domain/days";
import { accountGroup, type MessageState } from "#lib/domain/messages/model";

/** What became of messages, added up. */
export interface Figures {
  /** Everybody something became of: `sent`, `refused`, `unknown`, `skipped` and `cancelled` add up to it. */
  readonly messages: number;
  /** The provider took it: `delivered`, `lost` and `waiting` add up to it. */
  readonly sent: number;
  readonly delivered: number;
  /** Certainly not received: undelivered, expired or rejected afterwards. */
  readonly lost: number;
  /** Taken, and no final report came. */
  readonly waiting: number;
  /** Refused at the call. */
  readonly refused: number;
  readonly unknown: number;
  readonly skipped: number;
  readonly cancelled: number;
  /** Parts of what was sent, as we count them. */
  readonly parts: number;
  /** Parts billed for what was sent: the provider's figure where it gives one, else our count. */
  readonly charged: number;
  /** Messages of which the provider gave a figure; 0: `charged` is our count alone. */
  readonly told: number;
}

/** By what a report groups. */
export const reportGroups = [
  "day",
  "sender",
  "connection",
  "operator",
  "campaign",
  "source",
  "kind",
  "member",
  "parts",
] as const;

/** By what a report groups. */
export type ReportGroup = (typeof reportGroups)[number];

/** Days of the workspace's zone as `YYYY-MM-DD`, both included. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** One group of a report. `key` is what a filter takes; `label` a name where the key is not one. */
export interface ReportLine {
  readonly key: string;
  readonly label: string | null;
  readonly figures: Figures;
}

/** What became of a campaign's messages. */
export interface CampaignFigures {
  readonly figures: Figures;
  readonly byOperator: readonly ReportLine[];
  readonly byParts: readonly ReportLine[];
  readonly reasons: readonly ReasonCount[];
}

/** Hours that one figure of `optOutsWithin72h` stands for, and how many there are. */
export const optOutSpan = { hours: 4, count: 18 } as const;

/** Messages of one state and size, as the rollup counts them. */
export interface RollupCell {
  readonly state: MessageState;
  readonly parts: number;
  readonly messages: number;
  readonly charged: number;
  readonly told: number;
}

/** Figures of nothing. */
export function noFigures(): Figures {
  return figuresOf([]);
}

/** Adds cells up. */
export function figuresOf(cells: Iterable<RollupCell>): Figures {
  const by: Partial<Record<MessageState, number>> = {};
  let [messages, parts, charged, told] = [0, 0, 0, 0];
  for (const cell of cells) {
    by[cell.state] = (by[cell.state] ?? 0) + cell.messages;
    messages += cell.messages;
    if (accountGroup[cell.state] !== "sent") continue;
    parts += cell.messages * cell.parts;
    charged += cell.charged + (cell.messages - cell.told) * cell.parts;
    told += cell.told;
  }
  const of = (state: MessageState) => by[state] ?? 0;
  const lost = of("undelivered") + of("expired") + of("rejected");
  return {
    messages,
    sent: of("delivered") + lost + of("accepted"),
    delivered: of("delivered"),
    lost,
    waiting: of("accepted"),
    refused: of("failed"),
    unknown: of("unknown"),
    skipped: of("skipped"),
    cancelled: of("cancelled"),
    ...{ parts, charged, told },
  };
}

/** The share of what has a final report that was delivered, from 0 to 1; null while there is none. */
export function deliveryRate({ delivered, lost }: Pick<Figures, "delivered" | "lost">): number | null {
  return delivered + lost === 0 ? null : delivered / (delivered + lost);
}

/** What is said of the reports that are missing, by what was sent and what is not known to have been. */
export function reportsNote({
  sent,
  waiting,
  unknown,
}: Pick<Figures, "sent" | "waiting" | "unknown">): "stillWaiting" | "unanswered" | "nobodySent" | "allReported" {
  if (waiting > 0) return "stillWaiting";
  if (unknown > 0) return "unanswered";
  return sent === 0 ? "nobodySent" : "allReported";
}

/** How many days a period has. */
export function daysIn({ from, to }: Period): number {
  return daysBetween(from, to) + 1;
}

/** As many days as the period has, right before it. */
export function periodBefore(period: Period): Period {
  return { from: dayAfter(period.from, -daysIn(period)), to: dayAfter(period.from, -1) };
}
