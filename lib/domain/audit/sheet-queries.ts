import { createFormatter, createTranslator } from "use-intl/core";
import { auditCount, auditPage } from "#lib/domain/audit/queries";
import type { AuditFilter } from "#lib/domain/audit/schema";
import type { Sheet } from "#lib/domain/exports/sheet";
import { actorOf, detailsOf, referenceOf, sentenceOf } from "#lib/i18n/audit-words";
import { formats } from "#lib/i18n/formats";
import type { Locale } from "#lib/i18n/locale";
import { messagesOf } from "#lib/i18n/messages";
import type { TenantTx } from "#lib/infra/db/tenant";

const ROWS_PER_READ = 1_000;
const columns = ["when", "who", "what", "object", "details", "where", "reference"] as const;

/** Which entries of the history a sheet is of. */
export interface AuditSheetPlan {
  readonly filter: Omit<AuditFilter, "after" | "before">;
  readonly zone: string;
  /** The only person whose acts may be seen; null for all. */
  readonly ownOf: string | null;
  readonly language: Locale;
}

type Transact = <T>(work: (tx: TenantTx) => Promise<T>) => Promise<T>;

/** How many entries a sheet has. */
export function auditSheetRows(transact: Transact, { filter, zone, ownOf }: AuditSheetPlan): Promise<number> {
  return transact((tx) => auditCount(tx, filter, zone, ownOf));
}

/** The history as a sheet, in the words of its page. */
export function auditSheet(transact: Transact, plan: AuditSheetPlan): Sheet {
  const { zone, language } = plan;
  const t = createTranslator({ locale: language, messages: messagesOf(language), namespace: "audit" });
  const format = createFormatter({ locale: language, formats, timeZone: zone });
  const clock = new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeStyle: "medium", timeZone: zone });
  async function* rows() {
    let after: string | undefined;
    do {
      const from = { ...plan.filter, after };
      const page = await transact((tx) => auditPage(tx, from, zone, plan.ownOf, ROWS_PER_READ));
      yield page.rows.map((row) => [
        { local: clock.format(row.at) },
        actorOf(t, row),
        sentenceOf(t, row),
        row.subjectName,
        detailsOf(t, format, row)
          .map(({ label, value }) => `${label}: ${value}`)
          .join("; "),
        [row.device, row.ip].filter((part) => part !== null).join(" "),
        referenceOf(row),
      ]);
      after = page.next ?? undefined;
    } while (after !== undefined);
  }
  return {
    name: t("title"),
    columns: columns.map((column, at) => (at === 0 ? `${t(`column.${column}`)} (${zone})` : t(`column.${column}`))),
    rows: rows(),
  };
}
