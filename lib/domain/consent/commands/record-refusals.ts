import type { Audited } from "#lib/domain/audit/model";
import { type RecordOutcome, unreadOf } from "#lib/domain/consent/outcome";
import type { RecordInput } from "#lib/domain/consent/schema";
import type { Clock } from "#lib/infra/clock";
import type { TenantTx } from "#lib/infra/db/tenant";
import { insertSuppressions } from "./insert-suppressions.ts";
import { listOf } from "./named-people.ts";
import { upsertConsents } from "./upsert-consents.ts";

/**
 * Records that people refused, and puts them on the suppression list: at the next claim nobody texts them any more.
 *
 * Whoever consented later keeps that consent on record (`kept`) and is suppressed all the same; taking a person off the
 * list again is a decision of its own.
 *
 * @throws DomainError `consent.future_date`, `upload.not_found`, `upload.not_ready`.
 */
export async function recordRefusals(
  tx: TenantTx,
  input: RecordInput,
  { zone }: { readonly zone: string },
  clock?: Clock,
): Promise<Audited<RecordOutcome>> {
  const { source, givenOn, proof } = input;
  const counts = await upsertConsents(tx, input, { status: "refused", source, givenOn, proof }, zone, clock);
  const { added } = await insertSuppressions(tx, input, { reason: proof, source: "refusal" });
  const unread = unreadOf(input);
  const { people, recorded, already, kept } = counts;
  return {
    result: { ...counts, suppressed: people, unread },
    audit: {
      subject: listOf(input),
      detail: { recorded, already, kept, suppressed: added, unread: unread.count, source, givenOn },
    },
  };
}
