-- What proves a campaign, as a file of its own.
ALTER TYPE "archive_kind" ADD VALUE 'evidence';
