import { foldTurkish } from "#lib/domain/messages/fold-turkish";

/** What a business is known by. */
export interface Identity {
  /** Trade name, brand, sender: any of them names it. */
  readonly names: readonly string[];
  /** Number in the central registry, sixteen digits; null where none is known. */
  readonly mersis: string | null;
}

/** A name shorter than this is found in any text. */
const SHORTEST_NAME = 3;

/** Letters and digits alone, whatever their case and accents: IHLAMUREV is found in "Ihlamur Ev". */
function letters(text: string): string {
  return foldTurkish(text)
    .normalize("NFD")
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}

/**
 * Whether a commercial text says whose it is, by name or by registry number.
 *
 * Law 6563, articles 7 and 8: a commercial message names its sender. The name above the message on the phone is the
 * operator's and does not count by itself; the same name in the text does.
 */
export function namesItself(text: string, { names, mersis }: Identity): boolean {
  const written = letters(text);
  const wanted = [...names, ...(mersis === null ? [] : [mersis])].map(letters);
  return wanted.some((name) => name.length >= SHORTEST_NAME && written.includes(name));
}

/** What is put into a text so that it names its sender: the trade name, or the brand, with the registry number where known. */
export function imprintOf(tradeName: string, brand: string, mersis: string | null): string {
  const name = tradeName.trim() === "" ? brand : tradeName.trim();
  return mersis === null ? name : `${name} MERSIS ${mersis}`;
}
