-- What is left of an erased workspace is a row without a name, kept for its history; there is nothing to operate in it.
CREATE OR REPLACE FUNCTION instance_workspaces() RETURNS TABLE
  (id uuid, slug text, name text, created_at timestamptz, suspended_at timestamptz, daily_limit integer, members integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT w.id, w.slug, w.name, w.created_at, w.suspended_at, w.daily_limit,
    (SELECT count(*)::integer FROM memberships m WHERE m.workspace_id = w.id)
  FROM workspaces w WHERE w.deleted_at IS NULL ORDER BY w.created_at DESC, w.id
$$;
