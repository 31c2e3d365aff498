import { parseArgs } from "node:util";
import { closePools } from "#lib/infra/db/pools";
import { closeSender } from "#lib/infra/queue";
import { dataFolder } from "../data-folder.ts";
import { describeInstance } from "../instance.ts";
import { environmentOf } from "../settings.ts";

/** Runs work on the database of this instance, with the rights of the worker and no more. */
export async function withInstance<T>(work: () => Promise<T>): Promise<T> {
  const instance = describeInstance(dataFolder(process.env.DATA_DIR));
  Object.assign(process.env, environmentOf("worker", process.env, instance));
  try {
    return await work();
  } finally {
    await closeSender();
    await closePools();
  }
}

/** Reads `NAME ... --reason "why"`; every change by hand says why, like those on the pages. */
export function readChange(args: string[], what: string): { name: string; reason: string } {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { reason: { type: "string", default: "" } },
  });
  const [name, ...more] = positionals;
  if (name === undefined || more.length > 0) throw new Error(`Say which ${what}.`);
  const reason = values.reason.trim();
  if (reason.length < 5) throw new Error('Say why: --reason "at least five characters". It stays in the history.');
  return { name, reason };
}

/** Prints rows as columns, each as wide as its widest cell. */
export function printTable(rows: readonly (readonly string[])[]): void {
  const widths = rows.reduce<number[]>(
    (found, row) => row.map((cell, at) => Math.max(found[at] ?? 0, cell.length)),
    [],
  );
  for (const row of rows)
    console.log(
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join("  ")
        .trimEnd(),
    );
}
