import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { DomainError } from "#lib/domain/errors";
import { pauseRunning } from "#lib/domain/workspaces/commands/halt-sending";
import type { CloseWorkspaceInput } from "#lib/domain/workspaces/schema";
import { scaledMs } from "#lib/infra/clock";
import type { TenantTx } from "#lib/infra/db/tenant";

/** How long a deletion can be taken back. */
const GRACE_DAYS = 7;

const DAY_MS = 24 * 60 * 60_000;

/**
 * Begins the end of a workspace: all sending stops at once and every provider key is on its way to be revoked. After seven
 * days everything goes; until then the deletion can be taken back, though connections have to be made again.
 *
 * @param retireAll Ends every connection and hands its key over to be revoked.
 * @throws DomainError `workspace.name_mismatch` when what was typed is not its name, `workspace.closing`.
 */
export async function closeWorkspace(
  tx: TenantTx,
  { typed }: z.output<typeof CloseWorkspaceInput>,
  retireAll: (tx: TenantTx) => Promise<number>,
): Promise<Audited<{ deleteAt: Date }>> {
  const { workspaceId, actorId, db } = tx;
  const { name, haltedAt, haltedById } = await db.workspace.findUniqueOrThrow({ where: { id: workspaceId } });
  if (typed.normalize("NFC").trim() !== name.trim()) throw new DomainError("workspace.name_mismatch");
  const now = new Date();
  const deleteAt = new Date(now.getTime() + scaledMs(GRACE_DAYS * DAY_MS));
  const { count } = await db.workspace.updateMany({
    where: { id: workspaceId, deleteAt: null },
    data: { deleteAt, haltedAt: haltedAt ?? now, haltedById: haltedAt === null ? actorId : haltedById },
  });
  if (count !== 1) throw new DomainError("workspace.closing");
  const pausedCampaigns = await pauseRunning(tx);
  const connections = await retireAll(tx);
  await db.archive.deleteMany({ where: { workspaceId } });
  const detail = { deleteAt: deleteAt.toISOString(), pausedCampaigns, connections };
  return { result: { deleteAt }, audit: { subject: null, detail } };
}
