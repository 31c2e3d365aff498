import { spawnSync } from "node:child_process";
import { createReadStream, createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from, to } from "pg-copy-streams";
import type { Query } from "./scene.ts";

/** How fast the server took rows by COPY, and which program brought them. */
export interface CopyRate {
  readonly perSecond: number;
  readonly by: string;
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Which rows are copied, and into what. */
export interface CopyPlan {
  /** A query that gives them, with the columns of `like`. */
  readonly rows: string;
  readonly like: "messages" | "import_recipients";
  /** Constraints of the table, as SQL. */
  readonly keys: readonly string[];
}

/**
 * Copies rows into a table with the same columns and the keys that are named, nothing else.
 *
 * psql where there is one; without it the same COPY by this process, which the result says.
 */
export async function copyRate(
  ownerUrl: string,
  query: Query,
  { rows, like, keys }: CopyPlan,
  file: string,
): Promise<CopyRate> {
  await withClient(ownerUrl, (client) =>
    pipeline(client.query(to(`COPY (${rows}) TO STDOUT`)), createWriteStream(file)),
  );
  await query("DROP TABLE IF EXISTS bench_copy");
  await query(`CREATE TABLE bench_copy (${[`LIKE ${like}`, ...keys].join(", ")})`);
  const input = `\\timing on\n\\copy bench_copy FROM '${file}'\n`;
  const run = spawnSync("psql", [ownerUrl, "-X", "-q", "-v", "ON_ERROR_STOP=1"], { input, encoding: "utf8" });
  const psqlMs = run.status === 0 ? Number(/Time: ([\d.]+) ms/.exec(run.stdout)?.[1]) : Number.NaN;
  const by = psqlMs > 0 ? "psql \\copy" : "COPY by pg, because there is no psql";
  const ms = psqlMs > 0 ? psqlMs : await withClient(ownerUrl, (client) => timed(client, file));
  const [row] = await query<{ rows: number }>("SELECT count(*)::int AS rows FROM bench_copy");
  await query("DROP TABLE bench_copy");
  return { perSecond: ((row?.rows ?? 0) / ms) * 1_000, by };
}

async function timed(client: pg.Client, file: string): Promise<number> {
  const startedAt = performance.now();
  await pipeline(createReadStream(file), client.query(from("COPY bench_copy FROM STDIN")));
  return performance.now() - startedAt;
}
