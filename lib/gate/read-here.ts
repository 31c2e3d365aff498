import { type TenantTx, withTenant } from "#lib/infra/db/tenant";

/** Reads something of a workspace that was entered, between the network calls of an action. */
export function readHere<T>(
  bond: { readonly workspaceId: string; readonly actorId: string },
  work: (tx: TenantTx) => Promise<T>,
): Promise<T> {
  return withTenant(bond, work);
}
