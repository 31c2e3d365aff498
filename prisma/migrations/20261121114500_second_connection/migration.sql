-- The sender of a second connection, for those whom the first certainly did not take; since when, and why, the first is not
-- asked any more at all. And providers behind one connection that are tried in turn by the remote itself.
ALTER TABLE "campaigns" ADD COLUMN "second_connection_id" UUID;
ALTER TABLE "campaigns" ADD COLUMN "second_sender_id" UUID;
ALTER TABLE "campaigns" ADD COLUMN "second_sender_name" TEXT;
ALTER TABLE "campaigns" ADD COLUMN "first_given_up_at" TIMESTAMPTZ(3);
ALTER TABLE "campaigns" ADD COLUMN "first_given_up_code" TEXT;
ALTER TABLE "campaigns" ADD COLUMN "fallback_codes" TEXT[] NOT NULL DEFAULT '{}';
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_second_connection_fkey" FOREIGN KEY ("workspace_id", "second_connection_id")
  REFERENCES "connections" ("workspace_id", "id");
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_second_sender_fkey" FOREIGN KEY ("workspace_id", "second_sender_id")
  REFERENCES "senders" ("workspace_id", "id");
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_second" CHECK (("second_connection_id" IS NULL) = ("second_sender_id" IS NULL));
-- The provider keeps the messages until the start and sends them by its own clock.
ALTER TABLE "campaigns" ADD COLUMN "at_provider" BOOLEAN NOT NULL DEFAULT false;
-- Which of the two connections a chunk goes out on, how many of its people moved to the second, since when it was put off
-- without anybody taken, and when its orders at the provider were last taken back.
ALTER TABLE "chunks" ADD COLUMN "leg" SMALLINT NOT NULL DEFAULT 1;
ALTER TABLE "chunks" ADD COLUMN "moved" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "chunks" ADD COLUMN "deferred_at" TIMESTAMPTZ(3);
ALTER TABLE "chunks" ADD COLUMN "withdrawn_at" TIMESTAMPTZ(3);
ALTER TABLE "chunks" ADD CONSTRAINT "chunks_leg" CHECK ("leg" IN (1, 2));
