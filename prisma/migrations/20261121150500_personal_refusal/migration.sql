-- An address to refuse on for each person: the campaign's part of it, the line of the list, and a mark that nobody can make up.
ALTER TABLE "campaigns" ADD COLUMN "link_code" TEXT;
CREATE INDEX campaigns_link_code ON campaigns (link_code) WHERE link_code IS NOT NULL;

-- Its visitor belongs to no workspace; ids are all that is told. Two campaigns may share a code: the mark tells them apart.
CREATE FUNCTION campaigns_with_link_code(code text) RETURNS TABLE (workspace_id uuid, campaign_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT k.workspace_id, k.id FROM campaigns k JOIN workspaces w ON w.id = k.workspace_id
  WHERE k.link_code = code AND w.deleted_at IS NULL
$$;
