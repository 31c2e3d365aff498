-- The whole row beside the cell that could not be read, so that it can be mended in its place; null where the row is broken.
ALTER TABLE "import_rejects" ADD COLUMN "cells" TEXT[];
-- How many numbers of a list had to be mended to be read, by kind.
ALTER TABLE "imports" ADD COLUMN "repairs" JSONB NOT NULL DEFAULT '{}';
