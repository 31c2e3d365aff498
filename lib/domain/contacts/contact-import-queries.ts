import type { TenantTx } from "#lib/infra/db/tenant";
import { type ContactImportRow, contactImportStates, REVERT_HOURS } from "./contact-import.ts";

/** Shown in any case, and at most. */
const LATEST = 10;
const MOST = 100;

/** The latest imports into the contacts and all that can still be taken back, the newest first. */
export async function latestContactImports({ workspaceId, db }: TenantTx): Promise<ContactImportRow[]> {
  const rows = await db.$queryRaw<(Omit<ContactImportRow, "state"> & { state: string })[]>`
    SELECT i.id, i.filename, i.state, i.people, i.done, i.added, i.updated, i."left", u.name AS by,
      i.created_at AS "createdAt",
      i.state = 'done' AND i.finished_at > now() - make_interval(hours => ${REVERT_HOURS}::int) AS "isRevertible"
    FROM contact_imports i LEFT JOIN users u ON u.id = i.created_by_id
    WHERE i.workspace_id = ${workspaceId}::uuid AND (
      (i.state <> 'reverted' AND coalesce(i.finished_at, now()) > now() - make_interval(hours => ${REVERT_HOURS}::int))
      OR i.id IN (SELECT id FROM contact_imports WHERE workspace_id = ${workspaceId}::uuid ORDER BY id DESC LIMIT ${LATEST}))
    ORDER BY i.id DESC LIMIT ${MOST}`;
  return rows.map((row) => ({
    ...row,
    state: contactImportStates.find((known) => known === row.state) ?? "done",
  }));
}
