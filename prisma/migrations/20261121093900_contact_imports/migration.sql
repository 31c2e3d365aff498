-- Lists taken over into the contacts, and for a day what each contact was before.
CREATE TABLE "contact_imports" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "import_id" UUID NOT NULL,
    "reading" INTEGER NOT NULL,
    "filename" TEXT NOT NULL,
    "existing" TEXT NOT NULL,
    "name_column" INTEGER,
    "takes_fields" BOOLEAN NOT NULL,
    "tags" TEXT[],
    "state" TEXT NOT NULL DEFAULT 'adding',
    "people" INTEGER NOT NULL,
    "after_line" INTEGER NOT NULL DEFAULT 0,
    "done" INTEGER NOT NULL DEFAULT 0,
    "added" INTEGER NOT NULL DEFAULT 0,
    "updated" INTEGER NOT NULL DEFAULT 0,
    "left" INTEGER NOT NULL DEFAULT 0,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "contact_imports_pkey" PRIMARY KEY ("workspace_id","id")
);

CREATE TABLE "contact_import_changes" (
    "workspace_id" UUID NOT NULL,
    "contact_import_id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "before" JSONB,
    "version" INTEGER NOT NULL,

    CONSTRAINT "contact_import_changes_pkey" PRIMARY KEY ("workspace_id","contact_import_id","contact_id")
);

ALTER TABLE "contact_imports" ADD CONSTRAINT "contact_imports_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "contact_import_changes" ADD CONSTRAINT "contact_import_changes_workspace_id_contact_import_id_fkey" FOREIGN KEY ("workspace_id", "contact_import_id") REFERENCES "contact_imports"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE contact_imports ADD CONSTRAINT contact_imports_existing CHECK (existing IN ('fill', 'overwrite', 'skip'));
ALTER TABLE contact_imports ADD CONSTRAINT contact_imports_state CHECK (state IN ('adding', 'done', 'reverting', 'reverted'));
ALTER TABLE contact_imports ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON contact_imports USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);
ALTER TABLE contact_import_changes ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON contact_import_changes USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);
