import pg from "pg";
import { expect, it } from "vitest";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { missingSql } from "./diff.ts";

const database = useTestDatabase();

async function asOwner(statement: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: database().ownerUrl });
  await client.connect();
  try {
    return await client.query(statement);
  } finally {
    await client.end();
  }
}

// The client is generated from the schema and the tables come from the migrations: they must be the same thing.
it("the migrations lead to the schema", async () => {
  expect(await missingSql(database().ownerUrl)).toBe("");
});

it("a difference between the two is found", async () => {
  await asOwner("ALTER TABLE users ADD COLUMN forgotten text");
  expect(await missingSql(database().ownerUrl)).toContain('DROP COLUMN "forgotten"');
  await asOwner("ALTER TABLE users DROP COLUMN forgotten");
});

it("what was applied is written down in Prisma's own table", async () => {
  const { rows } = await asOwner("SELECT count(*)::int AS open FROM _prisma_migrations WHERE finished_at IS NULL");
  expect(rows).toEqual([{ open: 0 }]);
});
