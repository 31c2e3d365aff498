import { getTranslations } from "next-intl/server";
import { campaignHead } from "#lib/domain/campaigns/report-queries";
import { maskMsisdn } from "#lib/domain/contacts/model";
import { DomainError } from "#lib/domain/errors";
import { csvLine, csvStart } from "#lib/domain/exports/csv";
import { failReasons, skipReasons } from "#lib/domain/messages/model";
import { type MessageRow, messagePage } from "#lib/domain/messages/queries";
import { MessageFilter } from "#lib/domain/messages/schema";
import { csvDownload } from "#lib/gate/download";
import { defineRoute } from "#lib/gate/route";

const ROWS_PER_PAGE = 2_000;

const reasons = [...skipReasons, ...failReasons];

const columns = ["number", "state", "why", "code", "text", "parts", "sender", "line", "changed"] as const;

/** The recipients of a campaign as the page lists them, with the same filters; who took them out stays in the history. */
export const GET = defineRoute<{ workspace: string; id: string }>("contacts:export", async (request, open) => {
  const filter = MessageFilter.parse(Object.fromEntries(new URL(request.url).searchParams));
  const found = await open.record("campaign.export", async (tx) => ({
    result: await campaignHead(tx, open.params.id),
    audit: { subject: open.params.id, detail: { view: filter.view } },
  }));
  if (found === null || found.range === null) throw new DomainError("campaign.not_found");
  const { head, range } = found;
  const t = await getTranslations("messages");
  const reasonOf = (row: MessageRow): string => {
    const known = reasons.find((candidate) => candidate === row.reason);
    return known === undefined ? t(`why.${row.state}`) : t(`reason.${known}`);
  };
  const lineOf = (row: MessageRow): string =>
    csvLine([
      open.scope.fullNumbers || row.msisdn === null ? row.msisdn : maskMsisdn(row.msisdn),
      t(`state.${row.state}`),
      reasonOf(row),
      row.providerCode,
      open.scope.fullNumbers ? row.body : null,
      row.parts,
      row.sender,
      row.line,
      row.stateAt.toISOString(),
    ]);

  async function* lines(): AsyncGenerator<string> {
    yield csvStart(columns.map((column) => t(`column.${column}`)));
    let after: string | undefined;
    do {
      const page = await open.transact((tx) =>
        messagePage(tx, range, { ...filter, before: undefined, after }, open.scope.zone, ROWS_PER_PAGE),
      );
      yield page.rows.map(lineOf).join("");
      after = page.next ?? undefined;
    } while (after !== undefined);
  }
  return csvDownload(head.name, lines());
});
