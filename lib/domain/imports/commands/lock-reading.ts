import { DomainError } from "#lib/domain/errors";
import type { TenantTx } from "#lib/infra/db/tenant";

/** A list that is read, held so that nobody else changes its rows meanwhile. */
export interface HeldReading {
  readonly phoneColumn: number;
  readonly allowsForeign: boolean;
}

/**
 * Holds the reading of a list that a person is looking at, to move a row of it. Whoever else moves one waits.
 *
 * @throws DomainError `upload.not_found`; `upload.not_ready` when it is read again, or was; `upload.in_use` while a campaign
 * that was sent off with it, or is being reviewed, still needs its rows as they are.
 */
export async function lockReading(
  { workspaceId, db }: TenantTx,
  { importId, reading }: { readonly importId: string; readonly reading: number },
): Promise<HeldReading> {
  const [list] = await db.$queryRaw<{ state: string; reading: number; phone: number | null; foreign: boolean }[]>`
    SELECT i.state, i.reading, i.phone_column AS phone, w.allows_foreign AS foreign
    FROM imports i JOIN workspaces w ON w.id = i.workspace_id
    WHERE i.workspace_id = ${workspaceId}::uuid AND i.id = ${importId}::uuid FOR UPDATE OF i`;
  if (list === undefined) throw new DomainError("upload.not_found");
  if (list.state !== "ready" || list.reading !== reading || list.phone === null) {
    throw new DomainError("upload.not_ready");
  }
  const user = await db.campaign.findFirst({
    where: {
      workspaceId,
      importId,
      state: { notIn: ["draft", "changes_requested", "completed", "cancelled", "failed"] },
    },
    select: { id: true },
  });
  if (user !== null) throw new DomainError("upload.in_use");
  return { phoneColumn: list.phone, allowsForeign: list.foreign };
}
