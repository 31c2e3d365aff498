import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "#lib/infra/db/generated/client";
import { appPool } from "#lib/infra/db/pools";

let client: PrismaClient | undefined;

/**
 * The base client. Outside a tenant transaction it sees no tenant row; only lib/infra/db may import it.
 */
export function prismaClient(): PrismaClient {
  client ??= new PrismaClient({ adapter: new PrismaPg(appPool()) });
  return client;
}
