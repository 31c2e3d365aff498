import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { retireConnection } from "#lib/domain/connections/commands/retire-connection";
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
 * @throws DomainError `workspace.name_mismatch` when what was typed is not its name, `workspace.closing`.
 */
export async function closeWorkspace(
  tx: TenantTx,
  { typed }: z.output<typeof CloseWorkspaceInput>,
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

/** Ends every connection of the workspace; each key is handed over to be revoked. */
export async function retireAll(tx: TenantTx): Promise<number> {
  const { workspaceId, db } = tx;
  const open = await db.connection.findMany({
    where: { workspaceId, state: { not: "disconnected" } },
    select: { id: true },
  });
  for (const { id } of open) await retireConnection(tx, id);
  return open.length;
}
