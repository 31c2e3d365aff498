import { finished } from "node:stream/promises";
import { StringDecoder } from "node:string_decoder";
import { to } from "pg-copy-streams";
import type { TenantSql } from "#lib/infra/db/tenant";

/** One row as text; null where the database has none. */
export type CopiedRow = readonly (string | null)[];

/** Texts much longer than this would be kept with what lives long, and collecting them takes as long as the rows. */
const SLICE_BYTES = 16 * 1024;

const escapes: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" };

/** Reads one field of COPY's text format. Source: PostgreSQL documentation, COPY, "Text Format". */
function fieldOf(text: string): string | null {
  if (!text.includes("\\")) return text;
  return text === "\\N" ? null : text.replace(/\\(.)/gs, (_, letter: string) => escapes[letter] ?? letter);
}

function rowOf(line: string): CopiedRow {
  const fields = line.split("\t");
  return line.includes("\\") ? fields.map(fieldOf) : fields;
}

/**
 * Reads the rows of a query as the server sends them, some at a time: memory stays flat whatever their number.
 *
 * @param query Without parameters: written in our code, with values by `literalSql`.
 */
export async function* copyRows({ client }: TenantSql, query: string): AsyncGenerator<CopiedRow[]> {
  const stream = client.query(to(`COPY (${query}) TO STDOUT`));
  const decoder = new StringDecoder("utf8");
  let rest = "";
  try {
    for await (const piece of stream.iterator({ destroyOnReturn: false })) {
      if (!Buffer.isBuffer(piece)) throw new Error("a copy is read as bytes");
      for (let from = 0; from < piece.length; from += SLICE_BYTES) {
        const text = rest + decoder.write(piece.subarray(from, from + SLICE_BYTES));
        const end = text.lastIndexOf("\n");
        rest = text.slice(end + 1);
        if (end >= 0) yield text.slice(0, end).split("\n").map(rowOf);
      }
    }
  } finally {
    // A reader who leaves early: the connection answers nothing else, a rollback included, before the copy has ended.
    if (!stream.readableEnded && !stream.destroyed) {
      stream.resume();
      await finished(stream).catch(() => undefined);
    }
  }
}

/**
 * Counts the rows of a query; stops at the first beyond `most`.
 *
 * @param query As of `copyRows`.
 */
export async function countRows({ client }: TenantSql, query: string, most: number): Promise<number> {
  const limit = Number.isFinite(most) ? `LIMIT ${most + 1}` : "";
  const { rows } = await client.query<{ n: number }>(`SELECT count(*)::int AS n FROM (${query} ${limit}) AS counted`);
  return rows[0]?.n ?? 0;
}
