import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import type { ContactInput } from "#lib/domain/contacts/schema";
import { DomainError } from "#lib/domain/errors";
import { toPublicId } from "#lib/domain/ids";
import type { TenantTx } from "#lib/infra/db/tenant";

/**
 * Deletes a contact. What the number agreed to, that it must not be written to, and its messages stay.
 *
 * @throws DomainError `contact.not_found`.
 */
export async function deleteContact(
  { workspaceId, db }: TenantTx,
  { contactId }: z.output<typeof ContactInput>,
): Promise<Audited<null>> {
  const { count } = await db.contact.deleteMany({ where: { workspaceId, id: contactId } });
  if (count !== 1) throw new DomainError("contact.not_found");
  return { result: null, audit: { subject: toPublicId("contact", contactId), detail: {} } };
}
