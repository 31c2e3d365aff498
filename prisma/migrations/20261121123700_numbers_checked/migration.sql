-- Who decided that a campaign to unusually many numbers of one foreign range is meant so (R-120).
ALTER TABLE "campaigns" ADD COLUMN "numbers_checked_by_id" UUID;
