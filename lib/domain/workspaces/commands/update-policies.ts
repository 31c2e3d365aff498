import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { DomainError } from "#lib/domain/errors";
import type { PoliciesInput } from "#lib/domain/workspaces/schema";
import type { TenantTx } from "#lib/infra/db/tenant";
import { enqueue } from "#lib/infra/queue";

/**
 * Changes the rules a workspace sends by. The next message claimed follows them.
 *
 * @throws DomainError `settings.frequency_too_long` when the frequency limit would count by numbers that are gone by then.
 */
export async function updatePolicies(tx: TenantTx, input: z.output<typeof PoliciesInput>): Promise<Audited<null>> {
  const { workspaceId, db } = tx;
  const { hasQuietHours, quietFrom, quietUntil, quietDays, undoSeconds, dailyCap, allowsForeign } = input;
  const { frequencyLimit, frequencyDays } = input;
  const { count } = await db.workspace.updateMany({
    where: {
      id: workspaceId,
      ...(frequencyDays !== null && { OR: [{ numberDays: null }, { numberDays: { gte: frequencyDays } }] }),
    },
    data: {
      ...{ undoSeconds, dailyCap, allowsForeign, frequencyLimit, frequencyDays },
      quietFrom: hasQuietHours ? quietFrom : null,
      quietUntil: hasQuietHours ? quietUntil : null,
      quietDays: quietDays.map((day) => new Date(`${day}T00:00:00Z`)),
    },
  });
  // Whose numbers are gone cannot be counted, and would be written to too often.
  if (count !== 1) {
    const kept = await db.workspace.findUniqueOrThrow({ where: { id: workspaceId }, select: { numberDays: true } });
    throw new DomainError("settings.frequency_too_long", { most: kept.numberDays });
  }
  // What rests may go on now, and what runs may have to rest.
  await enqueue(db, "workspace.wake", { workspaceId });
  const hours = hasQuietHours ? { quietFrom, quietUntil } : { quietFrom: null, quietUntil: null };
  return {
    result: null,
    audit: {
      subject: null,
      detail: { undoSeconds, dailyCap, allowsForeign, frequencyLimit, frequencyDays, ...hours, quietDays },
    },
  };
}
