import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { DomainError } from "#lib/domain/errors";
import { toPublicId } from "#lib/domain/ids";
import { requireRoom } from "#lib/domain/templates/commands/create-template";
import type { TemplateInput } from "#lib/domain/templates/schema";
import type { TenantTx } from "#lib/infra/db/tenant";

type Input = z.output<typeof TemplateInput>;

async function put(tx: TenantTx, { templateId }: Input, archivedAt: Date | null): Promise<Audited<null>> {
  const { workspaceId, db } = tx;
  const { count } = await db.template.updateMany({
    where: { workspaceId, id: templateId, archivedAt: archivedAt === null ? { not: null } : null },
    data: { archivedAt },
  });
  if (count !== 1) throw new DomainError("template.not_found");
  return { result: null, audit: { subject: toPublicId("template", templateId), detail: {} } };
}

/** Puts a template away: the composer does not offer it any more. @throws DomainError `template.not_found`. */
export function archiveTemplate(tx: TenantTx, input: Input): Promise<Audited<null>> {
  return put(tx, input, new Date());
}

/** Takes a template that was put away back into use. @throws DomainError `template.not_found`, `template.too_many`. */
export async function restoreTemplate(tx: TenantTx, input: Input): Promise<Audited<null>> {
  await requireRoom(tx);
  return put(tx, input, null);
}
