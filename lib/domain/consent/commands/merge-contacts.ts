import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { type ContactRow, searchKey } from "#lib/domain/contacts/contact";
import { mergeContacts as put, stricterWord } from "#lib/domain/contacts/merge";
import { contactById } from "#lib/domain/contacts/queries";
import type { MergeContactsInput } from "#lib/domain/contacts/schema";
import { DomainError } from "#lib/domain/errors";
import { toPublicId } from "#lib/domain/ids";
import { Prisma } from "#lib/infra/db/generated/client";
import type { TenantTx } from "#lib/infra/db/tenant";
import { insertSuppressionOf } from "./insert-suppressions.ts";
import { writeWords } from "./upsert-consents.ts";

/**
 * Makes one contact of two: the first stays with its number, the other goes and its number is kept beside.
 *
 * Of what the two numbers said the stricter holds for the one that stays: a refusal or a block of the other is written down for
 * it as well, a consent never moves. What was said and sent at the other number stays on record there. It cannot be undone.
 *
 * @throws DomainError `contact.not_found`, or `contact.changed` when somebody else has changed one of them meanwhile.
 */
export async function mergeContacts(
  tx: TenantTx,
  { contactId, version, otherId, otherVersion, ...choices }: z.output<typeof MergeContactsInput>,
): Promise<Audited<null>> {
  const { workspaceId, db } = tx;
  const [kept, gone] = [await contactById(tx, contactId), await contactById(tx, otherId)];
  if (kept === null || gone === null) throw new DomainError("contact.not_found");
  const { name, tags, fields, listType } = put(kept, gone, choices);
  const merged = [...new Set([...kept.mergedMsisdns, gone.msisdn, ...gone.mergedMsisdns])];
  const deleted = await db.contact.deleteMany({ where: { workspaceId, id: otherId, version: otherVersion } });
  const { count } = await db.contact.updateMany({
    where: { workspaceId, id: contactId, version },
    data: {
      ...{ name, searchKey: searchKey(name), tags: [...tags], fields, listType },
      ...{ mergedMsisdns: merged.map(BigInt), version: { increment: 1 }, updatedAt: new Date() },
    },
  });
  if (count !== 1 || deleted.count !== 1) throw new DomainError("contact.changed");
  const taken = await takeStricterWord(tx, kept, gone);
  return {
    result: null,
    audit: { subject: toPublicId("contact", contactId), detail: { merged: toPublicId("contact", otherId), ...taken } },
  };
}

/** Writes down for the number that stays what is stricter about the other, with the words that stand there. */
async function takeStricterWord(tx: TenantTx, kept: ContactRow, gone: ContactRow) {
  const { workspaceId, db } = tx;
  const { isRefused, isSuppressed } = stricterWord(kept, gone);
  const where = { workspaceId_msisdn: { workspaceId, msisdn: BigInt(gone.msisdn) } };
  if (isRefused) {
    const { proof } = await db.consent.findUniqueOrThrow({ where, select: { proof: true } });
    const people = Prisma.sql`SELECT ${BigInt(kept.msisdn)}::bigint AS msisdn, now() AS given_at`;
    await writeWords(tx, { status: "refused", source: "other", proof, people, byId: tx.actorId });
  }
  if (isSuppressed) {
    const { reason } = await db.suppression.findUniqueOrThrow({ where, select: { reason: true } });
    await insertSuppressionOf(tx, kept.msisdn, { reason, source: isRefused ? "refusal" : "member" });
  }
  return { refused: isRefused, suppressed: isSuppressed };
}
