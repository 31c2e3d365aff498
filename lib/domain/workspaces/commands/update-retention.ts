import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { DomainError } from "#lib/domain/errors";
import type { RetentionInput } from "#lib/domain/workspaces/schema";
import type { TenantTx } from "#lib/infra/db/tenant";

/**
 * Changes how long texts and numbers are kept. The next daily purge looks at everything again.
 *
 * @throws DomainError `settings.numbers_counted` when numbers would go that the frequency limit still counts by.
 */
export async function updateRetention(
  { workspaceId, db }: TenantTx,
  { bodyDays, numberDays }: z.output<typeof RetentionInput>,
): Promise<Audited<null>> {
  const { count } = await db.workspace.updateMany({
    where: {
      id: workspaceId,
      ...(numberDays !== null && { OR: [{ frequencyDays: null }, { frequencyDays: { lte: numberDays } }] }),
    },
    data: { bodyDays, numberDays, purgedAt: null },
  });
  // The frequency limit counts by number: a number must be kept for as long as it looks back.
  if (count !== 1) throw new DomainError("settings.numbers_counted");
  return { result: null, audit: { subject: null, detail: { bodyDays, numberDays } } };
}
