-- What a workspace may reach within 24 hours: the operator's limit for it, and in its first week the ramp for new ones, which
-- doubles every day. Null without either. The ramp is a setting of the instance; without one there is none.
CREATE FUNCTION daily_limit_of(workspace uuid) RETURNS integer
LANGUAGE sql STABLE AS $$
  SELECT least(w.daily_limit, CASE WHEN w.created_at > now() - interval '7 days' THEN (
    SELECT ((s.value #>> '{}')::int * 2 ^ floor(extract(epoch FROM now() - w.created_at) / 86400))::int
    FROM instance_settings s WHERE s.key = 'ramp') END)
  FROM workspaces w WHERE w.id = workspace
$$;
