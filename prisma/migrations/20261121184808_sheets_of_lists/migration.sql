-- A workbook may hold several sheets: their names, and which of them a person wants read; null: the first.
ALTER TABLE "imports" ADD COLUMN "sheets" TEXT[] NOT NULL DEFAULT '{}', ADD COLUMN "sheet" INTEGER;
