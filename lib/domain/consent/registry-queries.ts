import { openKey } from "#lib/domain/connections/key-queries";
import { iysAudiences } from "#lib/domain/consent/iys";
import type { Msisdn } from "#lib/domain/contacts/model";
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
const audienceFrom = (stored: string | null, other: ConsentAudience): ConsentAudience =>
  iysAudiences.find((one) => one === stored) ?? other;

/** The registry as somebody on a list of İYS is asked about; null: the list of the brand. */
export function underList(registry: OpenRegistry, listType: string | null): OpenRegistry {
  const audience = audienceFrom(listType, registry.audience);
  return { ...registry, audience, askedAs: `${registry.brand}/${audience}` };
}

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
 * @param wantedAs The brand and list that an answer is wanted for; where no connection has the brand any more, the oldest's will do.
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
  const [brand = "", list = null] = wantedAs?.split("/") ?? [];
  const named = able.find(({ askedAs }) => askedAs === wantedAs) ?? able.find((one) => one.brand === brand);
  const chosen = named ?? able[0];
  if (chosen === undefined) return null;
  return underList({ ...chosen, key: await openKey(tx, chosen.connectionId) }, named === undefined ? null : list);
}

/** The same for a question about one person, under their own list where they stand on one as a contact. */
export async function registryFor(tx: TenantTx, msisdn: Msisdn): Promise<OpenRegistry | null> {
  const registry = await openRegistry(tx);
  if (registry === null) return null;
  const contact = await tx.db.contact.findUnique({
    where: { workspaceId_msisdn: { workspaceId: tx.workspaceId, msisdn } },
    select: { listType: true },
  });
  return underList(registry, contact?.listType ?? null);
}
