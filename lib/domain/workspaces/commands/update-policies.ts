import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { DomainError } from "#lib/domain/errors";
import type { PoliciesInput } from "#lib/domain/workspaces/schema";
import type { TenantTx } from "#lib/infra/db/tenant";
import { enqueue } from "#lib/infra/queue";

/** Changes the rules a workspace sends by. The next message claimed follows them. @throws DomainError `settings.frequency_too_long`. */
export async function updatePolicies(tx: TenantTx, input: z.output<typeof PoliciesInput>): Promise<Audited<null>> {
  const { workspaceId, db } = tx;
  const { hasQuietHours, quietFrom, quietUntil, quietDays, undoSeconds, dailyCap, allowsForeign } = input;
  const { frequencyLimit, frequencyDays } = input;
  const { numberDays } = await db.workspace.findUniqueOrThrow({
    where: { id: workspaceId },
    select: { numberDays: true },
  });
  // Whose numbers are gone cannot be counted, and would be written to too often.
  if (numberDays !== null && (frequencyDays ?? 0) > numberDays) {
    throw new DomainError("settings.frequency_too_long", { most: numberDays });
  }
  await db.workspace.updateMany({
    where: { id: workspaceId },
    data: {
      ...{ undoSeconds, dailyCap, allowsForeign, frequencyLimit, frequencyDays },
      quietFrom: hasQuietHours ? quietFrom : null,
      quietUntil: hasQuietHours ? quietUntil : null,
      quietDays: quietDays.map((day) => new Date(`${day}T00:00:00Z`)),
    },
  });
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
