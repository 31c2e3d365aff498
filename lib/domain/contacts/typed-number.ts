import { DomainError } from "#lib/domain/errors";
import type { Msisdn } from "./model.ts";
import { parseForeign, parseMsisdn } from "./msisdn.ts";

/**
 * Reads a number that somebody typed, of any country that can receive texts.
 *
 * @throws DomainError `person.number_not_valid`.
 */
export function requireMsisdn(typed: string): Msisdn {
  const parsed = parseMsisdn(typed);
  const msisdn = parsed.ok ? parsed.msisdn : parseForeign(typed);
  if (msisdn === null) throw new DomainError("person.number_not_valid");
  return msisdn;
}
