-- A campaign whose quota is short may wait for it, and goes on by itself when there is enough.
ALTER TABLE "campaigns" ADD COLUMN "waits_for_quota" BOOLEAN NOT NULL DEFAULT false;

-- Workspaces whose providers are to be asked whether the quota is back. Ids only, for the worker.
CREATE FUNCTION workspaces_waiting_for_quota() RETURNS TABLE (workspace_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT DISTINCT c.workspace_id FROM campaigns c
  WHERE c.state = 'paused' AND c.state_reason = 'quota' AND c.waits_for_quota
$$;
