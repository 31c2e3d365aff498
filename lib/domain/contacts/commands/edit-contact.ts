import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { searchKey } from "#lib/domain/contacts/contact";
import type { EditContactInput } from "#lib/domain/contacts/schema";
import { DomainError } from "#lib/domain/errors";
import { toPublicId } from "#lib/domain/ids";
import type { TenantTx } from "#lib/infra/db/tenant";

/**
 * Changes what is known of a contact; the number stays, because another number is another person.
 *
 * @throws DomainError `contact.not_found`, or `contact.changed` when somebody else has changed it meanwhile.
 */
export async function editContact(
  { workspaceId, db }: TenantTx,
  { contactId, version, name, tags, fields, listType }: z.output<typeof EditContactInput>,
): Promise<Audited<null>> {
  const { count } = await db.contact.updateMany({
    where: { workspaceId, id: contactId, version },
    data: {
      ...{ name, searchKey: searchKey(name), tags, listType, version: { increment: 1 }, updatedAt: new Date() },
      ...(fields === undefined ? {} : { fields }),
    },
  });
  if (count !== 1) {
    const known = await db.contact.count({ where: { workspaceId, id: contactId } });
    throw new DomainError(known === 0 ? "contact.not_found" : "contact.changed");
  }
  return { result: null, audit: { subject: toPublicId("contact", contactId), detail: {} } };
}
