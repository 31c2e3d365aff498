import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { DomainError } from "#lib/domain/errors";
import { type PublicId, toPublicId } from "#lib/domain/ids";
import { type CreateTemplateInput, MOST_TEMPLATES } from "#lib/domain/templates/schema";
import type { TenantTx } from "#lib/infra/db/tenant";
import { newId } from "#lib/infra/ids";

/** Refuses one more template in use than a workspace may have. @throws DomainError `template.too_many`. */
export async function requireRoom({ workspaceId, db }: TenantTx): Promise<void> {
  const count = await db.template.count({ where: { workspaceId, archivedAt: null } });
  if (count >= MOST_TEMPLATES) throw new DomainError("template.too_many", { most: MOST_TEMPLATES });
}

/**
 * Keeps a text for use again.
 *
 * @throws DomainError `template.too_many`.
 */
export async function createTemplate(
  tx: TenantTx,
  { name, kind, text }: z.output<typeof CreateTemplateInput>,
): Promise<Audited<{ templateId: PublicId<"template"> }>> {
  const { workspaceId, actorId, db } = tx;
  if (actorId === null) throw new Error("a template is written by a person");
  await requireRoom(tx);
  const id = newId();
  await db.template.create({ data: { workspaceId, id, name, createdById: actorId } });
  await db.templateVersion.create({
    data: { workspaceId, templateId: id, version: 1, kind, text, createdById: actorId },
  });
  const templateId = toPublicId("template", id);
  return { result: { templateId }, audit: { subject: templateId, detail: { name } } };
}
