import { AS_IT_WAS, BOOK_MOVES, movedFrom } from "#lib/domain/messages/book-moves";
import type { ReportedState } from "#lib/domain/messages/model";
import type { Operator } from "#lib/domain/messages/operator";
import type { TenantSql } from "#lib/infra/db/tenant";

/** What a provider reports of one message. */
export interface AppliedReport {
  readonly messageId: string;
  readonly state: ReportedState;
  /** The provider's own status or error code. */
  readonly providerCode: string;
  /** When it came to be so: the provider's time of delivery, or when its report came in; else just now. */
  readonly at?: Date | null;
  /** Whose network the number is in, where the provider says so. */
  readonly operator?: Operator | null;
}

// The fold of lib/domain/messages/model.ts in SQL: the states that a report may replace stand in the enumeration in the
// order of their rank, so comparing them compares the distance travelled. A test holds the two together. Of two reports of one
// final state the code that sorts first stays, so that no order of arrival can be told from the reasons either.
//
// Times are those of other clocks: none is before the provider took the message, and none is still to come.
//
// The array leads to the rows once. Named a second time, it was gone through for every one of them.
const APPLY = `
WITH report AS MATERIALIZED (
  SELECT * FROM unnest($2::uuid[], $3::message_state[], $4::text[], $5::message_operator[], $6::timestamptz[])
    AS r (id, state, provider_code, operator, at)
), known AS MATERIALIZED (
  SELECT ${AS_IT_WAS}, r.state AS becomes, r.provider_code AS code, r.operator AS told_operator, r.at
  FROM report r JOIN messages m ON m.workspace_id = $1 AND m.id = r.id AND m.id = ANY ($2::uuid[])
  WHERE m.state BETWEEN 'unknown' AND 'delivered'
    AND (m.state < r.state OR m.state = r.state AND m.state > 'accepted' AND r.provider_code < m.provider_code)
  ORDER BY m.id
  FOR UPDATE OF m
), moved AS (
  UPDATE messages m SET state = k.becomes, provider_code = k.code, reason = NULL,
    state_at = CASE WHEN m.state = k.becomes THEN m.state_at WHEN k.at IS NULL THEN now()
      ELSE least(greatest(k.at, m.accepted_at), now()) END,
    operator = coalesce(k.told_operator, k.operator)
  FROM known k
  WHERE m.workspace_id = $1 AND m.id = k.id
  RETURNING ${movedFrom("k")}
), ${BOOK_MOVES}
SELECT (SELECT count(*)::int FROM moved) AS moved, (SELECT count(*)::int FROM booked) AS booked`;

// A plan made for the reports at hand is a guess from statistics, and tables that have none yet, of a new instance or a new
// month, were read from end to end for each call. The plan for any reports goes by the key of each.
const PLAN_FOR_ANY = "SET LOCAL plan_cache_mode = force_generic_plan";

/**
 * Applies reports to messages and counts in one statement. A report never moves a message backwards, so repeated, late and
 * shuffled reports settle the same.
 *
 * @param reports At most one per message.
 * @returns how many messages changed.
 */
export async function applyReports(sql: TenantSql, reports: readonly AppliedReport[]): Promise<number> {
  if (reports.length === 0) return 0;
  await sql.client.query(PLAN_FOR_ANY);
  const { rows } = await sql.client.query<{ moved: number }>({
    name: "apply-reports",
    text: APPLY,
    values: [
      sql.workspaceId,
      reports.map((report) => report.messageId),
      reports.map((report) => report.state),
      reports.map((report) => report.providerCode),
      reports.map((report) => report.operator ?? null),
      reports.map((report) => report.at ?? null),
    ],
  });
  return rows[0]?.moved ?? 0;
}
