import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { toPublicId } from "#lib/domain/ids";
import { codeHash } from "#lib/domain/test-sends/commands/hash-code";
import { type Confirmation, codeTries } from "#lib/domain/test-sends/model";
import type { ConfirmTestNumberInput } from "#lib/domain/test-sends/schema";
import { equalHashes } from "#lib/infra/crypto/tokens";
import type { TenantTx } from "#lib/infra/db/tenant";

/**
 * Checks a code that was sent to a number of one's own.
 *
 * A wrong code is an answer and not a refusal: the try it used up must be kept, and a refusal would undo it. The try is
 * counted before the code is looked at, so that tries at the same moment all count.
 */
export async function confirmTestNumber(
  tx: TenantTx,
  input: z.output<typeof ConfirmTestNumberInput>,
): Promise<Audited<Confirmation>> {
  const { workspaceId, actorId, db } = tx;
  if (actorId === null) throw new Error("a test number belongs to a person");
  const mine = { workspaceId, id: input.numberId, userId: actorId, verifiedAt: null };
  const { count } = await db.testNumber.updateMany({
    where: { ...mine, tries: { lt: codeTries }, expiresAt: { gt: new Date() } },
    data: { tries: { increment: 1 } },
  });
  if (count !== 1) return answer(input.numberId, { kind: "over" });
  const row = await db.testNumber.findFirstOrThrow({ where: mine, select: { codeHash: true, tries: true } });
  const given = codeHash(workspaceId, input.numberId, input.code);
  if (row.codeHash === null || !equalHashes(row.codeHash, given)) {
    return answer(input.numberId, { kind: "wrong", triesLeft: codeTries - row.tries });
  }
  await db.testNumber.updateMany({
    where: mine,
    data: { verifiedAt: new Date(), codeSealed: null, codeHash: null, expiresAt: null },
  });
  return answer(input.numberId, { kind: "verified" });
}

function answer(id: string, confirmation: Confirmation): Audited<Confirmation> {
  return {
    result: confirmation,
    audit: { subject: toPublicId("message", id), detail: { outcome: confirmation.kind } },
  };
}
