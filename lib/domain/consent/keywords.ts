import { foldTurkish } from "#lib/domain/messages/fold-turkish";

/** Words by which a reply refuses further messages, in capitals and folded as texts are; Ç stays there. */
const refusals = new Set(["RET", "IPTAL", "STOP", "DUR", "CIKIS", "ÇIKIS", "RED", "UNSUBSCRIBE", "END", "QUIT"]);

/** A longer text that begins with such a word is a sentence, not an order. */
const MOST_WORDS = 3;

/** Whether a reply refuses further messages: one of the words, alone or followed by a name, however it is written. */
export function isOptOut(text: string): boolean {
  // A dot on its own is what some phones and programs make of İ; whatever else stands as a mark of its own is put together first.
  const words = foldTurkish(text.normalize("NFC").toLocaleUpperCase("tr"))
    .replace(/\p{M}+/gu, "")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
  return words.length <= MOST_WORDS && refusals.has(words[0] ?? "");
}
