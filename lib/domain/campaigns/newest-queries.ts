import type { TenantSql } from "#lib/infra/db/tenant";
import { env } from "#lib/infra/env";
import { reachesForeign } from "#lib/infra/providers/registry";
import { limitsOf, readCheckedDraft } from "./checked-draft-queries.ts";
import { exampleOptOutAddress } from "./opt-out-link.ts";
import { writeText } from "./outgoing-text.ts";
import { audienceOf } from "./preview-queries.ts";
import { columnsOf, compileTemplate, withLink } from "./template.ts";

/**
 * The line from which on a draft's list holds just so many people who would get it, counted from its end; by the same rules
 * that the check and the sending follow.
 *
 * @returns null when the whole list holds fewer, or nobody is wanted.
 * @throws DomainError `campaign.not_found`.
 */
export async function lineOfNewest(sql: TenantSql, campaignId: string, people: number): Promise<number | null> {
  const draft = await readCheckedDraft(sql, campaignId);
  const { import_id: importId, reading, kind } = draft;
  if (importId === null || reading === null || kind === null || people < 1) return null;
  const { template } = compileTemplate(draft.text, draft.columns ?? []);
  const columns = columnsOf(template);
  const link = exampleOptOutAddress(env().appUrl);
  const lines: number[] = [];
  const { leaveOut, frequency } = await limitsOf(sql, draft);
  const limits = { leaveOut, frequency, reachesForeign: reachesForeign(draft.provider) };
  const list = { importId, reading, fromLine: null, ...limits, kept: draft.kept ?? 0 };
  for await (const members of audienceOf(sql, list, columns)) {
    for (const member of members) {
      const person = { ...member, cells: withLink(template, member.cells, link) };
      if (writeText(template, kind, person).skip === null) lines.push(member.line);
    }
  }
  return lines.at(-people) ?? null;
}
