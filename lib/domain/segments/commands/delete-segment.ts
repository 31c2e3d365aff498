import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { DomainError } from "#lib/domain/errors";
import { toPublicId } from "#lib/domain/ids";
import type { SegmentInput } from "#lib/domain/segments/schema";
import type { TenantTx } from "#lib/infra/db/tenant";

/**
 * Deletes a segment. Contacts stay, and so do lists that were made of it.
 *
 * @throws DomainError `segment.not_found`.
 */
export async function deleteSegment(
  { workspaceId, db }: TenantTx,
  { segmentId }: z.output<typeof SegmentInput>,
): Promise<Audited<null>> {
  const { count } = await db.segment.deleteMany({ where: { workspaceId, id: segmentId } });
  if (count !== 1) throw new DomainError("segment.not_found");
  return { result: null, audit: { subject: toPublicId("segment", segmentId), detail: {} } };
}
