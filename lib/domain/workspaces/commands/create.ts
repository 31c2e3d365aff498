import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { DomainError } from "#lib/domain/errors";
import type { CreateWorkspaceInput } from "#lib/domain/workspaces/schema";
import type { TenantTx } from "#lib/infra/db/tenant";

/**
 * Makes a workspace and its first owner.
 *
 * @param tx Bound to the id of the workspace that is being made, for the person who makes it.
 * @throws DomainError `workspace.slug_taken`; nothing has been made then.
 */
export async function createWorkspace(
  tx: TenantTx,
  input: z.output<typeof CreateWorkspaceInput>,
): Promise<Audited<{ slug: string }>> {
  const { db, workspaceId, actorId } = tx;
  if (actorId === null) throw new Error("a workspace is made by a person");
  const { name, slug, zone, locale } = input;
  // Addresses are unique on the whole instance, and a duplicate must not end the transaction with a database error.
  const { count } = await db.workspaceSlug.createMany({ data: { slug, workspaceId }, skipDuplicates: true });
  if (count !== 1) throw new DomainError("workspace.slug_taken");
  await db.workspace.create({ data: { id: workspaceId, slug, name, zone, locale } });
  await db.membership.create({ data: { workspaceId, userId: actorId, role: "owner" } });
  return { result: { slug }, audit: { subject: slug, detail: { name, zone, locale } } };
}
