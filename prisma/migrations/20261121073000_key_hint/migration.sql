-- The last four characters of a pasted key, by which its owner knows it again; null for keys nobody ever saw.
ALTER TABLE "connections" ADD COLUMN "key_hint" TEXT;
