import { z } from "zod";

/** A figure as a number or as a text. */
export const Figure = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d{1,15}(?:\.\d{1,6})?$/)
    .transform(Number),
]);

/** The id of a message, kept as a text: its length may vary. */
export const MessageId = z.union([z.number().int().positive().transform(String), z.string().regex(/^[\w-]{1,64}$/)]);

/** A number as this wire wants it: digits with the country, without a plus. */
export function writeNumber(msisdn: string): string {
  return msisdn.replace(/^\+/, "");
}

/** `sms_lang` and `lang`: 0 English, 1 Turkish, 2 Arabic; the alphabet a text needs decides. */
export const LANGUAGE_OF_ENCODING = { gsm7: 0, tr7: 1, ucs2: 2 } as const;
