import type { Audited } from "#lib/domain/audit/model";
import { type RecordOutcome, unreadOf } from "#lib/domain/consent/outcome";
import type { RecordInput } from "#lib/domain/consent/schema";
import type { Clock } from "#lib/infra/clock";
import type { TenantTx } from "#lib/infra/db/tenant";
import { listOf } from "./named-people.ts";
import { upsertConsents } from "./upsert-consents.ts";

/**
 * Records that people consented to commercial messages.
 *
 * It never takes anybody off the suppression list: `suppressed` says how many of them are on it.
 *
 * @throws DomainError `consent.future_date`, `upload.not_found`, `upload.not_ready`.
 */
export async function recordConsents(
  tx: TenantTx,
  input: RecordInput,
  { zone }: { readonly zone: string },
  clock?: Clock,
): Promise<Audited<RecordOutcome>> {
  const { source, givenOn, proof } = input;
  const counts = await upsertConsents(tx, input, { status: "granted", source, givenOn, proof }, zone, clock);
  const unread = unreadOf(input);
  const { recorded, already, kept } = counts;
  return {
    result: { ...counts, unread },
    audit: { subject: listOf(input), detail: { recorded, already, kept, unread: unread.count, source, givenOn } },
  };
}
