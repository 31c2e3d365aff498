import { ListOrigin } from "#lib/domain/contacts/audience";
import { contactCondition } from "#lib/domain/contacts/queries";
import { cleanColumnNames } from "#lib/domain/imports/column-names";
import { type ImportRefusal, importLimits } from "#lib/domain/imports/model";
import { Prisma } from "#lib/infra/db/generated/client";
import type { TenantSql } from "#lib/infra/db/tenant";

/** Fields that a text can use, the most frequent of the contacts it goes to. */
const MOST_FIELDS = 30;

interface Waiting {
  readonly origin: unknown;
  readonly reading: number;
}

/**
 * Makes the list of a job out of contacts, as they are now: one row a person, with a column for each of their fields.
 *
 * One statement moves the rows inside the database, so a million of them take no memory here. All of it is one transaction:
 * after a crash the list still waits, and of two workers the second finds nothing to do.
 *
 * @returns false for a list that is not made of contacts, or does not wait any more.
 */
export async function buildList(sql: TenantSql, importId: string): Promise<boolean> {
  const { client, workspaceId } = sql;
  await client.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [`import ${importId}`]);
  const { rows } = await client.query<Waiting>(
    "SELECT origin, reading FROM imports WHERE workspace_id = $1 AND id = $2 AND state = 'reading' AND origin IS NOT NULL",
    [workspaceId, importId],
  );
  const [waiting] = rows;
  if (waiting === undefined) return false;
  const origin = ListOrigin.parse(waiting.origin);
  const reading = waiting.reading + 1;
  const chosen = Prisma.sql`FROM contacts c WHERE c.workspace_id = ${workspaceId}::uuid
    ${contactCondition(origin, origin.segment?.rule ?? null)}`;
  const keys = await fieldsOf(sql, chosen);
  const insert = Prisma.sql`
    INSERT INTO import_recipients (workspace_id, import_id, reading, line, msisdn, cells)
    SELECT ${workspaceId}::uuid, ${importId}::uuid, ${reading}::int, row_number() OVER (ORDER BY c.id) + 1, c.msisdn,
      ARRAY['+' || c.msisdn, c.name] || coalesce((SELECT array_agg(coalesce(c.fields->>k, '') ORDER BY n)
        FROM unnest(${keys}::text[]) WITH ORDINALITY AS u (k, n)), '{}')
    ${chosen} LIMIT ${importLimits.rows + 1}::int`;
  const people = (await client.query(insert.text, insert.values)).rowCount ?? 0;
  const refusal = refusalOf(people);
  if (refusal !== null) {
    await client.query("DELETE FROM import_recipients WHERE workspace_id = $1 AND import_id = $2 AND reading = $3", [
      ...[workspaceId, importId, reading],
    ]);
  }
  const columns = cleanColumnNames([origin.names.number, origin.names.name, ...keys]);
  await client.query(
    `UPDATE imports SET state = $3, reading = $4, columns = $5, phone_column = 0, has_header = true, rows = $6, kept = $6,
       refusal = $7, origin = origin - 'search', read_at = clock_timestamp()
     WHERE workspace_id = $1 AND id = $2`,
    [
      ...[
        workspaceId,
        importId,
        refusal === null ? "ready" : "refused",
        reading,
        columns,
        refusal === null ? people : 0,
      ],
      refusal === null ? null : JSON.stringify(refusal),
    ],
  );
  return true;
}

async function fieldsOf({ client }: TenantSql, chosen: Prisma.Sql): Promise<string[]> {
  const query = Prisma.sql`SELECT field FROM (SELECT jsonb_object_keys(c.fields) AS field ${chosen}) AS each
    GROUP BY field ORDER BY count(*) DESC, field LIMIT ${MOST_FIELDS}::int`;
  const { rows } = await client.query<{ field: string }>(query.text, query.values);
  return rows.map(({ field }) => field);
}

function refusalOf(people: number): { readonly code: ImportRefusal; readonly limit?: number } | null {
  if (people === 0) return { code: "import.nobody" };
  return people > importLimits.rows ? { code: "import.too_many_rows", limit: importLimits.rows } : null;
}
