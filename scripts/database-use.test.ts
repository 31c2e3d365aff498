import pg from "pg";
import { expect, it } from "vitest";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { isInUse, migrateDatabase } from "./database.ts";

const database = useTestDatabase();

async function asOwner(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: database().ownerUrl });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

// a start without a keyring makes one, unless somebody's credentials may be sealed with the lost one.
it("a database is in use from its first workspace on", async () => {
  expect(await isInUse(database().ownerUrl)).toBe(false);
  await asOwner("INSERT INTO workspaces (id, slug, name) VALUES (gen_random_uuid(), 'magaza', 'Mağaza')");
  expect(await isInUse(database().ownerUrl)).toBe(true);
});

it("migrating again applies nothing and takes no right away", async () => {
  const { appUrl, loaderUrl, ownerUrl } = database();
  expect(await migrateDatabase({ appUrl, loaderUrl, ownerUrl })).toEqual([]);
  const client = new pg.Client({ connectionString: appUrl });
  await client.connect();
  const { rows } = await client.query("SELECT count(*)::int AS visible FROM workspaces").finally(() => client.end());
  expect(rows).toEqual([{ visible: 0 }]);
});
