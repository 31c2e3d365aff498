import pg from "pg";
import { LIST_PROBLEMS, recountRollup } from "#lib/domain/messages/book-moves";
import type { MessageRange } from "#lib/domain/messages/queries";
import { Secret } from "#lib/infra/crypto/secret";
import { closePools } from "#lib/infra/db/pools";
import { newId } from "#lib/infra/ids";
import type { BenchContext } from "./context.ts";
import { type Query, type Scene, setSceneAt } from "./scene.ts";

/** Rows written with one statement. */
const BATCH = 500_000;

/** Gives `work` the database as its owner, without a worker or a provider. */
export async function withOwner<T>({ database }: BenchContext, work: (query: Query) => Promise<T>): Promise<T> {
  const pool = new pg.Pool({ connectionString: database.ownerUrl, max: 1 });
  // The server stops while the last connections are still closing.
  pool.on("error", () => undefined);
  try {
    return await work(async (text, values = []) => (await pool.query(text, values)).rows);
  } finally {
    await pool.end();
    await closePools();
  }
}

/** A workspace of its own, over an account that is never called. */
export function setQuietScene(query: Query, provider: "iletiniz" | "iletimerkezi"): Promise<Scene> {
  return setSceneAt(query, { provider, remote: newId(), key: new Secret("bench") }, 1);
}

/** The middle one of the times a page took. */
export function middle(times: readonly number[]): number {
  return times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)] ?? Number.NaN;
}

/** A campaign that is long over: almost everybody got it, some did not, and of one in fifty thousand nobody knows, or no report came. */
export async function storeCampaign(
  query: Query,
  scene: Pick<Scene, "workspaceId" | "connectionId" | "personId">,
  rows: number,
): Promise<MessageRange> {
  const { workspaceId, connectionId, personId } = scene;
  const campaignId = newId();
  await query(
    `INSERT INTO campaigns (workspace_id, id, name, state, kind, connection_id, sender_name, people, created_by_id, started_by_id,
       prepared_at, sent_at) VALUES ($1, $2, 'Bench', 'completed', 'informational', $3, 'MAGAZA', $4, $5, $5, now(), now())`,
    [workspaceId, campaignId, connectionId, rows, personId],
  );
  const [first] = await query<{ stem: string }>("SELECT left(uuid7_floor(now())::text, 14) || '7000-8000-' AS stem");
  const stem = first?.stem ?? "";
  for (let from = 1; from <= rows; from += BATCH) {
    await query(
      `INSERT INTO messages (workspace_id, id, campaign_id, connection_id, source, sender, msisdn, body, encoding, parts, state,
         reason, provider_id, provider_code, operator, line, accepted_at, state_at)
       SELECT $1, ($4 || lpad(to_hex(n), 12, '0'))::uuid, $2, $3, 'campaign', CASE WHEN n % 50000 = 27 THEN 'SEYREK' ELSE 'MAGAZA' END, 905300000000 + n,
         'Sayın Kişi ' || n || ', siparişiniz kargoya verildi.', 'gsm7', 1 + (n % 10 = 0)::int, s.state::message_state,
         CASE s.state WHEN 'failed' THEN 'invalid_recipient' WHEN 'unknown' THEN 'timeout' WHEN 'skipped' THEN 'suppressed' END,
         n::text, CASE s.state WHEN 'undelivered' THEN CASE WHEN n % 20000 = 1 THEN '117' ELSE '115' END WHEN 'failed' THEN '404' END,
         (ARRAY['turkcell', 'vodafone', 'turk_telekom'])[1 + n % 3]::message_operator, n + 1, now(), now()
       FROM generate_series($5::int, $6::int) AS n, LATERAL (SELECT CASE WHEN n % 50000 = 7 THEN 'unknown' WHEN n % 50000 = 17 THEN 'accepted'
         WHEN n % 100 = 1 THEN 'undelivered' WHEN n % 100 = 2 THEN 'failed' WHEN n % 100 = 3 THEN 'skipped' ELSE 'delivered' END AS state) AS s`,
      [workspaceId, campaignId, connectionId, stem, from, Math.min(from + BATCH - 1, rows)],
    );
  }
  const idOf = (n: number) => `${stem}${n.toString(16).padStart(12, "0")}`;
  const range = { campaignId, firstId: idOf(1), lastId: idOf(rows) };
  await query("UPDATE campaigns SET first_id = $2, last_id = $3 WHERE id = $1", [
    campaignId,
    range.firstId,
    range.lastId,
  ]);
  await query(LIST_PROBLEMS, [workspaceId, campaignId]);
  await bookStored(query, workspaceId);
  return range;
}

/** Counts what is stored for a workspace, as sending would have. */
export async function bookStored(query: Query, workspaceId: string): Promise<void> {
  await query(
    `INSERT INTO message_stats (workspace_id, campaign_id, state, messages, parts)
     SELECT workspace_id, campaign_id, state, count(*), sum(parts) FROM messages WHERE workspace_id = $1 GROUP BY 1, 2, 3`,
    [workspaceId],
  );
  await query(
    `INSERT INTO message_rollups (workspace_id, campaign_id, state, parts, operator, at, source, connection_id, sender, reason,
       provider_code, messages, charged, told) SELECT $1::uuid, c.* FROM (${recountRollup("true")}) AS c`,
    [workspaceId],
  );
  await query("ANALYZE messages, message_problems, message_rollups");
}
