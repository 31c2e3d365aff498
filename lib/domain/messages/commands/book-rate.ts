import { RATE_AHEAD, RATE_LATE } from "#lib/domain/messages/rate";
import { Prisma } from "#lib/infra/db/generated/client";
import type { TenantSql, TenantStatement } from "#lib/infra/db/tenant";

/** Recipients that a turn is for. A call for more of them books the others itself. */
const TURN = 1;

/** A call for many people lost its turn to others that begin in the same moment; its transaction is to be rolled back. */
export class TurnLost extends Error {}

const wait = (people: string) =>
  `(extract(epoch FROM rate_free_at - clock_timestamp()) - ${people})::float8 * 1000 AS wait_ms`;

const NOT_FAR_AHEAD = `(rate_free_at IS NULL OR rate_free_at <= clock_timestamp() + ${RATE_AHEAD})`;

/**
 * Takes a recipient's turn out of what a connection's provider allows in a second, before the call it is for is begun. It
 * locks the connection for a moment only: a call that begins holds whatever it locks until the disk has it, and a hundred of
 * them a second, one after the other, are more than a busy machine can do.
 *
 * @returns milliseconds to wait before the first byte; null when turns are taken for as long ahead as workers wait.
 */
export async function bookTurn(
  atOnce: TenantStatement,
  connectionId: string,
  perSecond: number,
): Promise<number | null> {
  const seconds = TURN / perSecond;
  const rows = await atOnce<{ wait_ms: number }>(Prisma.sql`
UPDATE connections
SET rate_free_at = greatest(rate_free_at, clock_timestamp() - ${Prisma.raw(RATE_LATE)}) + ${seconds} * interval '1 second'
WHERE workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid AND id = ${connectionId}::uuid
  AND ${Prisma.raw(NOT_FAR_AHEAD)}
RETURNING ${Prisma.raw(wait(String(seconds)))}`);
  return rows[0] === undefined ? null : Math.max(0, rows[0].wait_ms);
}

/**
 * Waits for the turn of a call that has to be booked: of calls that begin in one moment each sees what the one before booked.
 * Without it all of them would see the same free instant, and the last would be booked far beyond what a lease lasts.
 *
 * The connection first, then the campaign, as everything that stops a connection takes them.
 */
export async function takeTurn(
  { workspaceId, client }: TenantSql,
  { connectionId, campaignId }: { readonly connectionId: string | null; readonly campaignId: string | null },
): Promise<void> {
  const rows = [
    ["connections", connectionId],
    ["campaigns", campaignId],
  ] as const;
  for (const [table, id] of rows) {
    if (id === null) continue;
    const text = `SELECT FROM ${table} WHERE workspace_id = $1 AND id = $2 FOR NO KEY UPDATE`;
    await client.query({ name: `turn-${table}`, text, values: [workspaceId, id] });
  }
}

/**
 * Takes recipients out of what a connection's provider allows in a second. The row is shared by every worker, so their
 * rates add up to the provider's and not to a multiple of it.
 *
 * @returns milliseconds to wait before the first byte.
 */
export async function bookRate(
  sql: TenantSql,
  connectionId: string,
  recipients: number,
  perSecond: number,
): Promise<number> {
  const { rows } = await sql.client.query<{ wait_ms: number }>({
    name: "book-rate",
    text: `
UPDATE connections SET rate_free_at = greatest(rate_free_at, clock_timestamp()) + $3::float8 * interval '1 second'
WHERE workspace_id = $1 AND id = $2
RETURNING ${wait("$3::float8")}`,
    values: [sql.workspaceId, connectionId, recipients / perSecond],
  });
  return Math.max(0, rows[0]?.wait_ms ?? 0);
}

/**
 * Books everybody of a call beyond the turn it has.
 *
 * @throws TurnLost when others have booked as far ahead as workers wait.
 */
export async function bookBeyondTurn(
  { workspaceId, client }: TenantSql,
  connectionId: string,
  recipients: number,
  perSecond: number,
): Promise<void> {
  if (recipients <= TURN) return;
  const { rowCount } = await client.query({
    name: "book-beyond-turn",
    text: `
UPDATE connections SET rate_free_at = greatest(rate_free_at, clock_timestamp()) + $3::float8 * interval '1 second'
WHERE workspace_id = $1 AND id = $2 AND ${NOT_FAR_AHEAD}`,
    values: [workspaceId, connectionId, (recipients - TURN) / perSecond],
  });
  if (rowCount !== 1) throw new TurnLost("others begin in the same moment");
}

/**
 * Takes recipients out of what a campaign may send in a minute. A pace of its own is kept across every worker as well.
 *
 * @returns milliseconds to wait before the first byte.
 */
export async function bookPace(sql: TenantSql, campaignId: string, recipients: number): Promise<number> {
  const { rows } = await sql.client.query<{ wait_ms: number }>({
    name: "book-pace",
    text: `
UPDATE campaigns SET pace_free_at = greatest(pace_free_at, clock_timestamp()) + $3::float8 / pace * interval '1 minute'
WHERE workspace_id = $1 AND id = $2
RETURNING (extract(epoch FROM pace_free_at - clock_timestamp()) - $3::float8 / pace * 60)::float8 * 1000 AS wait_ms`,
    values: [sql.workspaceId, campaignId, recipients],
  });
  return Math.max(0, rows[0]?.wait_ms ?? 0);
}
