import type { Audited } from "#lib/domain/audit/model";
import { type SuppressOutcome, unreadOf } from "#lib/domain/consent/outcome";
import type { SuppressInput } from "#lib/domain/consent/schema";
import type { TenantTx } from "#lib/infra/db/tenant";
import { insertSuppressions } from "./insert-suppressions.ts";
import { listOf } from "./named-people.ts";

/**
 * Puts people on the suppression list; their consents stay as they are.
 *
 * @throws DomainError `upload.not_found`, `upload.not_ready`.
 */
export async function addSuppressions(tx: TenantTx, input: SuppressInput): Promise<Audited<SuppressOutcome>> {
  const { people, added } = await insertSuppressions(tx, input, { reason: input.reason, source: "member" });
  const unread = unreadOf(input);
  const already = people - added;
  return {
    result: { people, added, already, unread },
    audit: { subject: listOf(input), detail: { added, already, unread: unread.count } },
  };
}
