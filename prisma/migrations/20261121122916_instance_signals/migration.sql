-- How the instance stands as a whole, for its operator and for Prometheus: counts and ages, of no workspace and nobody in it.
CREATE POLICY lookup ON message_stats FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY lookup ON report_inbox FOR SELECT TO CURRENT_USER USING (true);

CREATE FUNCTION instance_signals() RETURNS TABLE
  (pending bigint, in_flight bigint, unknown bigint, oldest_unknown_at timestamptz, oldest_open_call_at timestamptz,
   reports_waiting bigint, oldest_report_at timestamptz, mismatches bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT
    (SELECT coalesce(sum(s.messages), 0) FROM campaigns c JOIN message_stats s ON s.workspace_id = c.workspace_id AND s.campaign_id = c.id
      WHERE c.state IN ('sending', 'paused') AND s.state IN ('pending', 'held', 'claimed')),
    (SELECT coalesce(sum(cardinality(a.message_ids)), 0) FROM dispatch_attempts a WHERE a.state = 'started'),
    (SELECT coalesce(sum(s.messages), 0) FROM message_stats s WHERE s.state = 'unknown'),
    (SELECT min(coalesce(a.settled_at, a.started_at)) FROM message_stats s
      JOIN dispatch_attempts a ON a.workspace_id = s.workspace_id AND a.campaign_id = s.campaign_id AND a.state = 'unknown' AND a.decision IS NULL
      WHERE s.state = 'unknown' AND s.messages > 0),
    (SELECT min(a.started_at) FROM dispatch_attempts a WHERE a.state = 'started'),
    (SELECT count(*) FROM report_inbox i WHERE i.look_at <= now()),
    (SELECT min(i.look_at) FROM report_inbox i WHERE i.look_at <= now()),
    (SELECT count(*) FROM campaigns c WHERE c.state IN ('sending', 'settling', 'completed') AND c.prepared_at > now() - interval '7 days'
      AND c.people <> (SELECT coalesce(sum(s.messages), 0) FROM message_stats s WHERE s.workspace_id = c.workspace_id AND s.campaign_id = c.id))
$$;

-- Calls to providers since an instant by what they answered: refusals that say something about the account, the rest as one.
-- Attempt ids are UUIDv7, so the primary key of each workspace finds the instant.
CREATE FUNCTION instance_calls(since timestamptz) RETURNS TABLE (provider text, answer text, calls bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT n.provider, CASE WHEN a.detail = 'worker_lost' THEN 'lost' WHEN a.http_status IN (401, 402, 429) THEN a.http_status::text ELSE 'other' END, count(*)
  FROM workspaces w
  JOIN dispatch_attempts a ON a.workspace_id = w.id AND a.id >= uuid7_floor(since)
  JOIN connections n ON n.workspace_id = w.id AND n.id = a.connection_id
  GROUP BY 1, 2 ORDER BY 1, 2
$$;
