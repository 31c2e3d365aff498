import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { DomainError } from "#lib/domain/errors";
import { type PublicId, toPublicId } from "#lib/domain/ids";
import { type CreateSegmentInput, MOST_SEGMENTS } from "#lib/domain/segments/schema";
import type { TenantTx } from "#lib/infra/db/tenant";
import { newId } from "#lib/infra/ids";

/**
 * Saves a rule about contacts under a name.
 *
 * @throws DomainError `segment.name_taken`, `segment.too_many`.
 */
export async function createSegment(
  tx: TenantTx,
  { name, rule }: z.output<typeof CreateSegmentInput>,
): Promise<Audited<{ segmentId: PublicId<"segment"> }>> {
  const { workspaceId, actorId, db } = tx;
  if (actorId === null) throw new Error("a segment is made by a person");
  const count = await db.segment.count({ where: { workspaceId } });
  if (count >= MOST_SEGMENTS) throw new DomainError("segment.too_many", { most: MOST_SEGMENTS });
  const id = newId();
  const made = await db.segment.createMany({
    data: [{ workspaceId, id, name, rule, createdById: actorId }],
    skipDuplicates: true,
  });
  if (made.count !== 1) throw new DomainError("segment.name_taken");
  const segmentId = toPublicId("segment", id);
  return { result: { segmentId }, audit: { subject: segmentId, detail: { name } } };
}
