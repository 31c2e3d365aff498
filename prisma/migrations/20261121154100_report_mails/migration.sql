-- Members who want the figures of each week by mail. They go when the member does.
CREATE TABLE "report_mails" (
    "workspace_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "week" DATE NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "report_mails_pkey" PRIMARY KEY ("workspace_id","user_id")
);
ALTER TABLE "report_mails" ADD CONSTRAINT "report_mails_workspace_id_user_id_fkey" FOREIGN KEY ("workspace_id", "user_id") REFERENCES "memberships"("workspace_id", "user_id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE report_mails ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON report_mails USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);

-- The Monday of the week that an instant is in where a clock shows this zone; a week begins at eight in the morning.
CREATE FUNCTION mail_week(at timestamptz, zone text) RETURNS date
LANGUAGE sql STABLE STRICT AS $$ SELECT date_trunc('week', (at AT TIME ZONE zone) - interval '8 hours')::date $$;

-- Workspaces with members whose mail of this week has not been written; the worker learns ids only.
CREATE FUNCTION workspaces_with_report_mail() RETURNS TABLE (workspace_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT DISTINCT m.workspace_id FROM report_mails m JOIN workspaces w ON w.id = m.workspace_id
  WHERE w.deleted_at IS NULL AND w.suspended_at IS NULL AND m.week < mail_week(now(), w.zone)
$$;
