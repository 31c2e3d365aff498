import { isCommonWord } from "#lib/domain/accounts/common-passwords";
import { DomainError } from "#lib/domain/errors";
import { plainLetters } from "#lib/domain/workspaces/plain-letters";

/** Fewest and most characters of a password; every one of them counts. */
const PASSWORD_MIN = 12;
const PASSWORD_MAX = 128;

/** Why a password is not taken. */
export type Weakness = "too_short" | "too_long" | "repeated" | "sequence" | "common" | "personal";

const walks = [
  "abcdefghijklmnopqrstuvwxyz",
  "abcçdefgğhıijklmnoöprsştuüvyz",
  "01234567890",
  "qwertyuiop",
  "qwertyuıopğü",
  "asdfghjklşi",
  "zxcvbnmöç",
  "qwertzuiop",
  "azertyuiop",
  "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol",
  "qazwsxedcrfvtgbyhnujmikolp",
  "zaqxswcdevfrbgtnhymjukilop",
  "1q2w3e4r5t6y7u8i9o0p",
  "!@#$%^&*()",
  "!'^+%&/()=",
].map(plainLetters);

const neighbours: ReadonlySet<string> = new Set(
  walks.flatMap((walk) =>
    [...walk].flatMap((a, at) => (walk[at + 1] ? [`${a}${walk[at + 1]}`, `${walk[at + 1]}${a}`] : [])),
  ),
);

/** Characters that are left when every run of four or more neighbours is taken away. */
function outsideRuns(text: string): number {
  let left = 0;
  let run = 1;
  for (let at = 1; at <= text.length; at++) {
    if (at < text.length && neighbours.has(text.slice(at - 1, at + 1))) {
      run += 1;
      continue;
    }
    if (run < 4) left += run;
    run = 1;
  }
  return left;
}

const leet: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
  "!": "i",
  "€": "e",
};

/** The word inside: digits and signs around it dropped, digits inside it read as the letters they imitate. */
function wordInside(text: string): string {
  const core = text.replace(/^[^a-z]+/, "").replace(/[^a-z]+$/, "");
  return core.replaceAll(/[^a-z]/g, (sign) => leet[sign] ?? "");
}

/** What is left of a text when every piece of the person's own is taken out. */
function withoutPieces(text: string, pieces: readonly string[]): string {
  let rest = text;
  for (const piece of pieces) rest = rest.replaceAll(piece, " ");
  return rest.replaceAll(/[^a-z0-9]/g, "");
}

const ownPieces = (personal: readonly string[]) =>
  [...personal, "tellal"]
    .flatMap((text) => plainLetters(text).split(/[^a-z0-9]+/))
    .filter((piece) => piece.length >= 4)
    .toSorted((a, b) => b.length - a.length);

/** Fewest characters that must remain beside a person's own name or address. */
const REST_MIN = 8;

/**
 * Says why a password is easy to guess, or null when it is fine.
 *
 * There are no rules of composition: any characters, blanks included, in any mixture (NIST SP 800-63B 5.1.1.2).
 *
 * @param personal Name and e-mail of the person; a password made of them is refused.
 */
export function weaknessOf(password: string, personal: readonly string[] = []): Weakness | null {
  const length = [...password].length;
  if (length < PASSWORD_MIN) return "too_short";
  if (length > PASSWORD_MAX) return "too_long";
  const text = plainLetters(password);
  if (/^(.+?)\1+$/su.test(text) || new Set(text).size < 4) return "repeated";
  if (outsideRuns(text) < 4) return "sequence";
  if (isCommonWord(wordInside(text))) return "common";
  const own = ownPieces(personal);
  if (own.some((piece) => text.includes(piece)) && withoutPieces(text, own).length < REST_MIN) return "personal";
  return null;
}

/** @throws DomainError `account.weak_password` with the reason, when a password is easy to guess. */
export function requireStrongPassword(password: string, personal: readonly string[]): void {
  const reason = weaknessOf(password, personal);
  if (reason !== null) throw new DomainError("account.weak_password", { reason });
}
