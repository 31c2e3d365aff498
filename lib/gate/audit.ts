import { type ActOrigin, appendEntry } from "#lib/domain/audit/commands/append-entry";
import type { AuditEntry } from "#lib/domain/audit/model";
import type { AccountTx, TenantTx } from "#lib/infra/db/tenant";
import { newId } from "#lib/infra/ids";

/**
 * Writes a history entry in the transaction of its change, so that there is never one without the other. It is the last
 * thing that the transaction writes.
 *
 * @param origin Where the act came from; none for what the product does by itself. For a request use `writeHistory`.
 */
export function writeAudit(
  tx: TenantTx,
  action: string,
  entry: AuditEntry,
  origin: ActOrigin | null = null,
): Promise<void> {
  return appendEntry(tx, action, entry, origin);
}

/** Writes down what was done to the instance itself, in the transaction of the change. `actorId` is null by hand. */
export async function writeInstanceEvent(
  { db }: AccountTx,
  actorId: string | null,
  action: string,
  { subject, detail }: AuditEntry,
): Promise<void> {
  const values = { ...detail } as Record<string, string | number | boolean | null | string[]>;
  await db.instanceEvent.create({ data: { id: newId(), actorId, action, subject, detail: values } });
}
