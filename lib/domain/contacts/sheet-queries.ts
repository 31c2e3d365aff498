import { createTranslator } from "use-intl/core";
import { contactSources, listTypes } from "#lib/domain/contacts/contact";
import { maskMsisdn, msisdnFromRow } from "#lib/domain/contacts/model";
import { contactCondition, StoredFields } from "#lib/domain/contacts/queries";
import type { ContactFilter } from "#lib/domain/contacts/schema";
import type { Sheet, SheetCell } from "#lib/domain/exports/sheet";
import type { SegmentRule } from "#lib/domain/segments/rule";
import type { Locale } from "#lib/i18n/locale";
import { messagesOf } from "#lib/i18n/messages";
import { type CopiedRow, copyRows, countRows } from "#lib/infra/db/copy-rows";
import { Prisma } from "#lib/infra/db/generated/client";
import { literalSql } from "#lib/infra/db/literal-sql";
import type { TenantSql } from "#lib/infra/db/tenant";

/** Fields with a column of their own, the most frequent ones; the others of a contact share the last column. */
const MOST_FIELDS = 100;

/** Which contacts a sheet is of, and how much of them may be seen. */
export interface ContactSheetPlan {
  readonly filter: Pick<ContactFilter, "search" | "tag">;
  /** Of the segment that the filter names; null without one. */
  readonly rule: SegmentRule | null;
  readonly zone: string;
  /** Numbers whole, and fields, since one may hold a number; otherwise numbers are masked and fields left out. */
  readonly wholeNumbers: boolean;
  readonly language: Locale;
}

const columns = ["number", "name", "tags", "consent", "blocked", "list", "source", "others", "added"] as const;

function from({ workspaceId }: TenantSql, { filter, rule }: ContactSheetPlan): Prisma.Sql {
  return Prisma.sql`FROM contacts c WHERE c.workspace_id = ${workspaceId}::uuid ${contactCondition(filter, rule)}`;
}

/** How many contacts a sheet has; counting stops at the first beyond `most`. */
export function contactSheetRows(sql: TenantSql, plan: ContactSheetPlan, most: number): Promise<number> {
  return countRows(sql, literalSql(Prisma.sql`SELECT ${from(sql, plan)}`), most);
}

/** The names of fields that these contacts have, the most frequent first; one more than have columns, if there is one. */
async function fieldNames(sql: TenantSql, plan: ContactSheetPlan): Promise<string[]> {
  if (!plan.wholeNumbers) return [];
  const query = Prisma.sql`SELECT name FROM (SELECT jsonb_object_keys(c.fields) AS name ${from(sql, plan)}) AS names
    GROUP BY name ORDER BY count(*) DESC, name LIMIT ${MOST_FIELDS + 1}`;
  const { rows } = await sql.client.query<{ name: string }>(literalSql(query));
  return rows.map(({ name }) => name);
}

/** The rows of a sheet as one query, without parameters, the newest first. */
function contactSheetQuery(sql: TenantSql, plan: ContactSheetPlan): string {
  const fields = plan.wholeNumbers ? Prisma.sql`c.fields` : Prisma.sql`NULL`;
  return literalSql(Prisma.sql`
    SELECT c.msisdn, c.name, array_to_string(c.tags, ', '),
      (SELECT t.status FROM consents t WHERE t.workspace_id = c.workspace_id AND t.msisdn = c.msisdn),
      EXISTS (SELECT FROM suppressions s WHERE s.workspace_id = c.workspace_id AND s.msisdn = c.msisdn),
      c.list_type, c.source, array_to_string(c.merged_msisdns, ' '),
      (c.created_at AT TIME ZONE ${plan.zone})::timestamp(0), ${fields} ${from(sql, plan)} ORDER BY c.id DESC`);
}

/** Contacts as a sheet for people: with words instead of codes, and a column for each field. */
export async function contactSheet(sql: TenantSql, plan: ContactSheetPlan): Promise<Sheet> {
  const t = createTranslator({ locale: plan.language, messages: messagesOf(plan.language), namespace: "contacts" });
  const names = await fieldNames(sql, plan);
  const own = names.slice(0, MOST_FIELDS);
  const hasOthers = names.length > own.length;
  const ownNames = new Set(own);

  const numberOf = (stored: string): SheetCell =>
    plan.wholeNumbers ? Number(stored) : maskMsisdn(msisdnFromRow(stored));
  const fieldsOf = (stored: string | null): SheetCell[] => {
    const fields = StoredFields.parse(JSON.parse(stored ?? "{}"));
    const cells = own.map((name) => fields[name] ?? null);
    if (!hasOthers) return cells;
    const others = Object.entries(fields).filter(([name]) => !ownNames.has(name));
    return [...cells, others.map(([name, value]) => `${name}: ${value}`).join("\n")];
  };
  const cellsOf = (row: CopiedRow): SheetCell[] => {
    const [msisdn, name = null, tags = null, consent, blocked, list, source, others, added, fields = null] = row;
    const listType = listTypes.find((known) => known === list);
    const isKnown = consent === "granted" || consent === "refused";
    return [
      numberOf(msisdn ?? ""),
      ...[name, tags, t(`standing.${isKnown ? consent : "none"}`)],
      blocked === "t" ? t("standing.suppressed") : null,
      listType === undefined ? null : t(`list.${listType}`),
      t(`source.${contactSources.find((known) => known === source) ?? "import"}`),
      (others ?? "") === "" ? null : (others ?? "").split(" ").map(numberOf).join(" "),
      { local: added ?? "" },
      ...fieldsOf(fields),
    ];
  };
  async function* rows() {
    for await (const batch of copyRows(sql, contactSheetQuery(sql, plan))) yield batch.map(cellsOf);
  }
  const headers = columns.map((column) => t(`sheet.${column}`));
  headers.push(`${headers.pop()} (${plan.zone})`);
  return {
    name: t("title"),
    columns: [...headers, ...own, ...(hasOthers ? [t("sheet.fields")] : [])],
    rows: rows(),
  };
}
