-- Whom a draft leaves out, as it was chosen; and what that came to when the campaign was sent off.
ALTER TABLE "campaigns" ADD COLUMN "exclusions" JSONB;
ALTER TABLE "campaigns" ADD COLUMN "frozen_exclusions" TEXT;

-- Most commercial messages a person gets from campaigns within so many days; both or none.
ALTER TABLE "workspaces" ADD COLUMN "frequency_limit" SMALLINT;
ALTER TABLE "workspaces" ADD COLUMN "frequency_days" SMALLINT;
ALTER TABLE workspaces ADD CONSTRAINT workspaces_frequency
  CHECK ((frequency_limit IS NULL) = (frequency_days IS NULL) AND frequency_limit > 0 AND frequency_days > 0);
