import type { CampaignKind } from "#lib/domain/campaigns/model";
import { DomainError } from "#lib/domain/errors";
import { type PublicId, toPublicId } from "#lib/domain/ids";
import type { TenantTx } from "#lib/infra/db/tenant";

/** A template with its newest wording. */
export interface TemplateView {
  readonly id: PublicId<"template">;
  readonly name: string;
  readonly kind: CampaignKind;
  readonly text: string;
  readonly version: number;
  readonly isArchived: boolean;
  readonly changedAt: Date;
}

interface Row {
  id: string;
  name: string;
  kind: CampaignKind;
  text: string;
  version: number;
  archived_at: Date | null;
  created_at: Date;
}

/** Reads the templates of a workspace by name: those in use, or those that were put away. */
export async function listTemplates({ workspaceId, db }: TenantTx, isArchived = false): Promise<TemplateView[]> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT t.id, t.name, v.kind, v.text, t.version, t.archived_at, v.created_at
    FROM templates t JOIN template_versions v ON v.workspace_id = t.workspace_id AND v.template_id = t.id AND v.version = t.version
    WHERE t.workspace_id = ${workspaceId}::uuid AND (t.archived_at IS NOT NULL) = ${isArchived}
    ORDER BY lower(t.name), t.id`;
  return rows.map(({ id, name, kind, text, version, archived_at, created_at }) => {
    const templateId = toPublicId("template", id);
    return { id: templateId, name, kind, text, version, isArchived: archived_at !== null, changedAt: created_at };
  });
}

/** One wording of a template. */
export interface TemplateWording {
  readonly version: number;
  readonly kind: CampaignKind;
  readonly text: string;
  readonly by: string;
  readonly at: Date;
}

/**
 * Reads a template with every wording it had, the newest first.
 *
 * @throws DomainError `template.not_found`.
 */
export async function readTemplate(
  { workspaceId, db }: TenantTx,
  templateId: string,
): Promise<{ readonly name: string; readonly isArchived: boolean; readonly wordings: readonly TemplateWording[] }> {
  const found = await db.template.findUnique({
    where: { workspaceId_id: { workspaceId, id: templateId } },
    include: { versions: { orderBy: { version: "desc" } } },
  });
  if (found === null) throw new DomainError("template.not_found");
  const ids = [...new Set(found.versions.map(({ createdById }) => createdById))];
  const people = await db.user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  const nameOf = new Map(people.map(({ id, name }) => [id, name]));
  return {
    name: found.name,
    isArchived: found.archivedAt !== null,
    wordings: found.versions.map(({ version, kind, text, createdById, createdAt }) => {
      return { version, kind, text, by: nameOf.get(createdById) ?? "", at: createdAt };
    }),
  };
}
