/**
 * SQL that books what a statement moved, to be put behind its CTE `moved (campaign_id, was, becomes, parts)`.
 *
 * `$1` must be the workspace. The rows are taken in the order of their key, so that two statements never wait for each
 * other crosswise. Messages of no campaign are not counted.
 */
export const BOOK_MOVES = `booked AS (
  INSERT INTO message_stats AS s (workspace_id, campaign_id, state, messages, parts)
  SELECT $1::uuid, d.campaign_id, d.state, sum(d.messages)::int, sum(d.parts)::int
  FROM (
    SELECT campaign_id, was AS state, -count(*) AS messages, -sum(parts) AS parts FROM moved GROUP BY campaign_id, was
    UNION ALL
    SELECT campaign_id, becomes, count(*), sum(parts) FROM moved GROUP BY campaign_id, becomes
  ) AS d
  WHERE d.campaign_id IS NOT NULL
  GROUP BY d.campaign_id, d.state HAVING sum(d.messages) <> 0
  ORDER BY d.campaign_id, d.state
  ON CONFLICT (workspace_id, campaign_id, state)
  DO UPDATE SET messages = s.messages + excluded.messages, parts = s.parts + excluded.parts
  RETURNING 1
)`;
