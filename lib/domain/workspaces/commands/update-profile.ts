import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { DomainError } from "#lib/domain/errors";
import type { ProfileInput } from "#lib/domain/workspaces/schema";
import type { TenantTx } from "#lib/infra/db/tenant";

/**
 * Changes who the workspace is. After a change of the address the one before keeps working; the one before that is free
 * for others again.
 *
 * @throws DomainError `workspace.slug_taken`; nothing was changed then.
 */
export async function updateProfile(
  tx: TenantTx,
  input: z.output<typeof ProfileInput>,
): Promise<Audited<{ slug: string }>> {
  const { workspaceId, db } = tx;
  const before = await db.workspace.findUniqueOrThrow({ where: { id: workspaceId } });
  const { slug } = input;
  if (slug !== before.slug) await takeAddress(tx, before.slug, slug);
  await db.workspace.updateMany({ where: { id: workspaceId }, data: input });
  const fields = ["name", "slug", "zone", "locale", "tradeName", "mersis"] as const;
  const changed = fields.filter((field) => before[field] !== input[field]);
  const addresses = slug === before.slug ? {} : { from: before.slug, to: slug };
  return { result: { slug }, audit: { subject: null, detail: { changed, ...addresses } } };
}

/** Takes an address, which may be the one the workspace had before, and gives all but the last two away. */
async function takeAddress({ workspaceId, db }: TenantTx, last: string, slug: string): Promise<void> {
  const { count } = await db.workspaceSlug.createMany({ data: { slug, workspaceId }, skipDuplicates: true });
  if (count !== 1) {
    const holder = await db.workspaceSlug.findUnique({ where: { slug } });
    if (holder?.workspaceId !== workspaceId) throw new DomainError("workspace.slug_taken");
  }
  await db.workspaceSlug.deleteMany({ where: { workspaceId, slug: { notIn: [slug, last] } } });
}
