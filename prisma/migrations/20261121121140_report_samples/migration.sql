-- Where a provider is asked message by message, the reports of a large campaign take hours. Some of its people, drawn by
-- chance, are asked first: they say how many of all got it, long before everybody was asked.
ALTER TABLE "campaigns" ADD COLUMN "is_sampled" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "chunks" ADD COLUMN "sample_at" TIMESTAMPTZ(3);

CREATE TABLE "report_samples" (
    "workspace_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "message_id" UUID NOT NULL,

    CONSTRAINT "report_samples_pkey" PRIMARY KEY ("workspace_id","campaign_id","message_id")
);
ALTER TABLE "report_samples" ADD CONSTRAINT "report_samples_workspace_id_campaign_id_fkey" FOREIGN KEY ("workspace_id", "campaign_id") REFERENCES "campaigns"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE report_samples ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON report_samples USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);
