-- What the worker's sweep must find although its campaign is neither sending nor settling: the rest of a cancelled
-- campaign, calls whose worker died, reports still due, and pauses that nobody ended for a week. Ids only, as before.

CREATE INDEX campaigns_paused ON campaigns (updated_at) WHERE state = 'paused';

CREATE POLICY lookup ON chunks FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY lookup ON dispatch_attempts FOR SELECT TO CURRENT_USER USING (true);

CREATE OR REPLACE FUNCTION workspaces_with_work() RETURNS TABLE (workspace_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT c.workspace_id FROM campaigns c WHERE c.state IN ('scheduled', 'holding', 'preparing', 'sending', 'settling')
  UNION SELECT c.workspace_id FROM campaigns c WHERE c.state = 'paused' AND c.updated_at < now() - interval '7 days'
  UNION SELECT k.workspace_id FROM chunks k JOIN campaigns c ON c.workspace_id = k.workspace_id AND c.id = k.campaign_id
    WHERE k.state = 'open' AND c.state = 'cancelled'
  UNION SELECT k.workspace_id FROM chunks k WHERE k.state = 'sent' AND k.poll_at <= now()
  UNION SELECT a.workspace_id FROM dispatch_attempts a WHERE a.state = 'started' AND a.started_at < now() - interval '1 minute'
  UNION SELECT r.workspace_id FROM revocations r WHERE r.state = 'pending' AND r.next_try_at <= now()
  UNION SELECT i.workspace_id FROM imports i WHERE i.state = 'reading'
$$;
