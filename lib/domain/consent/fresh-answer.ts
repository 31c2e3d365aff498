/**
 * SQL about answers of İYS that are fresh enough to write to people on, over a connection `n` and an answer `y`.
 *
 * Where a connection has a brand, a commercial message is claimed only while the answer about its person says yes and is at
 * most a day old. Nobody is asked about an informational one.
 */

/** How old an answer may be. A refusal has to count within three business days of its word: Regulation, article 9. */
const OLDEST = "interval '24 hours'";

/** About whom İYS is asked: the brand and to whom it speaks; null without a brand. */
export const IYS_KEY = "(n.iys_brand || '/' || n.iys_audience)";

/** The same for one person: whoever stands on a list of İYS as a contact is asked about there, whatever the brand's is. */
export const ownKey = (number: string, key: string): string => `coalesce((
  SELECT split_part(${key}, '/', 1) || '/' || l.list_type FROM contacts l
  WHERE l.workspace_id = $1 AND l.msisdn = ${number} AND l.list_type IS NOT NULL), ${key})`;

/** Whether an answer is about this brand and fresh enough. */
export const isFresh = (key: string): string => `(y.asked_as = ${key} AND y.asked_at > clock_timestamp() - ${OLDEST})`;

/** Until when it is. */
export const FRESH_UNTIL = `(y.asked_at + ${OLDEST})`;

/** The same for people of whom nobody has to be asked. */
export const FRESH_FROM_NOW = `(clock_timestamp() + ${OLDEST})`;

/** Whether a chunk `c` of a campaign `k` may go out as far as İYS is concerned; null or false while it is being asked. */
export const IS_CLEARED = `(k.kind <> 'commercial' OR n.iys_brand IS NULL
  OR c.consent_as = ${IYS_KEY} AND c.consent_until > clock_timestamp())`;

/** Whether İYS said a fresh yes to a number under its own list, as a condition of SQL in which `$1` is the workspace. */
export const saysYes = (number: string, key: string): string => `EXISTS (
  SELECT FROM iys_checks y WHERE y.workspace_id = $1 AND y.msisdn = ${number} AND y.answer = 'granted' AND ${isFresh(ownKey(number, key))})`;
