/**
 * Part of a statement whose `attempt` turns people who were unknown into accepted ones: the reports of their chunk are asked for
 * again. Whoever ends a round of questions right now did not see them and would settle the chunk, so it is taken out of their
 * hands; one that is still being sent is asked about when it is done. Takes the workspace as $1.
 */
export const ASKED_AGAIN = `reopened AS (
  UPDATE chunks c SET state = 'sent', poll_at = now(), lease_until = NULL, leased_by = NULL, fence = c.fence + 1
  FROM attempt a WHERE c.workspace_id = $1::uuid AND c.id = a.chunk_id AND c.state <> 'open'
  RETURNING c.id
)`;
