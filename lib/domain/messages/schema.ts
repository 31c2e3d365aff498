import { z } from "zod";
import { DayInput } from "#lib/domain/day-input";
import { type IdNoun, parsePublicId } from "#lib/domain/ids";
import { failReasons, type MessageState, skipReasons } from "#lib/domain/messages/model";
import { operators } from "#lib/domain/messages/operator";
import { isStorable } from "#lib/domain/storable";

/** The groups of states a person looks at, each a button over the list. */
export const messageViews = [
  "all",
  "delivered",
  "waiting",
  "lost",
  "unknown",
  "skipped",
  "queued",
  "cancelled",
] as const;

/** A group of states a person looks at. */
export type MessageView = (typeof messageViews)[number];

/** Which states a view shows; `all` has no entry. */
export const statesOfView: Readonly<Record<Exclude<MessageView, "all">, readonly MessageState[]>> = {
  delivered: ["delivered"],
  waiting: ["accepted"],
  lost: ["undelivered", "expired", "rejected", "failed"],
  unknown: ["unknown"],
  skipped: ["skipped"],
  queued: ["pending", "held", "claimed", "submitted"],
  cancelled: ["cancelled"],
};

/** States that people ask the reason of; such messages are listed apart from all others. */
export const explainedStates = ["skipped", "unknown", "rejected", "expired", "undelivered", "failed"] as const;

/** Where a message came from. */
export const messageSources = ["campaign", "test", "verification", "reply"] as const;

/** Where a message came from. */
export type MessageSource = (typeof messageSources)[number];

/** Every reason of ours why somebody was left out or refused. */
export const messageReasons = [...skipReasons, ...failReasons] as const;

const publicId = (noun: IdNoun) => z.string().refine((text) => parsePublicId(noun, text) !== null);

/**
 * The filters of a message list as they stand in an address.
 *
 * Lenient: what does not parse is left out rather than refused, because people keep and share addresses.
 */
export const MessageFilter = z.object({
  view: z.enum(messageViews).catch("all"),
  /** The number, or at least its last four digits, as typed. */
  number: z.string().trim().max(40).refine(isStorable).optional().catch(undefined),
  source: z.enum(messageSources).optional().catch(undefined),
  sender: z.string().trim().min(1).max(32).refine(isStorable).optional().catch(undefined),
  connection: publicId("connection").optional().catch(undefined),
  /** Whose network the number is in, as far as it is known. */
  operator: z.enum(operators).optional().catch(undefined),
  /** Why it did not go or arrive: our reason, and the provider's raw code. */
  reason: z.enum(messageReasons).optional().catch(undefined),
  code: z.string().trim().min(1).max(64).refine(isStorable).optional().catch(undefined),
  /** Parts of the text. */
  parts: z.coerce.number().int().min(1).max(99).optional().catch(undefined),
  from: DayInput.optional().catch(undefined),
  to: DayInput.optional().catch(undefined),
  /** Keyset: the list starts after, or ends before, this message. */
  after: publicId("message").optional().catch(undefined),
  before: publicId("message").optional().catch(undefined),
  /** The message whose panel is open. */
  message: publicId("message").optional().catch(undefined),
});

/** The filters of a message list. */
export type MessageFilter = z.output<typeof MessageFilter>;

/** From so many digits on it is a whole number, which may be written with a zero in front. */
const WHOLE_NUMBER = 10;

/**
 * The digits of a number search, or null when there are too few to mean anything: a whole number without leading zeros, or
 * the last digits of one as they were typed, since a number may well end in zeros.
 */
export function searchedDigits(number: string | undefined): string | null {
  const digits = (number ?? "").replaceAll(/\D/g, "");
  if (digits.length < 4) return null;
  return digits.length < WHOLE_NUMBER ? digits : digits.replace(/^0+(?=\d{4})/, "");
}

/** Whether the digits of a search are a whole number, which leads to its few messages sooner than any list. */
export const isWholeNumber = (digits: string | null): boolean => digits !== null && digits.length >= WHOLE_NUMBER;

/** Whether the messages of a filter are found in the list of those with a reason, and in which states. */
export function listedStates(
  filter: Pick<MessageFilter, "view" | "number" | "reason" | "code">,
): readonly MessageState[] | null {
  if (isWholeNumber(searchedDigits(filter.number))) return null;
  if (filter.view === "all") return filter.reason === undefined && filter.code === undefined ? null : explainedStates;
  return filter.view === "lost" || filter.view === "unknown" || filter.view === "skipped"
    ? statesOfView[filter.view]
    : null;
}
