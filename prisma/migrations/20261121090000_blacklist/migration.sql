-- What the suppression list and a provider's own list of blocked numbers last agreed on, and numbers it would not take.

ALTER TABLE "connections" ADD COLUMN "blacklist_at" TIMESTAMPTZ(3), ADD COLUMN "blacklist_code" TEXT;

CREATE TABLE "blacklist_entries" (
    "workspace_id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "msisdn" BIGINT NOT NULL,
    "code" TEXT,
    "synced_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "blacklist_entries_pkey" PRIMARY KEY ("workspace_id","connection_id","msisdn")
);

ALTER TABLE "blacklist_entries" ADD CONSTRAINT "blacklist_entries_workspace_id_connection_id_fkey" FOREIGN KEY ("workspace_id", "connection_id") REFERENCES "connections"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE blacklist_entries ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON blacklist_entries USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);

-- The sweep finds workspaces with a live connection to one of these providers; ids only.
CREATE FUNCTION workspaces_connected_to(providers text[]) RETURNS TABLE (workspace_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT DISTINCT c.workspace_id FROM connections c WHERE c.state = 'active' AND c.provider = ANY (providers)
$$;
