-- Until when the provider's recipients a second are booked; shared by every worker.
ALTER TABLE "connections" ADD COLUMN "rate_free_at" TIMESTAMPTZ(3);
