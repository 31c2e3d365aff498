import { createTranslator } from "use-intl/core";
import { maskMsisdn, msisdnFromRow } from "#lib/domain/contacts/model";
import type { Sheet, SheetCell } from "#lib/domain/exports/sheet";
import { failReasons, messageStates, skipReasons } from "#lib/domain/messages/model";
import { MESSAGES_FROM, type MessageRange, messageConditions } from "#lib/domain/messages/queries";
import { type MessageFilter, messageSources } from "#lib/domain/messages/schema";
import type { Locale } from "#lib/i18n/locale";
import { messagesOf } from "#lib/i18n/messages";
import { type CopiedRow, copyRows, countRows } from "#lib/infra/db/copy-rows";
import { Prisma } from "#lib/infra/db/generated/client";
import { literalSql } from "#lib/infra/db/literal-sql";
import type { TenantSql } from "#lib/infra/db/tenant";

/** Which messages a sheet is of, and how much of them may be seen. */
export interface MessageSheetPlan {
  /** One campaign's messages, or null for the workspace's log. */
  readonly range: MessageRange | null;
  readonly filter: Omit<MessageFilter, "after" | "before" | "message">;
  readonly zone: string;
  /** Numbers whole, and texts; otherwise numbers are masked and texts left out, as on the page. */
  readonly wholeNumbers: boolean;
  readonly language: Locale;
  /** Name of the sheet; that of the page when it is empty. */
  readonly name: string;
}

const shared = ["number", "state", "why", "code", "text", "parts", "sender"] as const;
const COLUMNS = Prisma.sql`m.msisdn, m.state, m.reason, m.provider_code, m.body, m.parts, m.sender`;
const reasons = [...skipReasons, ...failReasons];

function selection({ workspaceId }: TenantSql, { range, filter, zone }: MessageSheetPlan): Prisma.Sql {
  return Prisma.join(messageConditions({ workspaceId }, range, filter, zone), " AND ");
}

/** How many messages a sheet has; counting stops at the first beyond `most`. */
export function messageSheetRows(sql: TenantSql, plan: MessageSheetPlan, most: number): Promise<number> {
  return countRows(sql, literalSql(Prisma.sql`SELECT FROM messages m WHERE ${selection(sql, plan)}`), most);
}

/** The rows of a sheet as one query, without parameters: a campaign's in the order of its list, a log's newest first. */
export function messageSheetQuery(sql: TenantSql, plan: MessageSheetPlan): string {
  const rest = plan.range === null ? Prisma.sql`m.source, c.name` : Prisma.sql`m.line`;
  const local = Prisma.sql`(m.state_at AT TIME ZONE ${plan.zone})::timestamp(0)`;
  const order = plan.range === null ? Prisma.sql`DESC` : Prisma.sql`ASC`;
  const from = plan.range === null ? MESSAGES_FROM : Prisma.sql`messages m`;
  return literalSql(
    Prisma.sql`SELECT ${COLUMNS}, ${local}, ${rest} FROM ${from} WHERE ${selection(sql, plan)} ORDER BY m.id ${order}`,
  );
}

/** The words of states and reasons, looked up once and not for every row. */
function wordsIn(language: Locale) {
  const t = createTranslator({ locale: language, messages: messagesOf(language), namespace: "messages" });
  const states = new Map<string, { readonly state: string; readonly why: string }>(
    messageStates.map((state) => [state, { state: t(`state.${state}`), why: t(`why.${state}`) }]),
  );
  const why = new Map<string, string>(reasons.map((reason) => [reason, t(`reason.${reason}`)]));
  const sources = new Map<string, string>(messageSources.map((source) => [source, t(`source.${source}`)]));
  return { t, states, why, sources };
}

/** Messages as a sheet for people: with words instead of codes and with the clock of the workspace. */
export function messageSheet(sql: TenantSql, plan: MessageSheetPlan): Sheet {
  const { t, states, why, sources } = wordsIn(plan.language);
  const isLog = plan.range === null;
  const numberOf = (stored: string | null): SheetCell => {
    if (stored === null) return null;
    return plan.wholeNumbers ? Number(stored) : maskMsisdn(msisdnFromRow(stored));
  };
  const cellsOf = (row: CopiedRow): SheetCell[] => {
    const [msisdn = null, code = "", reason = null, providerCode = null, body = null, parts, sender = null, at] = row;
    const words = states.get(code ?? "");
    if (words === undefined) throw new Error("a stored message has a state of ours");
    const cells: SheetCell[] = [
      numberOf(msisdn),
      words.state,
      (reason === null ? undefined : why.get(reason)) ?? words.why,
      providerCode,
      plan.wholeNumbers ? body : null,
      Number(parts),
      sender,
      at === null || at === undefined ? null : { local: at },
    ];
    const [last = null, campaign = null] = row.slice(8);
    if (isLog) cells.push(sources.get(last ?? "") ?? null, campaign);
    else cells.push(last === null ? null : Number(last));
    return cells;
  };
  async function* rows() {
    for await (const batch of copyRows(sql, messageSheetQuery(sql, plan))) yield batch.map(cellsOf);
  }
  return {
    name: plan.name === "" ? t("title") : plan.name,
    columns: [
      ...shared.map((column) => t(`column.${column}`)),
      `${t("column.changed")} (${plan.zone})`,
      ...(isLog ? [t("filter.source"), t("source.campaign")] : [t("column.line")]),
    ],
    rows: rows(),
  };
}
