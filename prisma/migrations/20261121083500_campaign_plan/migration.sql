-- When a campaign starts, and how fast it goes out. The instant decides; the zone is what a person read the clock by.
ALTER TABLE "campaigns" ADD COLUMN "start_at" TIMESTAMPTZ(3);
ALTER TABLE "campaigns" ADD COLUMN "start_zone" TEXT;
ALTER TABLE "campaigns" ADD COLUMN "spread_hours" SMALLINT;
ALTER TABLE "campaigns" ADD COLUMN "per_minute" INTEGER;
-- People a minute, as it came out when the campaign was prepared; and until when they are booked, shared by every worker.
ALTER TABLE "campaigns" ADD COLUMN "pace" DOUBLE PRECISION;
ALTER TABLE "campaigns" ADD COLUMN "pace_free_at" TIMESTAMPTZ(3);
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_start" CHECK (("start_at" IS NULL) = ("start_zone" IS NULL));
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_pace" CHECK ("spread_hours" > 0 AND "per_minute" > 0 AND "pace" > 0);
