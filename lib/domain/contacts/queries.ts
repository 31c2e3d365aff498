import { z } from "zod";
import { parsePublicId, toPublicId } from "#lib/domain/ids";
import { searchedDigits } from "#lib/domain/messages/schema";
import { ruleCondition } from "#lib/domain/segments/condition-queries";
import type { SegmentRule } from "#lib/domain/segments/rule";
import { Prisma } from "#lib/infra/db/generated/client";
import type { TenantTx } from "#lib/infra/db/tenant";
import { type ContactPage, type ContactRow, contactSources, listTypes, searchKey } from "./contact.ts";
import { msisdnFromRow } from "./model.ts";
import type { ContactFilter } from "./schema.ts";

/** Fields as they are stored: texts by name. */
export const StoredFields = z.record(z.string(), z.string());

interface Stored {
  id: string;
  msisdn: bigint;
  name: string;
  tags: string[];
  fields: unknown;
  source: string;
  listType: string | null;
  mergedMsisdns: bigint[];
  createdAt: Date;
  updatedAt: Date;
  version: number;
  consent: "granted" | "refused" | null;
  isSuppressed: boolean;
}

/** A contact with where its number stands; the table is called `c`. */
const COLUMNS = Prisma.sql`c.id, c.msisdn, c.name, c.tags, c.fields, c.source, c.version,
  c.list_type AS "listType", c.merged_msisdns AS "mergedMsisdns",
  c.created_at AS "createdAt", c.updated_at AS "updatedAt",
  (SELECT t.status FROM consents t WHERE t.workspace_id = c.workspace_id AND t.msisdn = c.msisdn) AS consent,
  EXISTS (SELECT FROM suppressions s WHERE s.workspace_id = c.workspace_id AND s.msisdn = c.msisdn) AS "isSuppressed"`;

function rowOf(row: Stored): ContactRow {
  return {
    ...row,
    id: toPublicId("contact", row.id),
    msisdn: msisdnFromRow(row.msisdn),
    fields: StoredFields.parse(row.fields),
    source: contactSources.find((known) => known === row.source) ?? "import",
    listType: listTypes.find((known) => known === row.listType) ?? null,
    mergedMsisdns: row.mergedMsisdns.map(msisdnFromRow),
  };
}

const MOST_DIGITS = 15;

/** Looks for a number when digits were typed, and else for a name. */
function searchCondition(search: string | undefined): Prisma.Sql {
  if (search === undefined || search === "") return Prisma.empty;
  const digits = /\p{L}/u.test(search) ? null : searchedDigits(search);
  if (digits === null || digits.length > MOST_DIGITS) {
    const pattern = `%${searchKey(search).replace(/[\\%_]/g, "\\$&")}%`;
    return Prisma.sql`AND c.search_key LIKE ${pattern}`;
  }
  // A number that was merged into a contact finds it as well.
  if (digits.length >= 10) {
    const spellings = Prisma.sql`ARRAY[${digits}, ${`90${digits.replace(/^0/, "")}`}]::bigint[]`;
    return Prisma.sql`AND (c.msisdn = ANY (${spellings}) OR c.merged_msisdns <> '{}' AND c.merged_msisdns && ${spellings})`;
  }
  const end = `%${digits}`;
  return Prisma.sql`AND (c.msisdn::text LIKE ${end}
    OR EXISTS (SELECT FROM unnest(c.merged_msisdns) AS other WHERE other::text LIKE ${end}))`;
}

/** Which contacts a filter shows, as a condition; the table is called `c`. */
export function contactCondition(
  { search, tag }: { readonly search?: string | undefined; readonly tag?: string | undefined },
  rule: SegmentRule | null,
): Prisma.Sql {
  const tagged = tag === undefined || tag === "" ? Prisma.empty : Prisma.sql`AND ${tag} = ANY (c.tags)`;
  const ruled = rule === null ? Prisma.empty : Prisma.sql`AND ${ruleCondition(rule)}`;
  return Prisma.sql`${searchCondition(search)} ${tagged} ${ruled}`;
}

/**
 * A page of the contacts, the newest first.
 *
 * @param rule Of the segment that the filter names; null without one.
 */
export async function contactPage(
  tx: TenantTx,
  filter: ContactFilter,
  rule: SegmentRule | null = null,
  size = 50,
): Promise<ContactPage> {
  const before = filter.before === undefined ? null : parsePublicId("contact", filter.before);
  const after = before !== null || filter.after === undefined ? null : parsePublicId("contact", filter.after);
  const place =
    before !== null
      ? Prisma.sql`AND c.id > ${before}::uuid`
      : after !== null
        ? Prisma.sql`AND c.id < ${after}::uuid`
        : Prisma.empty;
  const order = before === null ? Prisma.raw("DESC") : Prisma.raw("ASC");
  const found = await tx.db.$queryRaw<Stored[]>`
    SELECT ${COLUMNS} FROM contacts c
    WHERE c.workspace_id = ${tx.workspaceId}::uuid ${contactCondition(filter, rule)} ${place}
    ORDER BY c.id ${order} LIMIT ${size + 1}`;
  const hasMore = found.length > size;
  const rows = found.slice(0, size).map(rowOf);
  if (before !== null) rows.reverse();
  return {
    rows,
    previous: (before === null ? after !== null : hasMore) ? (rows[0]?.id ?? null) : null,
    next: (before === null ? hasMore : true) ? (rows.at(-1)?.id ?? null) : null,
  };
}

/** Reads one contact; null when there is none of that id. */
export async function contactById({ workspaceId, db }: TenantTx, contactId: string): Promise<ContactRow | null> {
  const [row] = await db.$queryRaw<Stored[]>`
    SELECT ${COLUMNS} FROM contacts c WHERE c.workspace_id = ${workspaceId}::uuid AND c.id = ${contactId}::uuid`;
  return row === undefined ? null : rowOf(row);
}

/** Whether the workspace has any contact. */
export async function hasContacts({ workspaceId, db }: TenantTx): Promise<boolean> {
  return (await db.contact.findFirst({ where: { workspaceId }, select: { id: true } })) !== null;
}

/** Looked at for the names in use; the newest are enough to choose from. */
const LOOKED_AT = 20_000;
const MOST_NAMES = 50;

/** Names that the newest contacts bear, the most frequent first; `each` gives those of one contact. */
async function namesInUse({ workspaceId, db }: TenantTx, each: Prisma.Sql): Promise<string[]> {
  const rows = await db.$queryRaw<{ name: string }[]>`
    SELECT name FROM (
      SELECT ${each} AS name FROM (
        SELECT tags, fields FROM contacts WHERE workspace_id = ${workspaceId}::uuid ORDER BY id DESC LIMIT ${LOOKED_AT}
      ) AS newest
    ) AS names GROUP BY name ORDER BY count(*) DESC, name LIMIT ${MOST_NAMES}`;
  return rows.map(({ name }) => name);
}

/** The tags in use among the newest contacts, the most frequent first. */
export function usedTags(tx: TenantTx): Promise<string[]> {
  return namesInUse(tx, Prisma.sql`unnest(tags)`);
}

/** The names of fields among the newest contacts, the most frequent first. */
export function usedFields(tx: TenantTx): Promise<string[]> {
  return namesInUse(tx, Prisma.sql`jsonb_object_keys(fields)`);
}
