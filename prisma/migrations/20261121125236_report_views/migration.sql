-- Reports that a workspace keeps under a name: what their address says, and nothing they once showed.

CREATE TABLE "report_views" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "report_views_pkey" PRIMARY KEY ("workspace_id","id")
);
CREATE UNIQUE INDEX "report_views_workspace_id_name_key" ON "report_views"("workspace_id", "name");
ALTER TABLE "report_views" ADD CONSTRAINT "report_views_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE report_views ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON report_views USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);
