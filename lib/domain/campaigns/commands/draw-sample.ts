import type { TenantSql } from "#lib/infra/db/tenant";
import { providersThat } from "#lib/infra/providers/registry";

/** From how many people on a sample is drawn, and how large it is. */
export interface SampleSize {
  readonly from: number;
  readonly size: number;
}

/**
 * At ten questions a second 10,000 people take a quarter of an hour, and a million more than a day. 2,000 take three minutes
 * and tell a share to within about two points.
 */
const usualSize: SampleSize = { from: 10_000, size: 2_000 };

/** Providers that tell of one message at a time and only when they are asked. */
const slowToTell = providersThat(({ reports }) => reports.asksBy === "message" && !reports.push);

const DRAW = `
WITH large AS (
  UPDATE campaigns k SET is_sampled = true FROM connections n
  WHERE k.workspace_id = $1 AND k.id = $2 AND k.people >= $4
    AND n.workspace_id = $1 AND n.id = k.connection_id AND n.provider = ANY ($3::text[])
  RETURNING k.id, k.first_id, k.last_id
)
INSERT INTO report_samples (workspace_id, campaign_id, message_id)
SELECT $1, $2, m.id FROM large k JOIN messages m ON m.workspace_id = $1 AND m.id >= k.first_id AND m.id <= k.last_id
  AND m.campaign_id IS NOT DISTINCT FROM k.id
WHERE m.state = 'pending'
ORDER BY random() LIMIT $5`;

/** Draws the people of a large campaign who are asked for their report first, where everybody has to be asked for. */
export async function drawSample(
  { client, workspaceId }: TenantSql,
  campaignId: string,
  { from, size }: SampleSize = usualSize,
): Promise<void> {
  await client.query(DRAW, [workspaceId, campaignId, slowToTell, from, size]);
}
