import type { Msisdn } from "#lib/domain/contacts/model";
import type { PublicId } from "#lib/domain/ids";
import { accountGroup, type MessageState, rank } from "#lib/domain/messages/model";

/** A reply by which somebody refuses further messages. */
export interface OptOutReply {
  readonly msisdn: Msisdn;
  readonly text: string;
  readonly at: Date;
}

/** Everything somebody sent, as a line of the list: the newest text and how many wait to be read. */
export interface ThreadRow {
  readonly msisdn: Msisdn;
  /** The person as an address names them. */
  readonly person: string;
  readonly text: string;
  readonly receivedAt: Date;
  readonly unread: number;
  readonly hasOptedOut: boolean;
  /** Name of the member whose it is; null where it is nobody's, or that member left. */
  readonly assignee: string | null;
}

/** One text of a thread: received, sent as a reply, or a note of a member. */
export interface ThreadText {
  readonly key: string;
  readonly isOurs: boolean;
  readonly text: string;
  readonly at: Date;
  /** For a reply, how it fares. */
  readonly state: MessageState | null;
  readonly isNote: boolean;
  /** Who wrote a note; null for what is none, or where that member is gone. */
  readonly by: string | null;
}

/** What is said of a reply: nothing stands under this that its person may not have got. */
export type ReplyFate = "onTheWay" | "ours" | "unknown" | "notDelivered" | "notSent";

/** What is said of a reply in a state. */
export function replyFate(state: MessageState): ReplyFate {
  const group = accountGroup[state];
  if (group === "pending") return "onTheWay";
  if (group === "unknown") return "unknown";
  if (group !== "sent") return "notSent";
  return rank[state] > rank.accepted && state !== "delivered" ? "notDelivered" : "ours";
}

/** A member who can have threads. */
export interface Assignee {
  readonly id: PublicId<"person">;
  readonly name: string;
}

/** Everything said with one person. */
export interface Thread {
  readonly msisdn: Msisdn;
  readonly isSuppressed: boolean;
  readonly unread: number;
  /** Somebody was done with it, and nothing came since. */
  readonly isClosed: boolean;
  /** Whose it is; null where it is nobody's, or that member left. */
  readonly assignee: Assignee | null;
  readonly texts: readonly ThreadText[];
}

/** Whether a connection receives messages. `unknown` until its account was asked. */
export interface InboxConnection {
  readonly id: PublicId<"connection">;
  readonly label: string;
  readonly name: string;
  readonly inbox: "yes" | "no" | "unknown" | "never";
}
