import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { from } from "pg-copy-streams";
import type { LoaderSql } from "#lib/infra/db/tenant";

/**
 * Appends rows to a table by COPY in text format.
 *
 * @param into Table and columns, such as `import_rejects (workspace_id, id)`: written in our code, never from outside.
 * @param rows Lines ready for COPY, each ending in a line break; see `copyField` and `copyArray`.
 */
export async function copyText(sql: LoaderSql, into: string, rows: Iterable<string>): Promise<void> {
  const copy = sql.client.query(from(`COPY ${into} FROM STDIN`));
  await pipeline(Readable.from(buffered(rows), { objectMode: false }), copy);
}

const BUFFER_UNITS = 64 * 1024;

/** Joins short lines, so that a stream does not turn once per row. */
function* buffered(rows: Iterable<string>): Generator<string> {
  let text = "";
  for (const row of rows) {
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
