import { NUMBER_KEY, type NumberPads, openPads } from "#lib/domain/consent/erased-queries";
import { CAP_HOURS } from "#lib/domain/messages/cap-hours";
import type { TenantSql } from "#lib/infra/db/tenant";

/** What a workspace, and the operator of the instance, say about the next call. */
export interface WorkspaceLimits {
  /** How many more people may be written to now; null without a limit. */
  readonly room: number | null;
  /** Why there is no room: the cap the workspace gave itself for a day, or the limit of the operator; null while there is. */
  readonly reached: "cap_reached" | "limit_reached" | null;
  /** With which erased numbers are recognised; null where nobody was erased. */
  readonly pads: NumberPads | null;
}

const ROOM = `
SELECT CASE WHEN w.daily_cap IS NOT NULL THEN w.daily_cap - people_called_since(w.id, day_start($2, w.zone)) END::float8 AS cap,
  CASE WHEN o.most IS NOT NULL THEN o.most - people_reached_since(w.id, $3) END::float8 AS limit
FROM workspaces w, daily_limit_of(w.id) AS o (most) WHERE w.id = $1`;

/**
 * Counts how much room the limits of a workspace leave. Its own cap is one of the calendar day and of its campaigns; the
 * operator's limit counts everybody who is written to, back from the present, so that no hour is a fresh start.
 *
 * Calls of the workspace are begun one after the other until each is committed, so that together they stay below the limit. The
 * count comes after the lock, so that it sees the call before.
 */
export async function workspaceRoom(
  { workspaceId, client }: TenantSql,
  now: Date,
): Promise<Omit<WorkspaceLimits, "pads">> {
  await client.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [`cap ${workspaceId}`]);
  const { rows } = await client.query<{ cap: number | null; limit: number | null }>({
    name: "room-now",
    text: ROOM,
    values: [workspaceId, now, new Date(now.getTime() - CAP_HOURS * 60 * 60_000)],
  });
  const { cap, limit } = rows[0] ?? { cap: 0, limit: 0 };
  const room = Math.max(0, Math.min(cap ?? Number.POSITIVE_INFINITY, limit ?? Number.POSITIVE_INFINITY));
  const reached = limit !== null && limit <= 0 ? "limit_reached" : room === 0 ? "cap_reached" : null;
  return { room: Number.isFinite(room) ? room : null, reached };
}

/** SQL, over a workspace `w`: whether there is any limit to count against. */
export const IS_LIMITED = "coalesce(w.daily_cap, daily_limit_of(w.id)) IS NOT NULL";

/** Reads the limits of a workspace for a call of no campaign. */
export async function workspaceLimits(sql: TenantSql, now: Date): Promise<WorkspaceLimits> {
  const { workspaceId, client } = sql;
  const { rows } = await client.query<{ is_limited: boolean; number_key: Buffer | null }>({
    name: "workspace-limits",
    text: `SELECT ${IS_LIMITED} AS is_limited, ${NUMBER_KEY} AS number_key FROM workspaces w WHERE w.id = $1`,
    values: [workspaceId],
  });
  const pads = openPads(workspaceId, rows[0]?.number_key ?? null);
  if (rows[0]?.is_limited !== true) return { room: null, reached: null, pads };
  return { ...(await workspaceRoom(sql, now)), pads };
}
