import { to } from "pg-copy-streams";
import type { TenantSql } from "#lib/infra/db/tenant";

/** Signature, flags and an empty extension. Source: PostgreSQL documentation, COPY, "Binary Format". */
const HEADER_BYTES = 19;
/** Before a value: how many fields the row has, and how long this one is. */
const FRAME_BYTES = 6;

/**
 * Reads one `bytea` value as bytes. An ordinary answer brings it as hexadecimal text, which is held twice over on the way.
 *
 * @param query A query for one column of one row, with no parameters: written in our code, from checked values only.
 * @returns null when there is no such row.
 */
export async function copyBytes(sql: TenantSql, query: string): Promise<Buffer | null> {
  const stream = sql.client.query(to(`COPY (${query}) TO STDOUT (FORMAT binary)`));
  const parts: Buffer[] = [];
  for await (const part of stream) if (Buffer.isBuffer(part)) parts.push(part);
  const answer = parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
  if (answer.readInt16BE(HEADER_BYTES) !== 1) return null;
  const start = HEADER_BYTES + FRAME_BYTES;
  return answer.subarray(start, start + answer.readInt32BE(HEADER_BYTES + 2));
}
