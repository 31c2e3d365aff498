import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { retireConnection } from "#lib/domain/connections/commands/retire-connection";
import { nameToType } from "#lib/domain/connections/model";
import type { DisconnectInput } from "#lib/domain/connections/schema";
import { DomainError } from "#lib/domain/errors";
import { toPublicId } from "#lib/domain/ids";
import type { TenantTx } from "#lib/infra/db/tenant";

/**
 * Disconnects: in this one transaction the key leaves the connection, its revocation is on its way, and sending stops.
 *
 * @throws DomainError `connection.not_found`, or `connection.name_mismatch` when what was typed is not its name.
 */
export async function disconnect(
  tx: TenantTx,
  { connectionId, typedName }: z.output<typeof DisconnectInput>,
): Promise<Audited<{ pausedCampaigns: number; isRevoking: boolean }>> {
  const row = await tx.db.connection.findUnique({
    where: { workspaceId_id: { workspaceId: tx.workspaceId, id: connectionId } },
    select: { remoteName: true, state: true },
  });
  if (row === null || row.state === "disconnected") throw new DomainError("connection.not_found");
  if (typedName.normalize("NFC").trim() !== nameToType(row.remoteName))
    throw new DomainError("connection.name_mismatch");
  const retired = await retireConnection(tx, connectionId);
  if (retired === null) throw new DomainError("connection.not_found");
  return {
    result: retired,
    audit: {
      subject: toPublicId("connection", connectionId),
      detail: { remote: row.remoteName, pausedCampaigns: retired.pausedCampaigns, revoking: retired.isRevoking },
    },
  };
}
