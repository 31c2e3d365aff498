import type { Messages } from "next-intl";
import type { ErrorCode } from "#lib/domain/errors";

type Nested<T, P extends string = ""> = {
  [K in keyof T & string]: T[K] extends string ? `${P}${K}` : Nested<T[K], `${P}${K}.`>;
}[keyof T & string];

/** The keys that have words in lib/i18n/<language>/errors.json. */
export type ErrorWords = Nested<Messages["errors"]>;

/**
 * The key of the words for a refusal. A code without words in `errors.json` does not compile here.
 */
export function messageKey(code: ErrorCode): ErrorWords {
  return code;
}
