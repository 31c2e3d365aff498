/** Brings a database to the newest migration: tables, then the job queue's own schema, then the rights of each role. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { installQueue } from "#lib/infra/queue";
import { EVERYTHING, PRISMA_FOLDER, readMigrations, withSchemaEngine } from "./schema-engine.ts";

/** The schema pg-boss keeps its tables in. */
const QUEUE_SCHEMA = "pgboss";

export interface MigrationTarget {
  /** Address of the database, as the role that owns it. */
  ownerUrl: string;
  /** Login role of web, worker and ingest, subject to row-level security. */
  appRole: string;
  /** Login role for COPY, which passes row-level security. */
  loaderRole: string;
}

/** Settings of the session by which the SQL files learn the names of the roles. */
function connectionFor({ ownerUrl, appRole, loaderRole }: MigrationTarget): pg.PoolConfig {
  return {
    connectionString: ownerUrl,
    options: `-c tellal.app_role=${appRole} -c tellal.loader_role=${loaderRole}`,
    application_name: "tellal migrate",
  };
}

/**
 * Applies what is missing and returns the names of the migrations applied now.
 *
 * @throws Error naming the migration, when one fails, was edited after it was applied, or is unknown to this checkout.
 */
async function applyMigrations(connection: pg.PoolConfig): Promise<string[]> {
  return withSchemaEngine(connection, async (engine) => {
    const migrationsList = readMigrations();
    const found = await engine.diagnoseMigrationHistory({
      migrationsList,
      optInToShadowDatabase: false,
      filters: EVERYTHING,
    });
    if (found.editedMigrationNames.length > 0) {
      throw new Error(
        `These migrations were changed after they were applied to this database: ${found.editedMigrationNames.join(", ")}. ` +
          "Restore the files and write a new migration instead.",
      );
    }
    if (found.history && found.history.diagnostic !== "databaseIsBehind") {
      throw new Error(
        `This database has migrations that this version does not know: ${found.history.unpersistedMigrationNames.join(", ")}. ` +
          "It was used by a newer version; start that one.",
      );
    }
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters: EVERYTHING });
    return appliedMigrationNames;
  });
}

async function grantRights(client: pg.Client, appRole: string): Promise<void> {
  await client.query(readFileSync(join(PRISMA_FOLDER, "grants.sql"), "utf8"));
  const app = client.escapeIdentifier(appRole);
  await client.query(`
    GRANT USAGE ON SCHEMA ${QUEUE_SCHEMA} TO ${app};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${QUEUE_SCHEMA} TO ${app};
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA ${QUEUE_SCHEMA} TO ${app};
    GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${QUEUE_SCHEMA} TO ${app};`);
}

/** Migrates the database of `target`; safe to repeat. Returns the names of the migrations applied now. */
export async function deployMigrations(target: MigrationTarget): Promise<string[]> {
  const connection = connectionFor(target);
  const applied = await applyMigrations(connection);
  // As the owner, because the app role may not create anything.
  await installQueue(target.ownerUrl);
  const client = new pg.Client(connection);
  await client.connect();
  try {
    await grantRights(client, target.appRole);
  } finally {
    await client.end();
  }
  return applied;
}
