import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { DomainError } from "#lib/domain/errors";
import { toPublicId } from "#lib/domain/ids";
import type { RemoveViewInput } from "#lib/domain/reports/schema";
import type { TenantTx } from "#lib/infra/db/tenant";

/**
 * Forgets a kept report.
 *
 * @throws DomainError `report.view_not_found`.
 */
export async function removeView(
  { db, workspaceId }: TenantTx,
  { viewId }: z.output<typeof RemoveViewInput>,
): Promise<Audited<null>> {
  const { count } = await db.reportView.deleteMany({ where: { workspaceId, id: viewId } });
  if (count === 0) throw new DomainError("report.view_not_found");
  return { result: null, audit: { subject: toPublicId("view", viewId), detail: {} } };
}
