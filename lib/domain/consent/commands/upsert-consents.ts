import { type ConsentSource, type ConsentStatus, dayIn } from "#lib/domain/consent/model";
import type { NamedPeople } from "#lib/domain/consent/schema";
import { DomainError } from "#lib/domain/errors";
import { type Clock, systemClock } from "#lib/infra/clock";
import { Prisma } from "#lib/infra/db/generated/client";
import type { TenantTx } from "#lib/infra/db/tenant";
import { enqueue } from "#lib/infra/queue";
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

/** A word for many people, each with the instant it was given. */
export interface Words extends Omit<GivenWord, "givenOn"> {
  /** A query with the columns `msisdn` and `given_at`, each number once. */
  readonly people: Prisma.Sql;
  /** The member who records it; null for what runs by itself, which never lifts a refusal. */
  readonly byId: string | null;
}

/**
 * What has to happen at İYS: nothing for what comes from there, nothing without a brand to report under, and a person for a
 * source that İYS has no name for.
 */
function iysStateOf({ source }: Words, workspaceId: string): Prisma.Sql {
  if (source === "iys") return Prisma.sql`'registered'::iys_state`;
  const state = source === "other" ? Prisma.sql`'refused'` : Prisma.sql`'waiting'`;
  return Prisma.sql`(CASE WHEN EXISTS (SELECT FROM connections r WHERE r.workspace_id = ${workspaceId}::uuid
    AND r.iys_brand IS NOT NULL AND r.state <> 'disconnected') THEN ${state} ELSE 'none' END)::iys_state`;
}

/** Records words by the rule of `weighConsent`, in one statement, each with a line in the history of its person. */
export async function writeWords(tx: TenantTx, words: Words): Promise<UpsertCounts> {
  await takeTurn(tx);
  const { workspaceId } = tx;
  const { status, source, proof, people, byId } = words;
  const code = source === "other" ? "source" : null;
  const [row] = await tx.db.$queryRaw<Record<"people" | "recorded" | "kept" | "suppressed" | "waiting", number>[]>`
    WITH people AS MATERIALIZED (${people}), written AS (
      INSERT INTO consents AS c (workspace_id, msisdn, status, source, proof, given_at, created_by_id, iys_state, iys_code)
      SELECT ${workspaceId}::uuid, p.msisdn, ${status}::consent_status, ${source}, ${proof}, p.given_at, ${byId}::uuid,
        ${iysStateOf(words, workspaceId)}, ${code}
      FROM people p ORDER BY p.msisdn
      ON CONFLICT (workspace_id, msisdn) DO UPDATE SET status = excluded.status, source = excluded.source,
        proof = excluded.proof, given_at = excluded.given_at, created_by_id = excluded.created_by_id, created_at = now(),
        iys_state = excluded.iys_state, iys_code = excluded.iys_code, iys_at = NULL
      WHERE (excluded.given_at > c.given_at
             AND (excluded.status = c.status OR excluded.status = 'refused' OR excluded.created_by_id IS NOT NULL))
        OR (excluded.given_at = c.given_at AND excluded.status = 'refused' AND c.status = 'granted')
      RETURNING c.msisdn, c.given_at, c.iys_state
    ), told AS (
      INSERT INTO consent_events (workspace_id, msisdn, id, kind, source, words, given_at, created_by_id)
      SELECT ${workspaceId}::uuid, w.msisdn, gen_random_uuid(), ${status}, ${source}, ${proof}, w.given_at, ${byId}::uuid
      FROM written w
    )
    SELECT (SELECT count(*)::int FROM people) AS people,
      (SELECT count(*)::int FROM written) AS recorded,
      (SELECT count(*)::int FROM written WHERE iys_state = 'waiting') AS waiting,
      (SELECT count(*)::int FROM people p JOIN consents c ON c.workspace_id = ${workspaceId}::uuid AND c.msisdn = p.msisdn
       WHERE c.status <> ${status}::consent_status AND NOT EXISTS (SELECT FROM written w WHERE w.msisdn = p.msisdn)) AS kept,
      (SELECT count(*)::int FROM people p JOIN suppressions s ON s.workspace_id = ${workspaceId}::uuid AND s.msisdn = p.msisdn)
        AS suppressed`;
  if (row === undefined) throw new Error("consents were recorded without an answer");
  const { waiting, ...counts } = row;
  if (waiting > 0) await enqueue(tx.db, "consent.register", { workspaceId }, { singletonKey: workspaceId });
  return { ...counts, already: row.people - row.recorded - row.kept };
}

/**
 * Records one word for many people.
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
  const { givenOn, ...said } = word;
  if (givenOn > dayIn(zone, clock.now())) throw new DomainError("consent.future_date");
  const numbers = await numbersOf(tx, people);
  const dated = Prisma.sql`SELECT n.msisdn, ${givenOn}::date::timestamp AT TIME ZONE ${zone} AS given_at FROM (${numbers}) n`;
  return writeWords(tx, { ...said, people: dated, byId: tx.actorId });
}
