-- Whose a thread of the inbox is, when it was done with, and what members write about it to each other.
CREATE TABLE "inbox_threads" (
    "workspace_id" UUID NOT NULL,
    "msisdn" BIGINT NOT NULL,
    "assignee_id" UUID,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "inbox_threads_pkey" PRIMARY KEY ("workspace_id","msisdn")
);

CREATE TABLE "inbox_notes" (
    "workspace_id" UUID NOT NULL,
    "msisdn" BIGINT NOT NULL,
    "id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "inbox_notes_pkey" PRIMARY KEY ("workspace_id","msisdn","id")
);

ALTER TABLE "inbox_threads" ADD CONSTRAINT "inbox_threads_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "inbox_notes" ADD CONSTRAINT "inbox_notes_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE inbox_threads ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON inbox_threads USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);
ALTER TABLE inbox_notes ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON inbox_notes USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);
