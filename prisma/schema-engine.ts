/**
 * Prisma's schema engine as WebAssembly.
 *
 * The `prisma` command runs the same engine as a native binary that it downloads, which fails where that host cannot be
 * reached. The WebAssembly build is an ordinary npm package, and writes the same `_prisma_migrations` table with the
 * same checksums, so `prisma migrate deploy` remains possible on any database migrated here.
 */
import { type Dirent, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import type { MigrationList, SchemaFilter, SchemasContainer } from "@prisma/schema-engine-wasm";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";

export const PRISMA_FOLDER = dirname(fileURLToPath(import.meta.url));

/** Nothing is left out of a comparison. */
export const EVERYTHING: SchemaFilter = { externalTables: [], externalEnums: [] };

/**
 * The functions the engine imports. It never clears the timer that limits its wait for the migration lock (10 s), so
 * its timers must not keep a process alive that has nothing else to do.
 */
function importsOfEngine(): WebAssembly.ModuleImports {
  const isTimer = ([name, value]: [string, unknown]) =>
    name.startsWith("__wbg_setTimeout") && typeof value === "function";
  const timers = Object.entries(bindings)
    .filter(isTimer)
    .map(([name]) => [name, (work: () => void, delayMs: number) => setTimeout(work, delayMs >>> 0).unref()]);
  return { ...bindings, ...Object.fromEntries(timers) };
}

let isLoaded = false;

function loadEngine(): void {
  if (isLoaded) return;
  const entry = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm");
  const module = new WebAssembly.Module(readFileSync(join(dirname(entry), "schema_engine_bg.wasm")));
  const instance = new WebAssembly.Instance(module, { "./schema_engine_bg.js": importsOfEngine() });
  bindings.__wbg_set_wasm(instance.exports);
  const start = instance.exports.__wbindgen_start;
  if (typeof start === "function") start();
  isLoaded = true;
}

/** PostgreSQL's type of a single byte, in which its catalog keeps codes, and its type of text. */
const CODE_TYPE = 18;
const TEXT_TYPE = 25;

/**
 * The adapter, with two repairs. It cuts a script at every semicolon, also inside `DO $$ ... $$` and function bodies,
 * where PostgreSQL itself takes a whole script in one call, all of it or nothing. And it refuses the single-byte codes
 * of the catalog, which the engine asks for when it describes a database.
 */
class MigratingPg extends PrismaPg {
  override async connect() {
    const adapter = await super.connect();
    const pool = adapter.underlyingDriver();
    const query = pool.query.bind(pool);
    const queryRaw = adapter.queryRaw.bind(adapter);
    const codeColumns = new Map<string, number[]>();
    adapter.executeScript = async (script) => {
      await query(script);
    };
    Object.assign(pool, {
      async query(config: pg.QueryArrayConfig, values: unknown[]) {
        const result = await query(config, values);
        const codes = result.fields.filter((field) => field.dataTypeID === CODE_TYPE);
        codeColumns.set(
          config.text,
          codes.map((field) => result.fields.indexOf(field)),
        );
        for (const field of codes) field.dataTypeID = TEXT_TYPE;
        return result;
      },
    });
    adapter.queryRaw = async (statement) => {
      const result = await queryRaw(statement);
      for (const index of codeColumns.get(statement.sql) ?? []) result.columnTypes[index] = ColumnTypeEnum.Character;
      return result;
    };
    return adapter;
  }
}

/** Runs `work` with a schema engine connected to one database, and closes the connections afterwards. */
export async function withSchemaEngine<Result>(
  connection: pg.PoolConfig,
  work: (engine: bindings.SchemaEngine) => Promise<Result>,
): Promise<Result> {
  loadEngine();
  // The engine does not close what it opened, and an open connection keeps a database from being cloned or dropped.
  const pool = new pg.Pool({ ...connection, max: 2, allowExitOnIdle: true });
  try {
    const factory = bindMigrationAwareSqlAdapterFactory(new MigratingPg(pool));
    const engine = await bindings.SchemaEngine.new({ datamodels: undefined }, () => {}, factory);
    try {
      return await work(engine);
    } finally {
      engine.free();
    }
  } finally {
    await pool.end();
  }
}

function readFolder(path: string): Dirent[] {
  return readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The migrations of this repository in the engine's form, oldest first. */
export function readMigrations(): MigrationList {
  const baseDir = join(PRISMA_FOLDER, "migrations");
  const directories = readFolder(baseDir).filter((entry) => entry.isDirectory());
  return {
    baseDir,
    lockfile: { path: "migration_lock.toml", content: readFileSync(join(baseDir, "migration_lock.toml"), "utf8") },
    shadowDbInitScript: "",
    migrationDirectories: directories.map(({ name }) => ({
      path: name,
      migrationFile: {
        path: "migration.sql",
        content: { tag: "ok", value: readFileSync(join(baseDir, name, "migration.sql"), "utf8") },
      },
    })),
  };
}

/** The Prisma schema: prisma/schema.prisma and prisma/models/*.prisma. */
export function readSchema(): SchemasContainer {
  const models = readFolder(join(PRISMA_FOLDER, "models")).map(({ name }) => join(PRISMA_FOLDER, "models", name));
  const paths = [join(PRISMA_FOLDER, "schema.prisma"), ...models.filter((path) => path.endsWith(".prisma"))];
  return { files: paths.map((path) => ({ path, content: readFileSync(path, "utf8") })) };
}
