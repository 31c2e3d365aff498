-- Contacts as a file, as their page lists them.
ALTER TYPE "archive_kind" ADD VALUE 'contacts';
