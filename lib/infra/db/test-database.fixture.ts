import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import pg from "pg";
import { afterAll, beforeAll } from "vitest";
import { z } from "zod";

/** A database of its own for one test file: migrated, empty, and gone afterwards. */
export interface TestDatabase {
  name: string;
  /** As the role of web and worker, subject to row-level security. */
  appUrl: string;
  /** As the role for COPY, which passes row-level security. */
  loaderUrl: string;
  /** As the owner of the tables, which sees every row. */
  ownerUrl: string;
  drop(): Promise<void>;
}

const Template = z.object({
  template: z.string(),
  adminUrl: z.string(),
  appUrl: z.string(),
  loaderUrl: z.string(),
  ownerUrl: z.string(),
});

const PREPARE = fileURLToPath(new URL("../../../scripts/test-database.ts", import.meta.url));

async function withAdministrator<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function onDatabase(url: string, name: string): string {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
}

/** What to clone: `npm test` has looked that up; a run of some files by hand asks here. */
async function findTemplate(): Promise<z.infer<typeof Template>> {
  const told = process.env.TEST_DATABASE_TEMPLATE ?? (await promisify(execFile)(process.execPath, [PREPARE])).stdout;
  return Template.parse(JSON.parse(told));
}

/** Creates a test database: about 0.2 s, and some seconds when the server has to be started first. */
async function createTestDatabase(): Promise<TestDatabase> {
  const template = await findTemplate();
  const name = `test_${randomBytes(8).toString("hex")}`;
  const owner = decodeURIComponent(new URL(template.ownerUrl).username);
  await withAdministrator(template.adminUrl, (client) =>
    client.query(
      `CREATE DATABASE ${name} OWNER ${client.escapeIdentifier(owner)} TEMPLATE ${template.template} STRATEGY FILE_COPY`,
    ),
  );
  return {
    name,
    appUrl: onDatabase(template.appUrl, name),
    loaderUrl: onDatabase(template.loaderUrl, name),
    ownerUrl: onDatabase(template.ownerUrl, name),
    async drop() {
      await withAdministrator(template.adminUrl, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
    },
  };
}

/** Settings that `env()` needs and that no test should have to think about. */
function testSettings(database: TestDatabase) {
  return {
    DATABASE_URL: database.appUrl,
    DATABASE_LOADER_URL: database.loaderUrl,
    AUTH_SECRET: randomBytes(48).toString("base64url"),
    KEYRING: `test:${randomBytes(32).toString("base64")}`,
    APP_URL: "http://localhost:3000",
    LOG_LEVEL: "silent",
    // What a process keeps beside its database must not land beside that of the person who runs the tests.
    DATA_DIR: mkdtempSync(join(tmpdir(), "tellal-test-")),
  };
}

/**
 * Gives the test file a database, and points the settings of the process at it before `env()` is first asked.
 *
 * @returns a function for use inside tests and later hooks.
 */
export function useTestDatabase(): () => TestDatabase {
  let database: TestDatabase | undefined;
  let folder = "";
  beforeAll(async () => {
    database = await createTestDatabase();
    const settings = testSettings(database);
    folder = settings.DATA_DIR;
    Object.assign(process.env, settings);
  }, 60_000);
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await database?.drop();
  });
  return () => {
    if (database === undefined) throw new Error("The test database exists only inside tests and hooks.");
    return database;
  };
}

/** Connects as the owner of the tables, who sees every row and may change what the product may not. */
export function useOwner(database: () => TestDatabase): () => pg.Client {
  let owner: pg.Client | undefined;
  beforeAll(async () => {
    owner = new pg.Client({ connectionString: database().ownerUrl });
    await owner.connect();
  });
  afterAll(() => owner?.end());
  return () => {
    if (owner === undefined) throw new Error("The owner is there only inside tests and hooks.");
    return owner;
  };
}
