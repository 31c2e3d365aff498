import { once } from "node:events";
import { finished } from "node:stream/promises";
import { from } from "pg-copy-streams";
import type { LoaderSql } from "#lib/infra/db/tenant";

/** A COPY under way. Its connection can be asked nothing else until it has ended. */
export interface OpenCopy {
  /** Hands over lines; waits when the server is slower than the caller. @throws what the server refused. */
  write(lines: string | Buffer): Promise<void>;
  /** Waits until the server has taken every line. @throws what the server refused. */
  end(): Promise<void>;
  /** Gives up, so that nothing of it counts, and leaves the connection able to roll back. */
  abort(): Promise<void>;
}

/**
 * Begins to append rows to a table by COPY in text format. The server works on one piece while the caller makes the next.
 *
 * @param into Table and columns, such as `import_rejects (workspace_id, id)`: written in our code, never from outside.
 */
export function openCopy(sql: LoaderSql, into: string): OpenCopy {
  const stream = sql.client.query(from(`COPY ${into} FROM STDIN`));
  const taken = finished(stream);
  // A refusal may come between two writes; the next call tells of it.
  taken.catch(() => undefined);
  return {
    async write(lines) {
      if (stream.writable && stream.write(lines)) return;
      await Promise.race([stream.writable ? once(stream, "drain") : taken, taken]);
    },
    async end() {
      stream.end();
      await taken;
    },
    async abort() {
      stream.destroy();
      await taken.catch(() => undefined);
    },
  };
}

/**
 * Appends rows to a table by one COPY.
 *
 * @param rows Lines ready for COPY, each ending in a line break, or many of them as bytes; see `copyField` and `copyArray`.
 */
export async function copyText(sql: LoaderSql, into: string, rows: Iterable<string | Buffer>): Promise<void> {
  const copy = openCopy(sql, into);
  try {
    for (const lines of buffered(rows)) await copy.write(lines);
  } catch (error) {
    await copy.abort();
    throw error;
  }
  await copy.end();
}

const BUFFER_UNITS = 64 * 1024;

/** Joins short lines, so that a stream does not turn once per row. */
function* buffered(rows: Iterable<string | Buffer>): Generator<string | Buffer> {
  let text = "";
  for (const row of rows) {
    if (typeof row !== "string") {
      yield row;
      continue;
    }
    text += row;
    if (text.length < BUFFER_UNITS) continue;
    yield text;
    text = "";
  }
  if (text !== "") yield text;
}

const special = /[\\\t\n\r]/g;
const hasSpecial = /[\\\t\n\r]/;
const escaped: Readonly<Record<string, string>> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

/** Writes a text as one field of COPY's text format. Source: PostgreSQL documentation, COPY, "Text Format". */
export function copyField(text: string): string {
  return hasSpecial.test(text) ? text.replace(special, (character) => escaped[character] ?? character) : text;
}

const hasArraySpecial = /[\\\t\n\r"]/;

/** Writes texts as one field holding a text array: every element quoted, then escaped as a field. */
export function copyArray(texts: readonly string[]): string {
  let field = "{";
  for (let at = 0; at < texts.length; at++) {
    const text = texts[at] ?? "";
    const element = hasArraySpecial.test(text) ? copyField(text.replace(/[\\"]/g, "\\$&")) : text;
    field += at === 0 ? `"${element}"` : `,"${element}"`;
  }
  return `${field}}`;
}
