import type { TenantSql } from "#lib/infra/db/tenant";

/** What of a message is thrown away. State, parts, times and the provider's id stay for the counts. */
export type PurgedColumn = "body" | "msisdn";

const empty: Readonly<Record<PurgedColumn, { readonly isThere: string; readonly set: string }>> = {
  body: { isThere: "m.body <> ''", set: "body = ''" },
  msisdn: { isThere: "m.msisdn IS NOT NULL", set: "msisdn = NULL" },
};

const BATCH = 5_000;

/** How far a purge has come. */
export interface PurgedBatch {
  readonly messages: number;
  /** Where the next batch begins; null when there is none. */
  readonly lastId: string | null;
}

/** The smallest id of an instant; ids are UUIDv7. */
export async function idFloor(sql: TenantSql, at: Date): Promise<string> {
  const { rows } = await sql.client.query<{ id: string }>("SELECT uuid7_floor($1::timestamptz) AS id", [at]);
  const id = rows[0]?.id;
  if (id === undefined) throw new Error("no id for an instant");
  return id;
}

/** Empties one column of the next messages between two ids whose campaigns are over. */
export async function purgeMessages(
  sql: TenantSql,
  column: PurgedColumn,
  afterId: string,
  beforeId: string,
): Promise<PurgedBatch> {
  const { isThere, set } = empty[column];
  const { rows } = await sql.client.query<{ id: string }>(
    `WITH doomed AS MATERIALIZED (
       SELECT m.id FROM messages m LEFT JOIN campaigns k ON k.workspace_id = $1 AND k.id = m.campaign_id
       WHERE m.workspace_id = $1 AND m.id > $2 AND m.id < $3 AND ${isThere}
         AND (m.campaign_id IS NULL OR k.state IN ('completed', 'cancelled', 'failed'))
       ORDER BY m.id LIMIT $4
     ), purged AS (
       UPDATE messages m SET ${set} FROM doomed d
       WHERE m.workspace_id = $1 AND m.id > $2 AND m.id < $3 AND m.id = d.id RETURNING m.id
     )
     SELECT id FROM purged ORDER BY id`,
    [sql.workspaceId, afterId, beforeId, BATCH],
  );
  return { messages: rows.length, lastId: rows.length < BATCH ? null : (rows.at(-1)?.id ?? null) };
}

/**
 * Throws received messages away: their text and number go together, with whichever is kept for the shorter time. So do notes;
 * of a thread of which nothing is left nobody has to know whose it was.
 */
export async function purgeReceived({ client, workspaceId }: TenantSql, before: Date): Promise<number> {
  const { rowCount } = await client.query("DELETE FROM inbound_messages WHERE workspace_id = $1 AND received_at < $2", [
    workspaceId,
    before,
  ]);
  await client.query("DELETE FROM inbox_notes WHERE workspace_id = $1 AND created_at < $2", [workspaceId, before]);
  await client.query(
    `DELETE FROM inbox_threads t WHERE t.workspace_id = $1 AND NOT EXISTS (
       SELECT FROM inbound_messages m WHERE m.workspace_id = $1 AND m.msisdn = t.msisdn)`,
    [workspaceId],
  );
  return rowCount ?? 0;
}
