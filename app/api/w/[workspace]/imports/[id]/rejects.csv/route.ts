import { getTranslations } from "next-intl/server";
import { DomainError } from "#lib/domain/errors";
import { csvLine, csvStart } from "#lib/domain/exports/csv";
import { parsePublicId } from "#lib/domain/ids";
import { rejectsPage } from "#lib/domain/imports/queries";
import { isRejectReason } from "#lib/domain/imports/reject-reason";
import { csvDownload } from "#lib/gate/download";
import { defineRoute } from "#lib/gate/route";

const ROWS_PER_PAGE = 2_000;

/** The rows of a list that were left out, each with its line and why: to mend and upload again. */
export const GET = defineRoute<{ workspace: string; id: string }>("contacts:write", async (_request, open) => {
  const importId = parsePublicId("import", open.params.id);
  if (importId === null) throw new DomainError("upload.not_found");
  const t = await getTranslations("imports");
  const view = { importId, limit: ROWS_PER_PAGE, fullNumbers: open.scope.fullNumbers };
  const page = (afterLine: number) => open.transact((tx) => rejectsPage(tx, { ...view, afterLine }));
  const first = await page(0);
  async function* lines(): AsyncGenerator<string> {
    yield csvStart([t("problems.line"), t("problems.raw"), t("problems.reason"), t("problems.firstLine")]);
    for (let rows = first; ; rows = await page(rows.next ?? 0)) {
      yield rows.rows
        .map(({ line, raw, reason, firstLine }) =>
          csvLine([line, raw, isRejectReason(reason) ? t(`reason.${reason}`) : reason, firstLine]),
        )
        .join("");
      if (rows.next === null) return;
    }
  }
  return csvDownload(t("problems.filename"), lines());
});
