import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { DomainError } from "#lib/domain/errors";
import { toPublicId } from "#lib/domain/ids";
import type { EditSegmentInput } from "#lib/domain/segments/schema";
import { Prisma } from "#lib/infra/db/generated/client";
import type { TenantTx } from "#lib/infra/db/tenant";

/**
 * Changes a segment. Lists made of it keep their people; what a campaign leaves out was fixed when it was sent off.
 *
 * @throws DomainError `segment.stale` when somebody else changed it meanwhile, `segment.name_taken`, `segment.not_found`.
 */
export async function editSegment(
  tx: TenantTx,
  { segmentId, version, name, rule }: z.output<typeof EditSegmentInput>,
): Promise<Audited<{ version: number }>> {
  const { workspaceId, db } = tx;
  const next = version + 1;
  const { count } = await db.segment
    .updateMany({
      where: { workspaceId, id: segmentId, version },
      data: { name, rule, version: next, updatedAt: new Date() },
    })
    .catch((error: unknown) => {
      const isTaken = error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002";
      throw isTaken ? new DomainError("segment.name_taken") : error;
    });
  if (count !== 1) {
    const found = await db.segment.findUnique({ where: { workspaceId_id: { workspaceId, id: segmentId } } });
    throw new DomainError(found === null ? "segment.not_found" : "segment.stale");
  }
  return { result: { version: next }, audit: { subject: toPublicId("segment", segmentId), detail: { name } } };
}
