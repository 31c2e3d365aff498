import pg from "pg";
import type { Prisma } from "#lib/infra/db/generated/client";

function literal(value: unknown): string {
  if (typeof value === "string") return pg.escapeLiteral(value);
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  if (Array.isArray(value)) return `ARRAY[${value.map(literal).join(", ")}]`;
  throw new Error(`a ${typeof value} has no literal`);
}

/**
 * Writes a query with its values in it, quoted by the driver: COPY takes no parameters.
 *
 * @throws Error for a value that is neither text, number nor a list of these.
 */
export function literalSql(query: Prisma.Sql): string {
  return query.strings.reduce((text, piece, at) => `${text}${literal(query.values[at - 1])}${piece}`);
}
