import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import type { PoliciesInput } from "#lib/domain/workspaces/schema";
import type { TenantTx } from "#lib/infra/db/tenant";
import { enqueue } from "#lib/infra/queue";

/** Changes the rules a workspace sends by. The next message claimed follows them. */
export async function updatePolicies(tx: TenantTx, input: z.output<typeof PoliciesInput>): Promise<Audited<null>> {
  const { workspaceId, db } = tx;
  const { hasQuietHours, quietFrom, quietUntil, quietDays, undoSeconds, dailyCap, allowsForeign } = input;
  await db.workspace.updateMany({
    where: { id: workspaceId },
    data: {
      ...{ undoSeconds, dailyCap, allowsForeign },
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
    audit: { subject: null, detail: { undoSeconds, dailyCap, allowsForeign, ...hours, quietDays } },
  };
}
