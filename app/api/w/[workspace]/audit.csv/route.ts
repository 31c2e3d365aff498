import { getFormatter, getTranslations } from "next-intl/server";
import { actorOf, detailsOf, referenceOf, sentenceOf } from "#components/audit/entry-words";
import { auditPage } from "#lib/domain/audit/queries";
import { AuditFilter } from "#lib/domain/audit/schema";
import { csvLine, csvStart } from "#lib/domain/exports/csv";
import { csvDownload } from "#lib/gate/download";
import { defineRoute } from "#lib/gate/route";

const ROWS_PER_PAGE = 1_000;

const columns = ["when", "who", "what", "object", "details", "where", "reference"] as const;

/** The history as the page lists it, with the same filters; that it was taken out stands in it too. */
export const GET = defineRoute<{ workspace: string }>("audit:read", async (request, open) => {
  const filter = AuditFilter.parse(Object.fromEntries(new URL(request.url).searchParams));
  const { scope, user } = open;
  const ownOf = scope.reach("audit:read") === "all" ? null : user.id;
  await open.record("audit.export", async () => ({ result: null, audit: { subject: null, detail: {} } }));
  const t = await getTranslations("audit");
  const format = await getFormatter();

  async function* lines(): AsyncGenerator<string> {
    yield csvStart(columns.map((column) => t(`column.${column}`)));
    let after: string | undefined;
    do {
      const from = { ...filter, before: undefined, after };
      const page = await open.transact((tx) => auditPage(tx, from, scope.zone, ownOf, ROWS_PER_PAGE));
      for (const row of page.rows) {
        yield csvLine([
          row.at.toISOString(),
          actorOf(t, row),
          sentenceOf(t, row),
          row.subjectName,
          detailsOf(t, format, row)
            .map(({ label, value }) => `${label}: ${value}`)
            .join("; "),
          [row.device, row.ip].filter((part) => part !== null).join(" "),
          referenceOf(row),
        ]);
      }
      after = page.next ?? undefined;
    } while (after !== undefined);
  }
  return csvDownload(t("title"), lines());
});
