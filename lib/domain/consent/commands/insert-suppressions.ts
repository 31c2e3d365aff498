import type { SuppressionSource } from "#lib/domain/consent/model";
import type { NamedPeople } from "#lib/domain/consent/schema";
import type { Msisdn } from "#lib/domain/contacts/model";
import { Prisma } from "#lib/infra/db/generated/client";
import type { TenantTx } from "#lib/infra/db/tenant";
import { numbersOf, takeTurn } from "./named-people.ts";
import { tellProviders } from "./tell-providers.ts";

/** Why somebody is suppressed, and how that came about. */
interface Why {
  readonly reason: string;
  readonly source: SuppressionSource;
}

async function insert(tx: TenantTx, numbers: Prisma.Sql, { reason, source }: Why) {
  await takeTurn(tx);
  const [row] = await tx.db.$queryRaw<{ people: number; added: number }[]>`
    WITH people AS MATERIALIZED (${numbers}), written AS (
      INSERT INTO suppressions (workspace_id, msisdn, reason, source, created_by_id)
      SELECT ${tx.workspaceId}::uuid, p.msisdn, ${reason}, ${source}, ${tx.actorId}::uuid
      FROM people p ORDER BY p.msisdn
      ON CONFLICT (workspace_id, msisdn) DO NOTHING
      RETURNING msisdn
    ), told AS (
      INSERT INTO consent_events (workspace_id, msisdn, id, kind, source, words, created_by_id)
      SELECT ${tx.workspaceId}::uuid, w.msisdn, gen_random_uuid(), 'suppressed', ${source}, ${reason}, ${tx.actorId}::uuid
      FROM written w
    )
    SELECT (SELECT count(*)::int FROM people) AS people, (SELECT count(*)::int FROM written) AS added`;
  if (row === undefined) throw new Error("people were suppressed without an answer");
  if (row.added > 0 && source !== "provider") await tellProviders(tx);
  return row;
}

/** Puts people on the suppression list in one statement; who is on it stays as written there. */
export async function insertSuppressions(
  tx: TenantTx,
  people: NamedPeople,
  why: Why,
): Promise<{ readonly people: number; readonly added: number }> {
  return insert(tx, await numbersOf(tx, people), why);
}

/** The same for numbers at hand; answers how many are new. */
export async function insertSuppressionOf(
  tx: TenantTx,
  msisdns: Msisdn | readonly Msisdn[],
  why: Why,
): Promise<number> {
  const numbers = [msisdns].flat().map(BigInt);
  const { added } = await insert(
    tx,
    Prisma.sql`SELECT DISTINCT n AS msisdn FROM unnest(${numbers}::bigint[]) AS n`,
    why,
  );
  return added;
}
