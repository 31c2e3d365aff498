import { z } from "zod";
import { cleanValue } from "#lib/domain/campaigns/clean-value";
import { isStorable } from "#lib/domain/storable";

/**
 * A name as people type or paste it: one line that says what it shows.
 *
 * Marks that nobody sees are left out: they turn the rest of a line around, also of the sentence that the name stands in.
 *
 * @param most Longest name, in UTF-16 units, counted without them.
 */
export function oneLine(most: number) {
  return z.string().refine(isStorable).transform(cleanValue).pipe(z.string().min(1).max(most));
}

/** The same for a name that may be left out. */
export function oneLineOrNone(most: number) {
  return z.string().refine(isStorable).transform(cleanValue).pipe(z.string().max(most)).default("");
}
