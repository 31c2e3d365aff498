import type { UnreadNumber } from "./pasted-numbers.ts";
import type { NamedPeople } from "./schema.ts";

/** How many unread entries are named one by one; the rest are counted. */
const namedUnread = 100;

/** What of a paste was no number. A list was judged when it was read, so of a list nothing is. */
export interface UnreadEntries {
  readonly count: number;
  readonly repeated: number;
  readonly named: readonly UnreadNumber[];
}

/** What recording a consent or a refusal came to. `people` is always recorded, already and kept together. */
export interface RecordOutcome {
  readonly people: number;
  readonly recorded: number;
  /** The same was on record with this or a later date. */
  readonly already: number;
  /** The opposite is on record and stays. */
  readonly kept: number;
  /** Of these people, how many are on the suppression list now and get nothing. */
  readonly suppressed: number;
  readonly unread: UnreadEntries;
}

/** What suppressing came to. `people` is added and already together. */
export interface SuppressOutcome {
  readonly people: number;
  readonly added: number;
  readonly already: number;
  readonly unread: UnreadEntries;
}

/** Sums up what of the named people could not be read. */
export function unreadOf(people: NamedPeople): UnreadEntries {
  if (people.by === "list") return { count: 0, repeated: 0, named: [] };
  const { unread, repeated } = people.numbers;
  return { count: unread.length, repeated, named: unread.slice(0, namedUnread) };
}
