import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import type { CreateDraftInput } from "#lib/domain/campaigns/schema";
import { type PublicId, toPublicId } from "#lib/domain/ids";
import type { TenantTx } from "#lib/infra/db/tenant";
import { newId } from "#lib/infra/ids";

/**
 * Starts a draft, or gives back the person's own draft that nothing was written into yet.
 *
 * Opening the page twice therefore leaves one empty draft and not two.
 */
export async function createDraft(
  tx: TenantTx,
  input: z.output<typeof CreateDraftInput>,
): Promise<Audited<{ campaignId: PublicId<"campaign"> }>> {
  const { workspaceId, actorId } = tx;
  if (actorId === null) throw new Error("a draft is written by a person");
  const untouched = await tx.db.campaign.findFirst({
    where: { workspaceId, createdById: actorId, state: "draft", version: 1, text: "", importId: null },
    select: { id: true },
    orderBy: { id: "desc" },
  });
  const id = untouched?.id ?? newId();
  if (untouched === null) {
    await tx.db.campaign.create({ data: { workspaceId, id, name: input.name, createdById: actorId } });
  }
  const campaignId = toPublicId("campaign", id);
  return { result: { campaignId }, audit: { subject: campaignId, detail: { isNew: untouched === null } } };
}
