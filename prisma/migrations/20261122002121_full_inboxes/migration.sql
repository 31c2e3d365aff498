-- For the operator: connections with so many delivery reports to apply that the way in sends further ones away; of no workspace.
CREATE FUNCTION instance_full_inboxes(full_at bigint) RETURNS TABLE (provider text, connections bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT c.provider, count(*) FROM (
    SELECT i.workspace_id, i.connection_id FROM report_inbox i GROUP BY 1, 2 HAVING count(*) >= full_at
  ) AS crowded
  JOIN connections c ON c.workspace_id = crowded.workspace_id AND c.id = crowded.connection_id
  GROUP BY 1 ORDER BY 1
$$;
