-- Delivery reports that a provider sends by itself: the addresses it may send them to, and the reports that came and are
-- not applied yet.

ALTER TABLE "connections" ADD COLUMN "reports_at" TIMESTAMPTZ(3), ADD COLUMN "foreign_reports" INTEGER NOT NULL DEFAULT 0;

CREATE TABLE "report_hooks" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "valid_until" TIMESTAMPTZ(3),

    CONSTRAINT "report_hooks_pkey" PRIMARY KEY ("workspace_id","id")
);
ALTER TABLE "report_hooks" ADD CONSTRAINT "report_hooks_workspace_id_connection_id_fkey" FOREIGN KEY ("workspace_id", "connection_id") REFERENCES "connections"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
CREATE INDEX report_hooks_token ON report_hooks (token_hash);

CREATE TABLE "report_inbox" (
    "workspace_id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "report_id" TEXT NOT NULL,
    "state" "message_state" NOT NULL,
    "provider_id" TEXT NOT NULL,
    "msisdn" BIGINT NOT NULL,
    "provider_code" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "look_at" TIMESTAMPTZ(3) NOT NULL DEFAULT date_trunc('milliseconds', CURRENT_TIMESTAMP),

    CONSTRAINT "report_inbox_pkey" PRIMARY KEY ("workspace_id","connection_id","report_id","state","provider_id")
);
ALTER TABLE "report_inbox" ADD CONSTRAINT "report_inbox_workspace_id_connection_id_fkey" FOREIGN KEY ("workspace_id", "connection_id") REFERENCES "connections"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
CREATE INDEX report_inbox_due ON report_inbox (workspace_id, look_at);

ALTER TABLE report_hooks ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON report_hooks USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);
ALTER TABLE report_inbox ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON report_inbox USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);

-- Whose an address is, while it is good: the connection, as `id`.
CREATE FUNCTION find_report_hook(wanted bytea) RETURNS TABLE (workspace_id uuid, id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT h.workspace_id, h.connection_id FROM report_hooks h
  WHERE h.token_hash = wanted AND (h.valid_until IS NULL OR h.valid_until > now())
$$;

-- The worker finds workspaces with reports to apply; ids only.
CREATE FUNCTION workspaces_with_reports() RETURNS TABLE (workspace_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT DISTINCT i.workspace_id FROM report_inbox i WHERE i.look_at <= now()
$$;
