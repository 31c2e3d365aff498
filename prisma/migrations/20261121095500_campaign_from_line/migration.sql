-- Of a list that the quota is not enough for, only the people from this line on; null: everybody.
ALTER TABLE "campaigns" ADD COLUMN "from_line" INTEGER;
