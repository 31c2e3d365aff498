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
  /** The brand and audience as answers name them. */
  readonly askedAs: string;
}

/** Reads a stored list of İYS; the other where none is stored. */
export const audienceFrom = (stored: string | null, other: ConsentAudience): ConsentAudience =>
  iysAudiences.find((one) => one === stored) ?? other;

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
        ...{ brand: row.iysBrand, audience: audienceFrom(row.iysAudience, "individual") },
      })),
    others: known
      .filter(({ provider }) => provider.capabilities.consent !== "registry")
      .map(({ provider }) => ({ label: provider.label, filters: provider.capabilities.consent === "filter" })),
  };
}

/**
 * Opens the connection that words are reported through: the oldest with a brand that is in use. Null where there is none.
 *
 * @param wantedAs The brand and audience that an answer is wanted for; where no connection has them any more, the oldest's will do.
 * @throws DomainError `connection.not_active` when its key does not open.
 */
export async function openRegistry(tx: TenantTx, wantedAs: string | null = null): Promise<OpenRegistry | null> {
  const rows = await tx.db.connection.findMany({
    where: { workspaceId: tx.workspaceId, state: "active", iysBrand: { not: null } },
    select: { id: true, provider: true, iysBrand: true, iysAudience: true },
    orderBy: { id: "asc" },
  });
  const able = rows.flatMap(({ id: connectionId, provider, iysBrand: brand, iysAudience }) =>
    brand === null
      ? []
      : [
          {
            connectionId,
            provider,
            brand,
            audience: audienceFrom(iysAudience, "individual"),
            askedAs: `${brand}/${iysAudience}`,
          },
        ],
  );
  const chosen = able.find(({ askedAs }) => askedAs === wantedAs) ?? able[0];
  return chosen === undefined ? null : { ...chosen, key: await openKey(tx, chosen.connectionId) };
}
