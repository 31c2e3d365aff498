import { headers } from "next/headers";
import "server-only";
import { deviceName } from "#lib/domain/accounts/device-name";
import type { ActOrigin } from "#lib/domain/audit/commands/append-entry";
import type { AuditEntry } from "#lib/domain/audit/model";
import { writeAudit } from "#lib/gate/audit";
import { clientIp } from "#lib/gate/client-ip";
import type { Permission } from "#lib/gate/permissions";
import type { Scope } from "#lib/gate/scope";
import { type TenantTx, withTenant } from "#lib/infra/db/tenant";

/** Where the request under way came from; null outside a request. */
async function requestOrigin(): Promise<ActOrigin | null> {
  const sent = await Promise.resolve()
    .then(headers)
    .catch(() => null);
  if (sent === null) return null;
  const device = deviceName(sent.get("user-agent"));
  const ip = clientIp(sent);
  return { ip: ip === "direct" ? null : ip, device: device === null ? null : `${device.browser}, ${device.system}` };
}

/** `writeAudit` for what a person did by a request: with the address and the kind of device it came from. */
export async function writeHistory(tx: TenantTx, action: string, entry: AuditEntry): Promise<void> {
  await writeAudit(tx, action, entry, await requestOrigin());
}

/** Writes down that a member was refused what their role does not allow; nothing was changed. */
export async function recordDenied(scope: Scope, permission: Permission): Promise<void> {
  await withTenant({ workspaceId: scope.workspaceId, actorId: scope.userId }, (tx) =>
    writeHistory(tx, "access.denied", { subject: null, detail: { permission } }),
  );
}
