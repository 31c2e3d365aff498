import {
  type CampaignKind,
  type CampaignState,
  isEditable,
  isFinalCampaign,
  isUnderReview,
} from "#lib/domain/campaigns/model";
import type { PublicId } from "#lib/domain/ids";
import { account, type MessageState, messageStates } from "#lib/domain/messages/model";

/** How a campaign stands, as its page shows it while it runs. Small, because it is asked for every second. */
export interface Progress {
  readonly state: CampaignState;
  readonly stateReason: string | null;
  readonly people: number;
  readonly counts: Readonly<Record<MessageState, number>>;
  readonly parts: number;
  /** When the undo window ends, as ISO 8601; null outside it. */
  readonly holdUntil: string | null;
  /** İYS is being asked about the people who are next, and they wait for the answer. */
  readonly isAsking: boolean;
}

/** What processes tell each other by when a campaign's progress changed. */
export function progressTopic(workspaceId: string, campaignId: string): string {
  return `campaign ${workspaceId} ${campaignId}`;
}

/** The five groups a person reads, in the order of the bar. They add up to all recipients. */
export interface Standing {
  readonly delivered: number;
  readonly waiting: number;
  readonly lost: number;
  readonly unknown: number;
  readonly left: number;
  readonly skipped: number;
  readonly cancelled: number;
}

/** Adds message states up into what a person reads. The parts of the result add up to the sum of the counts. */
export function standing(counts: Readonly<Record<MessageState, number>>): Standing {
  return {
    delivered: counts.delivered,
    waiting: counts.accepted,
    lost: counts.undelivered + counts.expired + counts.rejected + counts.failed,
    unknown: counts.unknown,
    left: counts.pending + counts.held + counts.claimed + counts.submitted,
    skipped: counts.skipped,
    cancelled: counts.cancelled,
  };
}

/** Recipients that have been handed over or certainly refused; those still queued, skipped and cancelled are not. */
export function handledOf(standing: Standing): number {
  return standing.delivered + standing.waiting + standing.lost + standing.unknown;
}

/** How far a campaign is, in the one figure that is known of it; `of` are those it was to reach. */
export interface ListedProgress {
  readonly is: "handled" | "delivered" | "waiting" | "unknown";
  readonly people: number;
  readonly of: number;
}

type ListedFacts = Pick<Progress, "state" | "people" | "counts">;

/** A campaign as lists show it. */
export interface CampaignRow {
  readonly id: PublicId<"campaign">;
  readonly name: string;
  readonly state: CampaignState;
  readonly stateReason: string | null;
  readonly kind: CampaignKind | null;
  readonly sender: string | null;
  /** Recipients when frozen; of a draft, the people of its list. */
  readonly people: number;
  readonly counts: Readonly<Record<MessageState, number>>;
  readonly owner: string;
  /** When something last happened to it. */
  readonly at: Date;
}

/**
 * How far a campaign is, as a list tells it: handed over while it runs, delivered once it is done.
 *
 * While nobody's report says whether it arrived, a share of those delivered would be a nought that nobody measured: then it is
 * how many wait for theirs, or how many are unknown. Null where there is nothing to tell.
 */
export function listedProgress({ state, people, counts }: ListedFacts): ListedProgress | null {
  const now = standing(counts);
  const of = people - now.skipped - now.cancelled;
  const told = (is: ListedProgress["is"], people: number): ListedProgress => ({ is, people, of });
  if (isEditable(state) || isUnderReview(state) || state === "scheduled" || of <= 0) return null;
  if (!isFinalCampaign(state) && state !== "settling") return told("handled", handledOf(now));
  if (now.delivered + now.lost > 0) return told("delivered", now.delivered);
  if (now.waiting > 0) return told("waiting", now.waiting);
  return now.unknown > 0 ? told("unknown", now.unknown) : null;
}

/** What was handed over, and what became of it: the four figures of the dashboard, with what the provider refused. */
export interface SentFigures {
  readonly sent: number;
  readonly refused: number;
  readonly delivered: number;
  readonly lost: number;
  readonly unknown: number;
}

/** Counts as sent only what the provider took, so that a share of it means what it says; `lost` is part of `sent`. */
export function sentFigures(counts: Readonly<Record<MessageState, number>>): SentFigures {
  return {
    sent: account(counts).sent,
    refused: counts.failed,
    delivered: counts.delivered,
    lost: counts.undelivered + counts.expired + counts.rejected,
    unknown: counts.unknown,
  };
}

/** Why recipients did not get the message, counted by state and reason. */
export interface ReasonCount {
  readonly state: MessageState;
  readonly reason: string | null;
  readonly providerCode: string | null;
  readonly messages: number;
}

/** A count of zero for every state, to be filled from rows. */
export function noCounts(): Record<MessageState, number> {
  return Object.fromEntries(messageStates.map((state) => [state, 0])) as Record<MessageState, number>;
}

/** People of whom nothing more is expected. */
export function finalOf({ delivered, lost, skipped, cancelled }: Standing): number {
  return delivered + lost + skipped + cancelled;
}

/**
 * Takes over a newer progress without letting a bar step back.
 *
 * Answers may overtake each other on the way; one in which more people wait for their turn, or fewer are done with, is older
 * and dropped, unless the campaign's state moved on.
 */
export function newerProgress(shown: Progress, arrived: Progress): Progress {
  if (arrived.state !== shown.state) return arrived;
  const [last, now] = [standing(shown.counts), standing(arrived.counts)];
  return now.left > last.left || finalOf(now) < finalOf(last) ? shown : arrived;
}

/**
 * Whether something may still change by itself, so that an open page should listen. A cancelled campaign is over, but those who
 * were with the provider may still get theirs, or be taken back from it.
 */
export function isMoving({ state, counts }: Progress): boolean {
  const { waiting, left } = standing(counts);
  if (state === "cancelled") return waiting + left > 0;
  return !isEditable(state) && !isUnderReview(state) && !isFinalCampaign(state);
}

/** Another campaign that belongs to one. */
export interface LinkedCampaign {
  readonly id: string;
  readonly name: string;
}

/** The second connection of a campaign, as its page tells it. */
export interface SecondWay {
  readonly connectionName: string;
  readonly senderName: string;
  /** Since when the first connection is not asked any more, and why as a code; null while it is. */
  readonly since: Date | null;
  readonly code: string | null;
  /** People who went over to it. */
  readonly moved: number;
}

/** Everything the head of a campaign's page says. */
export interface CampaignHead {
  readonly id: string;
  readonly publicId: string;
  readonly name: string;
  readonly version: number;
  readonly kind: CampaignKind | null;
  readonly senderName: string | null;
  readonly connectionName: string | null;
  readonly text: string;
  readonly contentHash: string | null;
  /** The campaign whose unreached people this one tries again, and those that try its own again. */
  readonly retryOf: LinkedCampaign | null;
  readonly retries: readonly LinkedCampaign[];
  /** How many of them those that ended came to; null while one has not. */
  readonly retried: number | null;
  readonly createdBy: string | null;
  readonly startedBy: string | null;
  /** Ids of the people it belongs to: who made it, who sent it. */
  readonly ownerIds: readonly string[];
  readonly createdAt: Date;
  /** When a scheduled one starts, by the clock of which zone, and how fast it goes; null where nothing was chosen. */
  readonly startAt: Date | null;
  readonly startZone: string | null;
  readonly spreadHours: number | null;
  readonly perMinute: number | null;
  /** The provider keeps it until its start. */
  readonly atProvider: boolean;
  /** Whether its connection is in use, so that the provider can be asked. */
  readonly isConnected: boolean;
  /** Where those go whom the connection certainly refuses; since when everybody goes there, and how many went. */
  readonly second: SecondWay | null;
  readonly holdUntil: Date | null;
  readonly preparedAt: Date | null;
  readonly sentAt: Date | null;
  readonly finishedAt: Date | null;
}
