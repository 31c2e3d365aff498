-- The campaign whose unreached people this one tries again.
ALTER TABLE "campaigns" ADD COLUMN "retry_of" UUID;
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_retry_of_fkey"
  FOREIGN KEY ("workspace_id", "retry_of") REFERENCES "campaigns" ("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;
CREATE INDEX "campaigns_retry_of" ON "campaigns" ("workspace_id", "retry_of") WHERE "retry_of" IS NOT NULL;
