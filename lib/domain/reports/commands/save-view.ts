import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { DomainError } from "#lib/domain/errors";
import { toPublicId } from "#lib/domain/ids";
import { readParameters, reportParameters } from "#lib/domain/reports/address";
import type { SaveViewInput } from "#lib/domain/reports/schema";
import type { TenantTx } from "#lib/infra/db/tenant";
import { newId } from "#lib/infra/ids";

const MOST_VIEWS = 20;

/**
 * Keeps a report under a name, for everybody in the workspace.
 *
 * @throws DomainError `report.view_taken`, `report.too_many_views`.
 */
export async function saveView(
  { db, workspaceId, actorId }: TenantTx,
  { name, query }: z.output<typeof SaveViewInput>,
): Promise<Audited<null>> {
  const id = newId();
  const said = reportParameters(readParameters(query)).toString();
  // One at a time, so that two do not both find room for the last one.
  await db.$executeRaw`SELECT 1 FROM workspaces WHERE id = ${workspaceId}::uuid FOR NO KEY UPDATE`;
  if ((await db.reportView.count({ where: { workspaceId } })) >= MOST_VIEWS) {
    throw new DomainError("report.too_many_views", { most: MOST_VIEWS });
  }
  const added = await db.$executeRaw`
    INSERT INTO report_views (workspace_id, id, name, query, created_by_id)
    VALUES (${workspaceId}::uuid, ${id}::uuid, ${name}, ${said}, ${actorId}::uuid)
    ON CONFLICT (workspace_id, name) DO NOTHING`;
  if (added === 0) throw new DomainError("report.view_taken");
  return { result: null, audit: { subject: toPublicId("view", id), detail: { name } } };
}
