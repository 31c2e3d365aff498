/**
 * Writes the Prisma client to lib/infra/db/generated, when the schema changed since the last time.
 *
 * `prisma generate` wants to download a schema engine that it then does not run. Any existing program named in
 * PRISMA_SCHEMA_ENGINE_BINARY keeps it from trying.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { isMain } from "../scripts/checkout.ts";
import { PRISMA_FOLDER, readSchema } from "./schema-engine.ts";

const CLIENT_FOLDER = join(PRISMA_FOLDER, "..", "lib", "infra", "db", "generated");
const STAMP = join(CLIENT_FOLDER, ".schema-hash");
const require = createRequire(import.meta.url);

function schemaHash(): string {
  const hash = createHash("sha256").update(readFileSync(require.resolve("@prisma/client/package.json")));
  for (const { path, content } of readSchema().files) hash.update(`${path.length}:${content.length}:${content}`);
  return hash.digest("hex");
}

/** Generates the client if it is missing or older than the schema. Returns whether it did. */
export function generateClient(): boolean {
  const hash = schemaHash();
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === hash) return false;
  const command = join(dirname(require.resolve("prisma/package.json")), "build", "index.js");
  const run = spawnSync(process.execPath, [command, "generate"], {
    cwd: join(PRISMA_FOLDER, ".."),
    encoding: "utf8",
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: "1" },
  });
  if (run.status !== 0) throw new Error(`prisma generate failed:\n${run.stdout}${run.stderr}`);
  writeFileSync(STAMP, hash);
  return true;
}

if (isMain(import.meta.url)) {
  console.log(generateClient() ? "The Prisma client is generated." : "The Prisma client is up to date.");
}
