import { openKey } from "#lib/domain/connections/key-queries";
import { iysAudiences } from "#lib/domain/consent/iys";
import { type PublicId, toPublicId } from "#lib/domain/ids";
import type { Secret } from "#lib/infra/crypto/secret";
import type { TenantTx } from "#lib/infra/db/tenant";
import { providerOf } from "#lib/infra/providers/registry";
import type { ConsentAudience } from "#lib/infra/providers/services";

/** A connection through which İYS can be reached, as a page shows it. */
export interface RegistryConnection {
  readonly id: PublicId<"connection">;
  readonly label: string;
  readonly name: string;
  readonly brand: string | null;
  readonly audience: ConsentAudience;
}

/** The same with its key, for a call. */
export interface OpenRegistry {
  readonly connectionId: string;
  readonly provider: string;
  readonly brand: string;
  readonly audience: ConsentAudience;
  readonly key: Secret;
}

const audienceOf = (stored: string): ConsentAudience => iysAudiences.find((one) => one === stored) ?? "individual";

/** Whether and how the connections of a workspace reach İYS; `others` names those that cannot. */
export async function registryConnections({ db, workspaceId }: TenantTx): Promise<{
  readonly able: readonly RegistryConnection[];
  readonly others: readonly { readonly label: string; readonly filters: boolean }[];
}> {
  const rows = await db.connection.findMany({
    where: { workspaceId, state: { not: "disconnected" } },
    select: { id: true, provider: true, remoteName: true, iysBrand: true, iysAudience: true },
    orderBy: { id: "asc" },
  });
  const known = rows.map((row) => ({ row, provider: providerOf(row.provider) }));
  return {
    able: known
      .filter(({ provider }) => provider.capabilities.consent === "registry")
      .map(({ row, provider }) => ({
        ...{ id: toPublicId("connection", row.id), label: provider.label, name: row.remoteName },
        ...{ brand: row.iysBrand, audience: audienceOf(row.iysAudience) },
      })),
    others: known
      .filter(({ provider }) => provider.capabilities.consent !== "registry")
      .map(({ provider }) => ({ label: provider.label, filters: provider.capabilities.consent === "filter" })),
  };
}

/**
 * Opens the connection that words are reported through: the oldest with a brand that is in use. Null where there is none.
 *
 * @throws DomainError `connection.not_active` when its key does not open.
 */
export async function openRegistry(tx: TenantTx): Promise<OpenRegistry | null> {
  const row = await tx.db.connection.findFirst({
    where: { workspaceId: tx.workspaceId, state: "active", iysBrand: { not: null } },
    select: { id: true, provider: true, iysBrand: true, iysAudience: true },
    orderBy: { id: "asc" },
  });
  if (row === null || row.iysBrand === null) return null;
  const { id: connectionId, provider, iysBrand: brand } = row;
  return { connectionId, provider, brand, audience: audienceOf(row.iysAudience), key: await openKey(tx, connectionId) };
}
