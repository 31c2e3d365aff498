import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { searchKey } from "#lib/domain/contacts/contact";
import { parseForeign, parseMsisdn } from "#lib/domain/contacts/msisdn";
import type { AddContactInput } from "#lib/domain/contacts/schema";
import { DomainError } from "#lib/domain/errors";
import { type PublicId, toPublicId } from "#lib/domain/ids";
import type { TenantTx } from "#lib/infra/db/tenant";
import { newId } from "#lib/infra/ids";

/**
 * Adds one contact. Consent and suppression stay as they are. A number that was merged into another contact leaves that one.
 *
 * @throws DomainError `contact.number_not_valid`, or `contact.known` when the number is another contact's.
 */
export async function addContact(
  { workspaceId, actorId, db }: TenantTx,
  { number, name, tags, fields, listType }: z.output<typeof AddContactInput>,
): Promise<Audited<PublicId<"contact">>> {
  const parsed = parseMsisdn(number);
  const msisdn = parsed.ok ? parsed.msisdn : parseForeign(number);
  if (msisdn === null) throw new DomainError("contact.number_not_valid");
  const id = newId();
  const { count } = await db.contact.createMany({
    data: [
      {
        workspaceId,
        id,
        msisdn: BigInt(msisdn),
        name,
        searchKey: searchKey(name),
        tags,
        fields,
        listType,
        source: "member",
        createdById: actorId,
      },
    ],
    skipDuplicates: true,
  });
  if (count !== 1) throw new DomainError("contact.known");
  // Who types a number as a contact of its own means another person than the one it was merged into.
  await db.$executeRaw`
    UPDATE contacts SET merged_msisdns = array_remove(merged_msisdns, ${BigInt(msisdn)}::bigint), version = version + 1, updated_at = now()
    WHERE workspace_id = ${workspaceId}::uuid AND merged_msisdns <> '{}' AND merged_msisdns && ARRAY[${BigInt(msisdn)}]::bigint[]`;
  const contactId = toPublicId("contact", id);
  return { result: contactId, audit: { subject: contactId, detail: {} } };
}
