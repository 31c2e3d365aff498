import { type ConsentSource, type ConsentStatus, dayIn } from "#lib/domain/consent/model";
import type { NamedPeople } from "#lib/domain/consent/schema";
import { DomainError } from "#lib/domain/errors";
import { type Clock, systemClock } from "#lib/infra/clock";
import type { TenantTx } from "#lib/infra/db/tenant";
import { numbersOf, takeTurn } from "./named-people.ts";

/** What is said of all these people. */
export interface GivenWord {
  readonly status: ConsentStatus;
  readonly source: ConsentSource;
  /** A day in the workspace's zone; the word counts from its midnight. */
  readonly givenOn: string;
  readonly proof: string;
}

/** What became of them; the three add up to `people`. */
export interface UpsertCounts {
  readonly people: number;
  readonly recorded: number;
  readonly already: number;
  readonly kept: number;
  readonly suppressed: number;
}

/**
 * Records one word for many people by the rule of `weighConsent`, in one statement.
 *
 * @throws DomainError `consent.future_date`, and those of `numbersOf`.
 */
export async function upsertConsents(
  tx: TenantTx,
  people: NamedPeople,
  word: GivenWord,
  zone: string,
  clock: Clock = systemClock,
): Promise<UpsertCounts> {
  if (word.givenOn > dayIn(zone, clock.now())) throw new DomainError("consent.future_date");
  const numbers = await numbersOf(tx, people);
  await takeTurn(tx);
  const { workspaceId, actorId } = tx;
  const { status, source, givenOn, proof } = word;
  const [row] = await tx.db.$queryRaw<Record<"people" | "recorded" | "kept" | "suppressed", number>[]>`
    WITH people AS MATERIALIZED (${numbers}), written AS (
      INSERT INTO consents AS c (workspace_id, msisdn, status, source, proof, given_at, created_by_id)
      SELECT ${workspaceId}::uuid, p.msisdn, ${status}::consent_status, ${source}, ${proof},
        ${givenOn}::date::timestamp AT TIME ZONE ${zone}, ${actorId}::uuid
      FROM people p ORDER BY p.msisdn
      ON CONFLICT (workspace_id, msisdn) DO UPDATE SET status = excluded.status, source = excluded.source,
        proof = excluded.proof, given_at = excluded.given_at, created_by_id = excluded.created_by_id, created_at = now()
      WHERE (excluded.given_at > c.given_at
             AND (excluded.status = c.status OR excluded.status = 'refused' OR excluded.created_by_id IS NOT NULL))
        OR (excluded.given_at = c.given_at AND excluded.status = 'refused' AND c.status = 'granted')
      RETURNING c.msisdn
    )
    SELECT (SELECT count(*)::int FROM people) AS people,
      (SELECT count(*)::int FROM written) AS recorded,
      (SELECT count(*)::int FROM people p JOIN consents c ON c.workspace_id = ${workspaceId}::uuid AND c.msisdn = p.msisdn
       WHERE c.status <> ${status}::consent_status AND NOT EXISTS (SELECT FROM written w WHERE w.msisdn = p.msisdn)) AS kept,
      (SELECT count(*)::int FROM people p JOIN suppressions s ON s.workspace_id = ${workspaceId}::uuid AND s.msisdn = p.msisdn)
        AS suppressed`;
  if (row === undefined) throw new Error("consents were recorded without an answer");
  return { ...row, already: row.people - row.recorded - row.kept };
}
