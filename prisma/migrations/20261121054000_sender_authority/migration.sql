-- Whether what a member has sent may still go out, and how many people a member has written to. Asked at every claim.

-- The rule of messages:send in lib/gate/permissions.ts; a test holds the two together.
CREATE FUNCTION may_still_send(role role, may_send boolean) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
  SELECT role IN ('owner', 'admin') OR role = 'operator' AND may_send
$$;

-- As people_called_since, of the campaigns that one member answers for.
CREATE FUNCTION people_called_by(workspace uuid, member uuid, since timestamptz) RETURNS bigint
LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(cardinality(a.message_ids)), 0) FROM dispatch_attempts a
  JOIN campaigns k ON k.workspace_id = a.workspace_id AND k.id = a.campaign_id AND k.started_by_id = member
  WHERE a.workspace_id = workspace AND a.id >= uuid7_floor(since) AND a.started_at >= since
    AND (a.state <> 'settled' OR a.http_status BETWEEN 200 AND 299)
$$;

-- Pauses that end by themselves when a member's day is over. Ids only, for the worker's sweep.
CREATE FUNCTION workspaces_with_capped_senders() RETURNS TABLE (workspace_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT DISTINCT c.workspace_id FROM campaigns c WHERE c.state = 'paused' AND c.state_reason = 'sender_cap'
$$;
