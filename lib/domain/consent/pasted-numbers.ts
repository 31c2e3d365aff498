import type { Msisdn } from "#lib/domain/contacts/model";
import { parseMsisdn } from "#lib/domain/contacts/msisdn";
import { pastedEntries } from "#lib/domain/imports/pasted-list";
import type { RejectReason } from "#lib/domain/imports/reject-reason";

/** Most numbers in one paste; more come as a list. */
export const mostPastedNumbers = 10_000;

/** A pasted entry that is no Turkish mobile number. */
export interface UnreadNumber {
  /** Physical line of the paste, from 1. */
  readonly line: number;
  readonly reason: RejectReason;
  /** What stood there, cut at 40 characters. */
  readonly raw: string;
}

/** What a paste came to. `entries` is always numbers, repeated and unread together. */
export interface PastedNumbers {
  readonly entries: number;
  readonly numbers: readonly Msisdn[];
  readonly repeated: number;
  readonly unread: readonly UnreadNumber[];
}

const shownLength = 40;

/**
 * Reads pasted numbers: one per line or several between commas, semicolons, tabs or blanks, with or without names.
 *
 * A name may stand beside its number and is not kept. Nothing is skipped silently: what is no number is named with its line.
 */
export function readPastedNumbers(pasted: string): PastedNumbers {
  const numbers = new Set<Msisdn>();
  const unread: UnreadNumber[] = [];
  let entries = 0;
  for (const [index, line] of pasted.split(/\r\n|\n|\r/).entries()) {
    if (line.trim() === "") continue;
    for (const { number, name } of pastedEntries(line)) {
      entries++;
      const parsed = parseMsisdn(number);
      if (parsed.ok) numbers.add(parsed.msisdn);
      else {
        const reason =
          parsed.verdict === "invalid" ? (`invalid.${parsed.cause ?? "letters"}` as const) : parsed.verdict;
        unread.push({ line: index + 1, reason, raw: (number || name || line.trim()).slice(0, shownLength) });
      }
    }
  }
  return { entries, numbers: [...numbers], repeated: entries - numbers.size - unread.length, unread };
}
