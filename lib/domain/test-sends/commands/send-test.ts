import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { judgeText } from "#lib/domain/campaigns/estimate";
import { exampleOptOutAddress } from "#lib/domain/campaigns/opt-out-link";
import { compileTemplate, render, withLink } from "#lib/domain/campaigns/template";
import { DomainError, type ErrorCode } from "#lib/domain/errors";
import { type PublicId, toPublicId } from "#lib/domain/ids";
import { guessOperator } from "#lib/domain/messages/operator";
import { countSend } from "#lib/domain/test-sends/commands/count-send";
import { wayOut } from "#lib/domain/test-sends/queries";
import type { SendTestInput } from "#lib/domain/test-sends/schema";
import type { TenantTx } from "#lib/infra/db/tenant";
import { env } from "#lib/infra/env";
import { newId } from "#lib/infra/ids";
import { enqueue } from "#lib/infra/queue";

const refusals = {
  missing_value: "test.missing_value",
  empty_text: "message.empty",
  too_long: "message.too_long",
} as const satisfies Record<string, ErrorCode>;

/**
 * Sends a draft's text, as one person of the list would get it, to a verified number of one's own.
 *
 * It belongs to no campaign: it is marked as a test and counted nowhere but in the hour of the person who sends it.
 *
 * @throws DomainError `test.number_not_found` for a number that is not one's own and verified; `message.empty`,
 * `message.too_long`, `test.missing_value` or `test.text_not_ready` for the text; `campaign.not_found`; `test.too_many`;
 * what stands in the way.
 */
export async function sendTest(
  tx: TenantTx,
  input: z.output<typeof SendTestInput>,
): Promise<Audited<{ messageId: PublicId<"message"> }>> {
  const { workspaceId, actorId, db } = tx;
  if (actorId === null) throw new Error("a test is sent by a person");
  const number = await db.testNumber.findFirst({
    where: { workspaceId, id: input.numberId, userId: actorId, verifiedAt: { not: null } },
    select: { msisdn: true },
  });
  if (number === null) throw new DomainError("test.number_not_found");
  const out = await wayOut(tx, input.campaignId);
  const text = await textFor(tx, input);
  const verdict = judgeText(text);
  if (verdict.kind === "skip") throw new DomainError(refusals[verdict.reason]);
  await countSend(actorId);

  const id = newId();
  const { encoding, segments } = verdict.count;
  await db.message.create({
    data: {
      ...{ workspaceId, id, ...out, msisdn: number.msisdn, encoding },
      ...{ source: "test", state: "pending", body: text.text, parts: segments },
      operator: guessOperator(Number(number.msisdn)),
    },
  });
  await enqueue(db, "message.send", { workspaceId, messageId: id });
  const messageId = toPublicId("message", id);
  return {
    result: { messageId },
    audit: { subject: toPublicId("campaign", input.campaignId), detail: { messageId, parts: segments } },
  };
}

/** The draft's text as the person on the line would get it; without a list, as it is written. */
async function textFor({ workspaceId, db }: TenantTx, { campaignId, line }: z.output<typeof SendTestInput>) {
  const draft = await db.campaign.findUnique({
    where: { workspaceId_id: { workspaceId, id: campaignId } },
    select: { text: true, import: { select: { id: true, reading: true, columns: true } } },
  });
  if (draft === null) throw new DomainError("campaign.not_found");
  const list = draft.import;
  const person =
    list === null || line === null
      ? null
      : await db.importRecipient.findFirst({
          where: { workspaceId, importId: list.id, reading: list.reading, line },
          select: { cells: true },
        });
  const { template, problems } = compileTemplate(draft.text, list?.columns ?? []);
  if (problems.length > 0 || (!template.isFixed && person === null)) throw new DomainError("test.text_not_ready");
  return render(template, withLink(template, person?.cells ?? [], exampleOptOutAddress(env().appUrl)));
}
