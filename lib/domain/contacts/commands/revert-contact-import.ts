import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { REVERT_HOURS } from "#lib/domain/contacts/contact-import";
import type { RevertContactImportInput } from "#lib/domain/contacts/schema";
import { DomainError } from "#lib/domain/errors";
import type { TenantTx } from "#lib/infra/db/tenant";
import { enqueue } from "#lib/infra/queue";

/**
 * Has an import into the contacts taken back within a day: whom it added goes, whom it changed is as before. Contacts that
 * somebody has changed since stay as they are.
 *
 * @throws DomainError `contact.not_revertible` after that, twice, or while it still runs.
 */
export async function revertContactImport(
  { workspaceId, db }: TenantTx,
  { contactImportId }: z.output<typeof RevertContactImportInput>,
): Promise<Audited<null>> {
  const since = new Date(Date.now() - REVERT_HOURS * 3_600_000);
  const { count } = await db.contactImport.updateMany({
    where: { workspaceId, id: contactImportId, state: "done", finishedAt: { gt: since } },
    data: { state: "reverting", done: 0 },
  });
  if (count !== 1) throw new DomainError("contact.not_revertible");
  await enqueue(db, "contacts.import", { workspaceId, contactImportId });
  return { result: null, audit: { subject: null, detail: {} } };
}
