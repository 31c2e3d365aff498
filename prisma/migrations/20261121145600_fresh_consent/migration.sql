-- Before a commercial message is claimed on a connection with an İYS brand, İYS must have said yes within a day (R-130).

-- The brand and audience an answer is about, and the one it is wanted for; null where nobody said.
ALTER TABLE "iys_checks" ADD COLUMN "asked_as" TEXT, ADD COLUMN "wanted_as" TEXT;

-- Until when the answers for everybody of a chunk are fresh enough, and for which brand and audience they were given.
ALTER TABLE "chunks" ADD COLUMN "consent_as" TEXT, ADD COLUMN "consent_until" TIMESTAMPTZ(3);

-- Since when the registry does not answer questions, and what it said instead; null while it answers.
ALTER TABLE "connections" ADD COLUMN "iys_silent_at" TIMESTAMPTZ(3), ADD COLUMN "iys_silent_code" TEXT;
