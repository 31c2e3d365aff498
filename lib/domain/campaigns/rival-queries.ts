import type { TenantSql } from "#lib/infra/db/tenant";

/**
 * How many units of a connection's quota are promised to other campaigns and not used yet.
 *
 * Prepared ones count their open messages, the others everyone on their list.
 */
export async function heldQuota(sql: TenantSql, connectionId: string, exceptId: string): Promise<number> {
  const { rows } = await sql.client.query<{ held: string }>(
    `SELECT coalesce(sum(coalesce(s.open, greatest(k.people, coalesce(i.kept, 0)))), 0) AS held
     FROM campaigns k
     LEFT JOIN imports i ON i.workspace_id = $1 AND i.id = k.import_id
     LEFT JOIN LATERAL (
       SELECT sum(m.messages) FILTER (WHERE m.state IN ('pending', 'held', 'claimed')) AS open
       FROM message_stats m WHERE m.workspace_id = $1 AND m.campaign_id = k.id
       HAVING count(*) > 0
     ) s ON true
     WHERE k.workspace_id = $1 AND k.connection_id = $2 AND k.id <> $3
       AND k.state IN ('scheduled', 'holding', 'preparing', 'sending', 'paused')`,
    [sql.workspaceId, connectionId, exceptId],
  );
  return Number(rows[0]?.held ?? 0);
}

/** A text and its list, to be looked for among what went out lately. */
export interface SameText {
  readonly campaignId: string;
  readonly text: string;
  readonly importId: string | null;
  readonly reading: number | null;
}

/** Providers refuse the same text to the same number within this time. */
const REPEAT_MINUTES = 10;

/**
 * How many people of a list got this very text in the last ten minutes, or are about to by another campaign.
 *
 * Campaigns whose messages are written are asked by number, those still in their undo window by their list.
 */
export async function recentlySent(sql: TenantSql, same: SameText): Promise<number> {
  if (same.importId === null || same.reading === null || same.text.trim() === "") return 0;
  const { rows } = await sql.client.query<{ people: string }>(
    `WITH rivals AS (
       SELECT id, first_id, last_id, import_id, import_reading FROM campaigns
       WHERE workspace_id = $1 AND id <> $2 AND text = $3
         AND (state IN ('holding', 'preparing', 'sending', 'paused')
              OR state IN ('settling', 'completed') AND coalesce(sent_at, updated_at) > now() - $6::int * interval '1 minute')
     )
     SELECT count(*) AS people FROM import_recipients r
     WHERE r.workspace_id = $1 AND r.import_id = $4 AND r.reading = $5 AND EXISTS (SELECT FROM rivals) AND (
       EXISTS (
         SELECT FROM rivals v JOIN messages m ON m.workspace_id = $1 AND m.id BETWEEN v.first_id AND v.last_id
         WHERE m.msisdn = r.msisdn AND m.campaign_id = v.id AND m.state NOT IN ('skipped', 'failed', 'cancelled'))
       OR EXISTS (
         SELECT FROM rivals v JOIN import_recipients o ON o.workspace_id = $1 AND o.import_id = v.import_id AND o.reading = v.import_reading
         WHERE v.first_id IS NULL AND o.msisdn = r.msisdn))`,
    [sql.workspaceId, same.campaignId, same.text, same.importId, same.reading, REPEAT_MINUTES],
  );
  return Number(rows[0]?.people ?? 0);
}
