declare const normalEmail: unique symbol;

/** An e-mail address in the one form that is stored and compared. Only `parseEmail` mints it. */
export type NormalEmail = string & { readonly [normalEmail]: true };

/** RFC 5321 4.5.3.1: 64 before the at sign, 254 for the whole address. */
const LOCAL_MAX = 64;
const ADDRESS_MAX = 254;

/** How long a mailed link for choosing a password works. */
export const RESET_MINUTES = 60;

/** The longest name of a person. */
export const NAME_MAX = 80;

// RFC 5322 "dot-atom" in ASCII, less the signs that old mail systems read as a route (! % |) or a shell does (` { }).
// No quotes and no comments: parsers disagree about them, and mail then reaches another box than the one that was checked.
const LOCAL = /^[a-z0-9_+'&=#$*~^-]+(\.[a-z0-9_+'&=#$*~^-]+)*$/;
const DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/;

/** Small and full-width at sign: folding would make a second separator of them, or hide the only one. */
const LOOKALIKE_AT = /[\uFE6B\uFF20]/;

/**
 * Brings an e-mail address into its normal form, or refuses it.
 *
 * NFKC first and the checks after it, so that what folding makes of a letter is checked too. Lower case throughout: two
 * accounts that differ by case would be one mailbox nearly everywhere. A domain in other letters becomes its ASCII form
 * (RFC 5890), so that both spellings are one account; a local part in other letters is refused, for it can look like
 * somebody else's.
 *
 * @returns null for anything that two mail systems could read differently. Advisories: GHSA-7rqj-j65f-68wh, GHSA-5jpx-9hw9-2fx4.
 */
export function parseEmail(typed: string): NormalEmail | null {
  const trimmed = typed.trim();
  if (trimmed.length > ADDRESS_MAX || LOOKALIKE_AT.test(trimmed)) return null;
  const [local, host, ...more] = trimmed.normalize("NFKC").toLowerCase().split("@");
  if (local === undefined || host === undefined || more.length > 0) return null;
  const domain = asciiDomain(host);
  if (domain === null || local.length > LOCAL_MAX || !LOCAL.test(local) || !DOMAIN.test(domain)) return null;
  const address = `${local}@${domain}`;
  // The only place that may claim the brand: every rule above has held.
  return address.length > ADDRESS_MAX ? null : (address as NormalEmail);
}

function asciiDomain(host: string): string | null {
  // Letters, digits, marks, dots and hyphens only: a URL parser would take a port, a path or a percent sign apart.
  if (!/^[\p{L}\p{M}\p{N}.-]+$/u.test(host) || !URL.canParse(`http://${host}`)) return null;
  return new URL(`http://${host}`).hostname;
}
