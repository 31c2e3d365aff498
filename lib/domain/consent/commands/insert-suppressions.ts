import type { SuppressionSource } from "#lib/domain/consent/model";
import type { NamedPeople } from "#lib/domain/consent/schema";
import type { TenantTx } from "#lib/infra/db/tenant";
import { numbersOf, takeTurn } from "./named-people.ts";

/** Puts people on the suppression list in one statement; who is on it stays as written there. */
export async function insertSuppressions(
  tx: TenantTx,
  people: NamedPeople,
  why: { readonly reason: string; readonly source: SuppressionSource },
): Promise<{ readonly people: number; readonly added: number }> {
  const numbers = await numbersOf(tx, people);
  await takeTurn(tx);
  const [row] = await tx.db.$queryRaw<{ people: number; added: number }[]>`
    WITH people AS MATERIALIZED (${numbers}), written AS (
      INSERT INTO suppressions (workspace_id, msisdn, reason, source, created_by_id)
      SELECT ${tx.workspaceId}::uuid, p.msisdn, ${why.reason}, ${why.source}, ${tx.actorId}::uuid
      FROM people p ORDER BY p.msisdn
      ON CONFLICT (workspace_id, msisdn) DO NOTHING
      RETURNING 1
    )
    SELECT (SELECT count(*)::int FROM people) AS people, (SELECT count(*)::int FROM written) AS added`;
  if (row === undefined) throw new Error("people were suppressed without an answer");
  return row;
}
