-- Links to the report of a campaign for people who are nobody's member. Only the hash of a link's token is kept.

CREATE TABLE "report_shares" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "report_shares_pkey" PRIMARY KEY ("workspace_id","id")
);
ALTER TABLE "report_shares" ADD CONSTRAINT "report_shares_workspace_id_campaign_id_fkey" FOREIGN KEY ("workspace_id", "campaign_id") REFERENCES "campaigns"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
CREATE INDEX report_shares_token ON report_shares (token_hash);
CREATE INDEX report_shares_campaign ON report_shares (workspace_id, campaign_id);

ALTER TABLE report_shares ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON report_shares USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);

-- Which report a link leads to, while it is good: the campaign, as `id`. A workspace that is closed or suspended has none.
CREATE FUNCTION find_report_share(wanted bytea) RETURNS TABLE (workspace_id uuid, id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT s.workspace_id, s.campaign_id FROM report_shares s JOIN workspaces w ON w.id = s.workspace_id
  WHERE s.token_hash = wanted AND s.revoked_at IS NULL AND s.expires_at > now()
    AND w.deleted_at IS NULL AND w.suspended_at IS NULL
$$;
