-- A call may be many requests of one message each, and end refused after some of them were taken: its people are no longer
-- counted as a whole by how it ended. Of a call that was refused those count who were taken, or may have been.

CREATE FUNCTION people_called_in(workspace uuid, attempt uuid, ids uuid[], state attempt_state, status integer) RETURNS bigint
LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN state <> 'settled' OR status BETWEEN 200 AND 299 THEN cardinality(ids)
    ELSE (SELECT count(*) FROM messages m WHERE m.workspace_id = workspace AND m.id = ANY (ids) AND m.attempt_id = attempt
      AND m.state NOT IN ('pending', 'failed', 'cancelled', 'skipped')) END
$$;

CREATE OR REPLACE FUNCTION people_called_since(workspace uuid, since timestamptz) RETURNS bigint
LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(people_called_in(workspace, a.id, a.message_ids, a.state, a.http_status)), 0)::bigint FROM dispatch_attempts a
  WHERE a.workspace_id = workspace AND a.id >= uuid7_floor(since) AND a.started_at >= since AND a.campaign_id IS NOT NULL
$$;

CREATE OR REPLACE FUNCTION people_called_by(workspace uuid, member uuid, since timestamptz) RETURNS bigint
LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(people_called_in(workspace, a.id, a.message_ids, a.state, a.http_status)), 0)::bigint FROM dispatch_attempts a
  JOIN campaigns k ON k.workspace_id = a.workspace_id AND k.id = a.campaign_id AND k.started_by_id = member
  WHERE a.workspace_id = workspace AND a.id >= uuid7_floor(since) AND a.started_at >= since
$$;
