import { randomInt } from "node:crypto";
import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { parseMsisdn } from "#lib/domain/contacts/msisdn";
import { DomainError } from "#lib/domain/errors";
import { type PublicId, toPublicId } from "#lib/domain/ids";
import { guessOperator } from "#lib/domain/messages/operator";
import { countSegments } from "#lib/domain/messages/segments";
import { countCode } from "#lib/domain/test-sends/commands/count-code";
import { countSend } from "#lib/domain/test-sends/commands/count-send";
import { codeHash } from "#lib/domain/test-sends/commands/hash-code";
import { codeDots, codeLifetimeMs } from "#lib/domain/test-sends/model";
import { wayOut } from "#lib/domain/test-sends/queries";
import type { AddTestNumberInput } from "#lib/domain/test-sends/schema";
import { Secret } from "#lib/infra/crypto/secret";
import { sealIn } from "#lib/infra/crypto/vault";
import type { TenantTx } from "#lib/infra/db/tenant";
import { newId } from "#lib/infra/ids";
import { enqueue } from "#lib/infra/queue";

/** The number that now waits for its code, or was verified before. */
export interface AddedNumber {
  readonly numberId: PublicId<"message">;
  readonly isVerified: boolean;
}

/**
 * Adds a number of one's own for tests and sends it a code.
 *
 * The row and the message that carries the code share their id. The message keeps dots in place of the code; the code
 * itself is sealed, and only its keyed hash decides later.
 *
 * @param asked Where it is asked from, and what writes the message around a code, in the person's language.
 * @throws DomainError `test.number_not_mobile`, `test.too_many`, `test.too_many_codes`, and whatever stands in the way of sending.
 */
export async function addTestNumber(
  tx: TenantTx,
  input: z.output<typeof AddTestNumberInput>,
  asked: { readonly ip: string; readonly textWith: (code: string) => string },
): Promise<Audited<AddedNumber>> {
  const { workspaceId, actorId, db } = tx;
  if (actorId === null) throw new Error("a test number belongs to a person");
  const parsed = parseMsisdn(input.phone);
  if (!parsed.ok) throw new DomainError("test.number_not_mobile");
  const msisdn = BigInt(parsed.msisdn);
  const known = await db.testNumber.findUnique({
    where: { workspaceId_userId_msisdn: { workspaceId, userId: actorId, msisdn } },
    select: { id: true, verifiedAt: true },
  });
  if (known?.verifiedAt) return answer(known.id, true);
  const out = await wayOut(tx, input.campaignId);
  await countSend(actorId);
  await countCode({ msisdn: parsed.msisdn, workspaceId, ip: asked.ip });

  const id = newId();
  const code = String(randomInt(1_000_000)).padStart(6, "0");
  await db.testNumber.deleteMany({ where: { workspaceId, userId: actorId, msisdn, verifiedAt: null } });
  await db.testNumber.create({
    data: {
      ...{ workspaceId, id, userId: actorId, msisdn },
      codeSealed: await sealIn(tx, { purpose: "test-number", rowId: id }, new Secret(code)),
      codeHash: codeHash(workspaceId, id, code),
      expiresAt: new Date(Date.now() + codeLifetimeMs),
    },
  });
  const { encoding, segments } = countSegments(asked.textWith(code));
  await db.message.create({
    data: {
      ...{ workspaceId, id, ...out, msisdn, encoding },
      ...{ source: "verification", state: "pending", body: asked.textWith(codeDots), parts: segments },
      operator: guessOperator(Number(msisdn)),
    },
  });
  await enqueue(db, "message.send", { workspaceId, messageId: id });
  return answer(id, false);
}

function answer(id: string, isVerified: boolean): Audited<AddedNumber> {
  const numberId = toPublicId("message", id);
  return { result: { numberId, isVerified }, audit: { subject: numberId, detail: { codeSent: !isVerified } } };
}
