-- The public page on which people refuse further messages: an address for each workspace, which nobody can guess.
ALTER TABLE "workspaces" ADD COLUMN "opt_out_code" TEXT NOT NULL DEFAULT substr(replace(gen_random_uuid()::text, '-', ''), 1, 12);
CREATE UNIQUE INDEX "workspaces_opt_out_code_key" ON "workspaces"("opt_out_code");

-- Its visitor belongs to no workspace; the id is all that is told.
CREATE FUNCTION workspace_with_opt_out_code(code text) RETURNS TABLE (workspace_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT w.id FROM workspaces w
  WHERE w.opt_out_code = code AND w.deleted_at IS NULL
$$;
