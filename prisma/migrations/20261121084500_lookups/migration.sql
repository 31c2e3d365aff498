-- A call without an answer: when its provider is asked next, how often a complete look found nothing, what the last look
-- said, and what a person decided.
ALTER TABLE "dispatch_attempts"
  ADD COLUMN "look_at" TIMESTAMPTZ(3),
  ADD COLUMN "first_look_at" TIMESTAMPTZ(3),
  ADD COLUMN "looks" SMALLINT NOT NULL DEFAULT 0,
  ADD COLUMN "empty_looks" SMALLINT NOT NULL DEFAULT 0,
  ADD COLUMN "evidence" TEXT,
  ADD COLUMN "decision" TEXT,
  ADD COLUMN "decided_by_id" UUID;

CREATE INDEX attempts_unknown ON dispatch_attempts (workspace_id, campaign_id) WHERE state = 'unknown';
CREATE INDEX attempts_to_look ON dispatch_attempts (workspace_id, look_at) WHERE look_at IS NOT NULL;

-- The sweep finds calls whose provider is to be asked; ids only.
CREATE FUNCTION workspaces_with_looks_due() RETURNS TABLE (workspace_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT DISTINCT a.workspace_id FROM dispatch_attempts a WHERE a.look_at <= now()
$$;
