/** Messages of no campaign stand in the rollup under this id. */
export const NO_CAMPAIGN = "00000000-0000-0000-0000-000000000000";

/** States that wait for something to become of them. They are counted beside their campaign and not in the rollup. */
const WAITING = "('pending', 'held', 'claimed', 'submitted')";

/** States that people ask the reason of. Of all others the rollup keeps none. */
const EXPLAINED = "('skipped', 'unknown', 'rejected', 'expired', 'undelivered', 'failed')";

/** Codes are the provider's words: only their beginning is told apart. */
const begin = (column: string) => `left(coalesce(${column}, ''), 40)`;
const reasonIn = (state: string, column: string) =>
  `CASE WHEN ${state} IN ${EXPLAINED} THEN ${begin(column)} ELSE '' END`;

/** What the list of messages with a reason keeps of messages `from`. */
const causes = (from: string) => `${begin(`${from}.reason`)}, ${begin(`${from}.provider_code`)}`;
const PROBLEM = "workspace_id, state, message_id, reason, provider_code";

const RETURNED =
  "m.campaign_id, m.id, m.connection_id, m.source, m.sender, m.parts, m.operator, m.charged_parts, m.reason, m.provider_code, m.state AS becomes";

/** What the CTE `moved` returns of messages `m` that waited in one state, for `BOOK_FROM_WAITING`. */
export const movedFromWaiting = (was: "pending" | "held") => `${RETURNED}, '${was}'::message_state AS was`;

/** What it returns of messages `m` that were pending. */
export const MOVED_FROM_PENDING = movedFromWaiting("pending");

/** The same for `BOOK_MOVES` of messages that `before`, read and locked in the same statement, knows as they were. */
export const movedFrom = (before: string) => `${RETURNED}, ${before}.state AS was, ${before}.operator AS was_operator,
  ${before}.charged_parts AS was_charged, ${before}.reason AS was_reason, ${before}.provider_code AS was_code`;

/** The columns of messages `m` that `movedFrom` needs. */
export const AS_IT_WAS = "m.id, m.state, m.operator, m.charged_parts, m.reason, m.provider_code";

const KEY = "campaign_id, state, parts, operator, at, source, connection_id, sender, reason, provider_code";

/** One end of a move: what was there before, or what is there now. */
const side = (sign: "" | "-", state: string, operator: string, charged: string, reason: string, code: string) => `
    SELECT campaign_id, ${state} AS state, parts, ${operator} AS operator, at, source, connection_id, sender,
      ${reasonIn(state, reason)} AS reason, ${reasonIn(state, code)} AS provider_code,
      ${sign}n AS messages, ${sign}(n * coalesce(${charged}, 0)) AS charged, CASE WHEN ${charged} IS NULL THEN 0 ELSE ${sign}n END AS told
    FROM alike WHERE ${state} NOT IN ${WAITING}`;

/** What is known of each move. Of those that waited nothing is taken back in the rollup, which makes sending cheaper. */
const WAS = {
  waiting: { columns: ["was"], back: "", solved: "" },
  known: {
    columns: ["was", "was_operator", "was_charged", "was_reason", "was_code"],
    back: `
    UNION ALL${side("-", "was", "was_operator", "was_charged", "was_reason", "was_code")}`,
    // The ids first, as a list: a table without statistics is taken for empty, and each row of it was held against every move.
    solved: `, solved AS (
  DELETE FROM message_problems p USING moved v
  WHERE p.workspace_id = $1::uuid AND p.state = v.was::text AND p.message_id = v.id AND v.was <> v.becomes
    AND p.message_id = ANY (ARRAY(SELECT o.id FROM moved o WHERE o.was IN ${EXPLAINED}))
)`,
  },
} as const;

const OWN_COLUMNS = 11;
const groups = (columns: number) => Array.from({ length: columns }, (_, n) => n + 1).join(", ");

const bookFrom = ({ columns, back, solved }: (typeof WAS)[keyof typeof WAS]) => `alike AS MATERIALIZED (
  SELECT campaign_id, CASE WHEN campaign_id IS NULL THEN uuid7_quarter(id) END AS at, source, connection_id, sender, parts,
    ${columns.join(", ")}, becomes, operator, charged_parts, ${reasonIn("becomes", "reason")} AS reason,
    ${reasonIn("becomes", "provider_code")} AS provider_code, count(*) AS n
  FROM moved GROUP BY ${groups(OWN_COLUMNS + columns.length)}
), booked AS (
  INSERT INTO message_stats AS s (workspace_id, campaign_id, state, messages, parts)
  SELECT $1::uuid, d.campaign_id, d.state, sum(d.messages)::int, sum(d.messages * d.parts)::int
  FROM (
    SELECT campaign_id, was AS state, -n AS messages, parts FROM alike UNION ALL SELECT campaign_id, becomes, n, parts FROM alike
  ) AS d
  WHERE d.campaign_id IS NOT NULL
  GROUP BY d.campaign_id, d.state HAVING sum(d.messages) <> 0 OR sum(d.messages * d.parts) <> 0
  ORDER BY d.campaign_id, d.state
  ON CONFLICT (workspace_id, campaign_id, state)
  DO UPDATE SET messages = s.messages + excluded.messages, parts = s.parts + excluded.parts
  RETURNING 1
), rolled AS (
  INSERT INTO message_rollups AS r (workspace_id, ${KEY}, messages, charged, told)
  SELECT $1::uuid, coalesce(d.campaign_id, '${NO_CAMPAIGN}'), d.state, d.parts, d.operator,
    coalesce(d.at, uuid7_quarter(coalesce(k.first_id, d.campaign_id))), d.source, d.connection_id, d.sender, d.reason, d.provider_code,
    sum(d.messages)::int, sum(d.charged)::int, sum(d.told)::int
  FROM (${side("", "becomes", "operator", "charged_parts", "reason", "provider_code")}${back}
  ) AS d LEFT JOIN campaigns k ON k.workspace_id = $1::uuid AND k.id = d.campaign_id
  WHERE (SELECT count(*) FROM booked) >= 0
  GROUP BY 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 HAVING sum(d.messages) <> 0 OR sum(d.charged) <> 0 OR sum(d.told) <> 0
  ORDER BY 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
  ON CONFLICT (workspace_id, ${KEY})
  DO UPDATE SET messages = r.messages + excluded.messages, charged = r.charged + excluded.charged, told = r.told + excluded.told
  RETURNING 1
), problems AS (
  INSERT INTO message_problems (${PROBLEM})
  SELECT $1::uuid, v.becomes::text, v.id, ${causes("v")} FROM moved v WHERE v.becomes IN ${EXPLAINED} ORDER BY v.becomes, v.id
  ON CONFLICT (workspace_id, state, message_id) DO UPDATE SET reason = excluded.reason, provider_code = excluded.provider_code
)${solved}`;

/**
 * SQL that books what a statement moved, to be put behind its CTE `moved`, which returns `movedFrom`.
 *
 * `$1` must be the workspace. The rows are taken in the order of their keys, those beside the campaign first, so that two
 * statements never wait for each other crosswise. Messages of no campaign are counted in the rollup alone: each brings its
 * own quarter of an hour, the others have that of the beginning of their campaign.
 */
export const BOOK_MOVES = bookFrom(WAS.known);

/** The same for messages that all waited; `moved` returns `movedFromWaiting`. */
export const BOOK_FROM_WAITING = bookFrom(WAS.waiting);

/**
 * SQL that counts messages anew: what the rollup of the workspace `$1` must hold.
 *
 * @param where A condition over the messages `m` and their campaigns `k`.
 */
export const recountRollup = (where: string) => `
SELECT coalesce(m.campaign_id, '${NO_CAMPAIGN}') AS campaign_id, m.state, m.parts, m.operator, uuid7_quarter(coalesce(k.first_id, m.campaign_id, m.id)) AS at,
  m.source, m.connection_id, m.sender, ${reasonIn("m.state", "m.reason")} AS reason, ${reasonIn("m.state", "m.provider_code")} AS provider_code,
  count(*)::int AS messages, coalesce(sum(m.charged_parts), 0)::int AS charged, count(m.charged_parts)::int AS told
FROM messages m LEFT JOIN campaigns k ON k.workspace_id = $1::uuid AND k.id = m.campaign_id
WHERE m.workspace_id = $1::uuid AND m.state NOT IN ${WAITING} AND ${where}
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10`;

/** SQL that books what a campaign `$2` begins with, once the range of its messages is written down. */
export const BOOK_CAMPAIGN = `
INSERT INTO message_rollups (workspace_id, ${KEY}, messages, charged, told)
SELECT $1::uuid, c.* FROM (${recountRollup("m.campaign_id IS NOT DISTINCT FROM k.id AND k.id = $2::uuid AND m.id >= k.first_id AND m.id <= k.last_id")}) AS c
ORDER BY ${KEY}`;

/** SQL that lists those of a campaign `$2` that have a reason from the beginning. */
export const LIST_PROBLEMS = `
INSERT INTO message_problems (${PROBLEM})
SELECT $1::uuid, m.state::text, m.id, ${causes("m")} FROM campaigns k JOIN messages m ON m.workspace_id = $1::uuid
  AND m.campaign_id IS NOT DISTINCT FROM k.id AND m.id >= k.first_id AND m.id <= k.last_id
WHERE k.workspace_id = $1::uuid AND k.id = $2::uuid AND m.state IN ${EXPLAINED} ORDER BY m.state, m.id`;

/** SQL that compares the rollup of the workspace `$1` with its messages, in one snapshot: the cells that differ. */
export const ROLLUP_DRIFT = `
SELECT campaign_id, state, parts, r.messages AS booked, c.messages AS counted
FROM (${recountRollup("true")}) AS c
FULL JOIN (SELECT * FROM message_rollups WHERE workspace_id = $1::uuid) AS r USING (${KEY})
WHERE (coalesce(c.messages, 0), coalesce(c.charged, 0), coalesce(c.told, 0))
  <> (coalesce(r.messages, 0), coalesce(r.charged, 0), coalesce(r.told, 0))`;

/** The same for the counts beside the campaigns. */
export const STATS_DRIFT = `
SELECT campaign_id, state, NULL::smallint AS parts, s.messages AS booked, c.messages AS counted
FROM (SELECT m.campaign_id, m.state, count(*)::int AS messages, sum(m.parts)::int AS parts FROM messages m
  JOIN campaigns k ON k.workspace_id = $1::uuid AND k.id = m.campaign_id AND k.prepared_at IS NOT NULL
  WHERE m.workspace_id = $1::uuid GROUP BY 1, 2) AS c
FULL JOIN (SELECT * FROM message_stats WHERE workspace_id = $1::uuid) AS s USING (campaign_id, state)
WHERE (coalesce(c.messages, 0), coalesce(c.parts, 0)) <> (coalesce(s.messages, 0), coalesce(s.parts, 0))`;

/** How many messages a list has, and a sum over which of them. */
const listed = (id: string) => `count(*)::int AS messages, sum(('x' || right(${id}::text, 7))::bit(28)::int) AS ids`;

/** The same for the list of messages with a reason. */
export const PROBLEMS_DRIFT = `
SELECT '${NO_CAMPAIGN}'::uuid AS campaign_id, state, NULL::smallint AS parts, p.messages AS booked, c.messages AS counted
FROM (SELECT m.state::text AS state, ${begin("m.reason")} AS reason, ${begin("m.provider_code")} AS provider_code, ${listed("m.id")}
  FROM messages m WHERE m.workspace_id = $1::uuid AND m.state IN ${EXPLAINED} GROUP BY 1, 2, 3) AS c
FULL JOIN (SELECT state, reason, provider_code, ${listed("message_id")} FROM message_problems
  WHERE workspace_id = $1::uuid GROUP BY 1, 2, 3) AS p USING (state, reason, provider_code)
WHERE (c.messages, c.ids) IS DISTINCT FROM (p.messages, p.ids)`;
