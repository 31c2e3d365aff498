import type { RefusalReason } from "#lib/infra/providers/outcome";

/** What each code that refuses a call means for us. Codes of states and of the unused address book are not refusals. */
const REASON_OF_CODE: ReadonlyMap<number, RefusalReason> = new Map([
  [400, "other"],
  [401, "key_invalid"],
  [402, "provider_credit"],
  [403, "consent_settings"],
  [404, "other"],
  [405, "other"],
  [422, "not_valid"],
  [450, "sender_not_approved"],
  [451, "duplicate_order"],
  [452, "invalid_recipient"],
  [453, "not_valid"],
  [454, "not_valid"],
  [455, "not_found"],
  [456, "other"],
  [457, "other"],
  [458, "other"],
  [459, "sender_not_approved"],
  [460, "sender_not_approved"],
  [464, "other"],
  [466, "invalid_recipient"],
  [467, "permission_missing"],
  [468, "consent_settings"],
  [469, "consent_settings"],
  [470, "consent_settings"],
  [474, "not_found"],
  [475, "consent_settings"],
] as const);

/** Why a call was refused; a code nobody documented is `other`. */
export function reasonOf(code: number): RefusalReason {
  return REASON_OF_CODE.get(code) ?? "other";
}
