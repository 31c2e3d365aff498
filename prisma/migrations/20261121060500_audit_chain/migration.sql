-- The history of a workspace as a chain (R-140): each entry is numbered and carries a keyed digest of itself and the one
-- before. The head knows the last; its key is sealed, so who writes SQL without the keyring cannot make a new chain.

ALTER TABLE "audit_events"
  ADD COLUMN "seq" BIGINT,
  ADD COLUMN "mac" BYTEA,
  ADD COLUMN "ip" TEXT,
  ADD COLUMN "device" TEXT;

CREATE TABLE "audit_heads" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "key_sealed" BYTEA NOT NULL,
    "seq" BIGINT NOT NULL DEFAULT 0,
    "mac" BYTEA NOT NULL,

    CONSTRAINT "audit_heads_pkey" PRIMARY KEY ("workspace_id")
) WITH (fillfactor = 80);

ALTER TABLE "audit_heads" ADD CONSTRAINT "audit_heads_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE audit_heads ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON audit_heads USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);
CREATE POLICY lookup ON audit_heads FOR SELECT TO CURRENT_USER USING (true);

-- Entries from before the chain are taken into it once; the role of the product may change no entry by itself.
CREATE FUNCTION adopt_audit_events(workspace uuid, ids uuid[], seqs bigint[], macs bytea[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE audit_events e SET seq = a.seq, mac = a.mac
  FROM unnest(ids, seqs, macs) AS a (id, seq, mac)
  WHERE e.workspace_id = workspace AND workspace = nullif(current_setting('app.workspace_id', true), '')::uuid
    AND e.id = a.id AND e.seq IS NULL
    AND NOT EXISTS (SELECT FROM audit_heads h WHERE h.workspace_id = workspace AND h.seq > 0)
$$;

-- Every workspace that has a history; ids only.
CREATE FUNCTION workspaces_with_history() RETURNS TABLE (workspace_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT h.workspace_id FROM audit_heads h UNION SELECT DISTINCT e.workspace_id FROM audit_events e
$$;
