import type { NamedPeople } from "#lib/domain/consent/schema";
import { DomainError } from "#lib/domain/errors";
import { type PublicId, toPublicId } from "#lib/domain/ids";
import { Prisma } from "#lib/infra/db/generated/client";
import type { TenantTx } from "#lib/infra/db/tenant";

/** Most people of a list. A busy machine writes some 30,000 a second, and a change that lasts 20 seconds is rolled back. */
const mostListed = 200_000;

/**
 * The numbers of the named people as a query with one column, each number once.
 *
 * @throws DomainError `upload.not_found`; `upload.not_ready` for a list that is not read, or was refused;
 * `consent.list_too_large`.
 */
export async function numbersOf(tx: TenantTx, people: NamedPeople): Promise<Prisma.Sql> {
  const { workspaceId, db } = tx;
  if (people.by === "numbers") {
    return Prisma.sql`SELECT DISTINCT msisdn FROM unnest(${people.numbers.numbers.map(BigInt)}::bigint[]) AS p (msisdn)`;
  }
  const { importId } = people;
  const list = await db.import.findUnique({
    where: { workspaceId_id: { workspaceId, id: importId } },
    select: { state: true, reading: true, kept: true },
  });
  if (list === null) throw new DomainError("upload.not_found");
  if (list.state !== "ready") throw new DomainError("upload.not_ready");
  if (list.kept > mostListed) throw new DomainError("consent.list_too_large", { count: list.kept, limit: mostListed });
  return Prisma.sql`SELECT DISTINCT r.msisdn FROM import_recipients r
    WHERE r.workspace_id = ${workspaceId}::uuid AND r.import_id = ${importId}::uuid AND r.reading = ${list.reading}`;
}

/** The list the people came from, for the history. */
export function listOf(people: NamedPeople): PublicId<"import"> | null {
  return people.by === "list" ? toPublicId("import", people.importId) : null;
}

/**
 * Lets one writer of consents and suppressions at a time into a workspace, until its transaction ends.
 *
 * Two lists with the same people in another order would otherwise wait for each other for ever.
 */
export async function takeTurn({ workspaceId, db }: TenantTx): Promise<void> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`consent ${workspaceId}`}, 0))`;
}
