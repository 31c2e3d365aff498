-- Whether a file of the history leaves out what others did: who may read only their own later must not take a whole one.
ALTER TABLE "archives" ADD COLUMN "is_own_only" BOOLEAN NOT NULL DEFAULT false;
