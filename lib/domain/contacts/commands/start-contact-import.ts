import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import type { ContactImportInput } from "#lib/domain/contacts/schema";
import { DomainError } from "#lib/domain/errors";
import { toPublicId } from "#lib/domain/ids";
import type { TenantTx } from "#lib/infra/db/tenant";
import { newId } from "#lib/infra/ids";
import { enqueue } from "#lib/infra/queue";

/**
 * Has the people of a list taken over into the contacts. Consent and suppression are never touched by it.
 *
 * @throws DomainError `upload.not_found`; `upload.not_ready` for a list that is not read, or was refused.
 */
export async function startContactImport(
  { workspaceId, actorId, db }: TenantTx,
  { importId, nameColumn, takesFields, existing, tags }: z.output<typeof ContactImportInput>,
): Promise<Audited<null>> {
  if (actorId === null) throw new Error("a list is taken over for somebody");
  const list = await db.import.findUnique({
    where: { workspaceId_id: { workspaceId, id: importId } },
    select: { state: true, reading: true, kept: true, filename: true },
  });
  if (list === null) throw new DomainError("upload.not_found");
  if (list.state !== "ready") throw new DomainError("upload.not_ready");
  const id = newId();
  await db.contactImport.create({
    data: {
      ...{ workspaceId, id, importId, reading: list.reading, filename: list.filename, people: list.kept },
      ...{ nameColumn, takesFields, existing, tags, createdById: actorId },
    },
  });
  await enqueue(db, "contacts.import", { workspaceId, contactImportId: id });
  return { result: null, audit: { subject: toPublicId("import", importId), detail: { people: list.kept } } };
}
