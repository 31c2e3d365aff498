-- What the operator of the instance decides is asked where sending is decided: in the statements that take and begin a call.

-- Whether the operator turned a provider off; a row of instance_settings, so that it holds from the next statement on.
CREATE FUNCTION provider_is_off(name text) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM instance_settings s WHERE s.key = 'provider_off:' || name)
$$;

-- Pauses that end by themselves when the operator's limit has room again or the provider is on again. Ids only, for the
-- worker's sweep.
CREATE FUNCTION workspaces_resting_for_operator() RETURNS TABLE (workspace_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT DISTINCT c.workspace_id FROM campaigns c
  WHERE c.state = 'paused' AND c.state_reason IN ('instance_limit', 'provider_off')
$$;
