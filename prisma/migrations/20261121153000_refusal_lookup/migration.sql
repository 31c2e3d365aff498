-- Look-ups across workspaces answer ids alone, and call them so.
DROP FUNCTION campaigns_with_link_code(text);
CREATE FUNCTION campaigns_with_link_code(code text) RETURNS TABLE (workspace_id uuid, id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT k.workspace_id, k.id FROM campaigns k JOIN workspaces w ON w.id = k.workspace_id
  WHERE k.link_code = code AND w.deleted_at IS NULL
$$;
