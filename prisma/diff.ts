/**
 * The SQL that would bring a migrated database to prisma/*.prisma: the draft of a new migration.
 *
 *   node prisma/diff.ts            prints it
 *   node prisma/diff.ts --check    prints it and fails, unless nothing is missing
 *
 * Partitions, policies, functions, partial and expression indexes live in the migrations alone: Prisma's engine neither
 * describes nor drops them, so they are no difference.
 */
import pg from "pg";
import { isMain } from "../scripts/checkout.ts";
import { testTemplate } from "../scripts/test-database.ts";
import { EVERYTHING, readSchema, withSchemaEngine } from "./schema-engine.ts";

/** Compares a database with the schema. Returns the SQL that is missing, or an empty text. */
export async function missingSql(ownerUrl: string): Promise<string> {
  const schema = readSchema();
  const { exitCode, stdout } = await withSchemaEngine({ connectionString: ownerUrl }, (engine) =>
    engine.diff({
      from: { tag: "schemaDatasource", ...schema, configDir: "" },
      to: { tag: "schemaDatamodel", ...schema },
      script: true,
      exitCode: true,
      filters: EVERYTHING,
    }),
  );
  return exitCode === 0 ? "" : (stdout ?? "");
}

async function compareFreshDatabase(): Promise<string> {
  const { adminUrl, ownerUrl, template } = await testTemplate();
  const name = `test_diff_${process.pid}`;
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`);
    return await missingSql(ownerUrl.replace(template, name));
  } finally {
    await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await client.end();
  }
}

if (isMain(import.meta.url)) {
  const sql = await compareFreshDatabase();
  console.log(sql || "-- Nothing is missing.");
  if (sql !== "" && process.argv.includes("--check")) process.exitCode = 1;
}
