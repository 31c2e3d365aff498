import type { InvalidCause } from "#lib/domain/contacts/model";
import type { RowRefusal } from "./model.ts";

const invalidCauses = [
  "letters",
  "too_short",
  "too_long",
  "digits_lost",
  "not_assigned",
] as const satisfies InvalidCause[];

/** Why a row was left out, as it is stored: an invalid number says what to look at. */
export type RejectReason = Exclude<RowRefusal, "invalid"> | `invalid.${InvalidCause}`;

/** Every stored reason. */
const rejectReasons: readonly RejectReason[] = [
  ...(["empty", "landline", "foreign", "duplicate", "ragged", "declined"] as const),
  ...invalidCauses.map((cause) => `invalid.${cause}` as const),
];

/** Whether a stored text is a reason that has words. */
export function isRejectReason(text: string): text is RejectReason {
  return rejectReasons.some((reason) => reason === text);
}
