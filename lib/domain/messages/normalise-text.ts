import { DomainError } from "#lib/domain/errors";
import { isPair, isSurrogate } from "./surrogates.ts";

/** Where combining marks begin. Below it, every string is its own composed form. */
const firstCombining = 0x0300;

/**
 * Puts a text into the form it is counted and sent in: line breaks as LF, letters composed (NFC).
 *
 * Decomposed letters arrive from macOS and would turn a Turkish text into UCS-2.
 *
 * @throws DomainError `message.malformed_text` with `detail.index` when half of a surrogate pair stands alone.
 */
export function normaliseText(text: string): string {
  let hasReturn = false;
  let mayCombine = false;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0x0d) hasReturn = true;
    else if (unit >= firstCombining) {
      mayCombine = true;
      if (isPair(text, at)) at++;
      else if (isSurrogate(unit)) throw new DomainError("message.malformed_text", { index: at });
    }
  }
  const unified = hasReturn ? text.replace(/\r\n?/g, "\n") : text;
  return mayCombine ? unified.normalize("NFC") : unified;
}
