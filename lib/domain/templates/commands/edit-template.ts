import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { DomainError } from "#lib/domain/errors";
import { toPublicId } from "#lib/domain/ids";
import type { EditTemplateInput } from "#lib/domain/templates/schema";
import type { TenantTx } from "#lib/infra/db/tenant";

/**
 * Gives a template another wording, as a new version; the ones before stay readable. Campaigns that took an earlier one
 * keep it.
 *
 * @throws DomainError `template.stale` when somebody else gave it one meanwhile, `template.not_found`.
 */
export async function editTemplate(
  tx: TenantTx,
  { templateId, version, name, kind, text }: z.output<typeof EditTemplateInput>,
): Promise<Audited<{ version: number }>> {
  const { workspaceId, actorId, db } = tx;
  if (actorId === null) throw new Error("a template is written by a person");
  const next = version + 1;
  const { count } = await db.template.updateMany({
    where: { workspaceId, id: templateId, version, archivedAt: null },
    data: { name, version: next },
  });
  if (count !== 1) {
    const found = await db.template.findUnique({ where: { workspaceId_id: { workspaceId, id: templateId } } });
    throw new DomainError(found === null ? "template.not_found" : "template.stale");
  }
  await db.templateVersion.create({
    data: { workspaceId, templateId, version: next, kind, text, createdById: actorId },
  });
  return {
    result: { version: next },
    audit: { subject: toPublicId("template", templateId), detail: { version: next } },
  };
}
