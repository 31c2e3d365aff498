import { NUMBER_KEY, type NumberPads, openPads } from "#lib/domain/consent/erased-queries";
import type { TenantSql } from "#lib/infra/db/tenant";

/** What a workspace says about the next call. */
export interface WorkspaceLimits {
  /** How many more people campaigns may write to today; null without a cap. */
  readonly room: number | null;
  /** With which erased numbers are recognised; null where nobody was erased. */
  readonly pads: NumberPads | null;
}

/**
 * Reads the limits for the next call.
 *
 * With a cap, calls of the workspace are begun one after the other until each is committed, so that together they stay
 * below it. The count comes after the lock, so that it sees the call before.
 */
export async function workspaceLimits(sql: TenantSql, now: Date): Promise<WorkspaceLimits> {
  const { workspaceId, client } = sql;
  const known = await client.query<{ daily_cap: number | null; number_key: Buffer | null }>({
    name: "workspace-limits",
    text: `SELECT daily_cap, ${NUMBER_KEY} AS number_key FROM workspaces WHERE id = $1`,
    values: [workspaceId],
  });
  const pads = openPads(workspaceId, known.rows[0]?.number_key ?? null);
  const cap = known.rows[0]?.daily_cap ?? null;
  if (cap === null) return { room: null, pads };
  await client.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [`cap ${workspaceId}`]);
  const { rows } = await client.query<{ called: string }>({
    name: "called-today",
    text: "SELECT people_called_since($1, day_start($2, w.zone)) AS called FROM workspaces w WHERE w.id = $1",
    values: [workspaceId, now],
  });
  return { room: Math.max(0, cap - Number(rows[0]?.called ?? 0)), pads };
}
