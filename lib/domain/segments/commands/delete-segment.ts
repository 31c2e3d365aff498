import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { DomainError } from "#lib/domain/errors";
import { toPublicId } from "#lib/domain/ids";
import { segmentUses } from "#lib/domain/segments/queries";
import type { SegmentInput } from "#lib/domain/segments/schema";
import type { TenantTx } from "#lib/infra/db/tenant";

/**
 * Deletes a segment. Contacts stay, and so do lists that were made of it; a draft that leaves it out must choose anew.
 *
 * @throws DomainError `segment.in_use` while a campaign waits that was sent off with it, `segment.not_found`.
 */
export async function deleteSegment(
  tx: TenantTx,
  { segmentId }: z.output<typeof SegmentInput>,
): Promise<Audited<null>> {
  const { workspaceId, db } = tx;
  const [use] = await segmentUses(tx, segmentId);
  if (use !== undefined) throw new DomainError("segment.in_use", { campaign: use.name });
  const { count } = await db.segment.deleteMany({ where: { workspaceId, id: segmentId } });
  if (count !== 1) throw new DomainError("segment.not_found");
  return { result: null, audit: { subject: toPublicId("segment", segmentId), detail: {} } };
}
