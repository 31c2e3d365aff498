/**
 * Prepares what tests clone their databases from, and prints where it is (JSON, one line).
 *
 *   node scripts/test-database.ts
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { deployMigrations } from "../prisma/migrate.ts";
import { isMain, ROOT } from "./checkout.ts";
import { addressFor, ensureRoles, type RoleNames, rolePassword } from "./roles.ts";
import { testCluster } from "./test-cluster.ts";

/** The database whose name the roles of all test databases carry. */
const ROLE_DATABASE = "tellal_test";

/** A migrated, empty database to be cloned, and the addresses of its roles (each names the template's database). */
export interface TestTemplate {
  template: string;
  adminUrl: string;
  appUrl: string;
  loaderUrl: string;
  ownerUrl: string;
}

function contentHash(): string {
  const folder = join(ROOT, "prisma");
  const migrations = readdirSync(join(folder, "migrations")).sort();
  const files = migrations.map((name) =>
    name.endsWith(".toml") ? `migrations/${name}` : `migrations/${name}/migration.sql`,
  );
  const hash = createHash("sha256");
  for (const file of [
    ...files,
    "grants.sql",
    "migrate.ts",
    "../scripts/roles.ts",
    "../lib/infra/queue.ts",
    "../node_modules/pg-boss/package.json",
  ]) {
    hash.update(file).update(readFileSync(join(folder, file)));
  }
  return hash.digest("hex").slice(0, 16);
}

async function buildTemplate(client: pg.Client, template: string, adminUrl: string, roles: RoleNames): Promise<void> {
  const unfinished = `${template}_unfinished`;
  const quote = (name: string) => client.escapeIdentifier(name);
  await client.query(`DROP DATABASE IF EXISTS ${quote(unfinished)} WITH (FORCE)`);
  await client.query(`CREATE DATABASE ${quote(unfinished)} OWNER ${quote(roles.owner)}`);
  const ownerUrl = addressFor(adminUrl, { ...login(adminUrl, roles.owner), database: unfinished });
  await deployMigrations({ ownerUrl, appRole: roles.app, loaderRole: roles.loader });
  await client.query(`ALTER DATABASE ${quote(unfinished)} RENAME TO ${quote(template)}`);
  const outdated = await client.query(
    "SELECT datname FROM pg_database WHERE datname LIKE 'template\\_tellal\\_%' AND datname <> $1",
    [template],
  );
  for (const { datname } of outdated.rows) {
    // Another test run, on an older state of the files, may be cloning it; it is dropped the next time then.
    await client.query(`DROP DATABASE IF EXISTS ${quote(datname)}`).catch(() => {});
  }
}

function login(adminUrl: string, role: string): { role: string; password: string } {
  return { role, password: rolePassword(testSecret(adminUrl), role) };
}

/** Passwords of test roles follow from the administrator's, so every test run on one server derives the same. */
function testSecret(adminUrl: string): string {
  return `tests ${new URL(adminUrl).password}`;
}

/** Builds the template for the present migrations, unless it is there; without an address on the server of this checkout. */
export async function testTemplate(address = process.env.TEST_DATABASE_ADMIN_URL): Promise<TestTemplate> {
  const adminUrl = address ?? (await testCluster());
  const template = `template_tellal_${contentHash()}`;
  const client = new pg.Client({ connectionString: adminUrl, application_name: "tellal test template" });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock(hashtext('tellal test template'))");
    const authSecret = testSecret(adminUrl);
    const roles = await ensureRoles({ adminUrl, database: ROLE_DATABASE, authSecret, withOwner: true });
    const found = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [template]);
    if (found.rowCount === 0) await buildTemplate(client, template, adminUrl, roles);
    const urlOf = (role: string) => addressFor(adminUrl, { ...login(adminUrl, role), database: template });
    return {
      template,
      adminUrl,
      appUrl: urlOf(roles.app),
      loaderUrl: urlOf(roles.loader),
      ownerUrl: urlOf(roles.owner),
    };
  } finally {
    await client.end();
  }
}

if (isMain(import.meta.url)) console.log(JSON.stringify(await testTemplate()));
