-- Who has a draft open to write on, and when that page was last heard of.
ALTER TABLE "campaigns" ADD COLUMN "held_by_id" UUID;
ALTER TABLE "campaigns" ADD COLUMN "held_at" TIMESTAMPTZ(3);
