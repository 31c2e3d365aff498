import type { RefusalReason } from "#lib/infra/providers/outcome";

const REASON_OF_CODE: ReadonlyMap<string, RefusalReason> = new Map(
  Object.entries({
    "TS-1025": "invalid_recipient",
    "TS-1026": "not_valid",
    "TS-1027": "provider_credit",
    "TS-1028": "sender_not_approved",
    "TS-1029": "sender_not_approved",
    "TS-1030": "account_inactive",
    "TS-1031": "key_invalid",
    "TS-1032": "country_not_enabled",
    "TS-1033": "not_valid",
    "TS-1034": "invalid_recipient",
    "TS-1050": "key_invalid",
    "TS-1051": "sender_not_approved",
    "TS-1052": "not_found",
    "TS-1061": "permission_missing",
    "TS-1062": "permission_missing",
    "TS-1063": "permission_missing",
    "TS-1065": "permission_missing",
    "TS-1070": "other",
    "TS-1071": "other",
    "TS-1072": "other",
  } satisfies Record<string, RefusalReason>),
);

/** The code of "too many in the last minute". */
export const MINUTE_LIMIT = "TS-1060";

/** Why a call was refused; a code nobody documented is `other`. */
export function reasonOf(code: string): RefusalReason {
  return REASON_OF_CODE.get(code) ?? "other";
}
