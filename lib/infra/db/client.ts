import { PrismaClient } from "#lib/infra/db/generated/client";
import { PrismaPgInTurn } from "#lib/infra/db/one-at-a-time";
import { appPool } from "#lib/infra/db/pools";

let client: PrismaClient | undefined;

/**
 * The base client. Outside a tenant transaction it sees no tenant row; only lib/infra/db may import it.
 */
export function prismaClient(): PrismaClient {
  client ??= new PrismaClient({ adapter: new PrismaPgInTurn(appPool()) });
  return client;
}
