import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import type { BrandInput } from "#lib/domain/consent/schema";
import { DomainError } from "#lib/domain/errors";
import { toPublicId } from "#lib/domain/ids";
import type { TenantTx } from "#lib/infra/db/tenant";
import { providerOf } from "#lib/infra/providers/registry";
import { enqueue } from "#lib/infra/queue";

/**
 * Sets the İYS brand of a connection. Words of the last three days that nobody could report until now join the queue.
 *
 * @throws DomainError `connection.not_found`, also for a connection that cannot reach İYS.
 */
export async function setBrand(
  tx: TenantTx,
  { connectionId, brand, audience }: z.output<typeof BrandInput>,
): Promise<Audited<null>> {
  const { workspaceId, db } = tx;
  const where = { workspaceId, id: connectionId, state: { not: "disconnected" as const } };
  const row = await db.connection.findFirst({ where, select: { provider: true, iysBrand: true } });
  if (row === null || providerOf(row.provider).capabilities.consent !== "registry") {
    throw new DomainError("connection.not_found");
  }
  await db.connection.updateMany({
    where,
    data: { iysBrand: brand, iysAudience: audience, iysSilentAt: null, iysSilentCode: null },
  });
  if (brand !== null) {
    await db.$executeRaw`
      UPDATE consents SET iys_state = 'waiting'
      WHERE workspace_id = ${workspaceId}::uuid AND iys_state = 'none' AND source NOT IN ('iys', 'other')
        AND given_at > now() - interval '3 days'`;
    await enqueue(db, "consent.register", { workspaceId }, { singletonKey: workspaceId });
  }
  const subject = toPublicId("connection", connectionId);
  return { result: null, audit: { subject, detail: { from: row.iysBrand, to: brand } } };
}
