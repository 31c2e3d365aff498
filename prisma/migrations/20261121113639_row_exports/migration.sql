CREATE TYPE "archive_kind" AS ENUM ('workspace', 'campaign', 'messages', 'audit');
CREATE TYPE "archive_format" AS ENUM ('zip', 'csv', 'xlsx');

-- An archive is a file made to be downloaded: of everything in a workspace, or of the rows that one list shows.
-- `choice` says which rows; it goes with the file. `refusal` says why one could not be made.
ALTER TABLE archives
    ADD COLUMN "kind" "archive_kind" NOT NULL DEFAULT 'workspace',
    ADD COLUMN "format" "archive_format" NOT NULL DEFAULT 'zip',
    ADD COLUMN "name" TEXT NOT NULL DEFAULT '',
    ADD COLUMN "choice" JSONB NOT NULL DEFAULT '{}',
    ADD COLUMN "expected" INTEGER NOT NULL DEFAULT 0,
    ADD COLUMN "whole_numbers" BOOLEAN NOT NULL DEFAULT true,
    ADD COLUMN "refusal" TEXT;

-- The bytes come compressed; trying once more only costs time.
ALTER TABLE archive_pieces ALTER COLUMN "bytes" SET STORAGE EXTERNAL;
