import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { freeName } from "#lib/domain/campaigns/free-name-queries";
import type { CreateDraftInput } from "#lib/domain/campaigns/schema";
import { type PublicId, toPublicId } from "#lib/domain/ids";
import { USABLE_SENDERS } from "#lib/domain/senders/usable";
import type { TenantTx } from "#lib/infra/db/tenant";
import { newId } from "#lib/infra/ids";

/**
 * Starts a draft with the default sender, or gives back the person's own draft that nothing was written into yet.
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
    const name = await freeName(tx, input.name);
    await tx.db.campaign.create({
      data: { workspaceId, id, name, createdById: actorId, ...(await defaultWayOut(tx)) },
    });
  }
  const campaignId = toPublicId("campaign", id);
  return { result: { campaignId }, audit: { subject: campaignId, detail: { isNew: untouched === null } } };
}

/** The default sender, if it can be used now. */
export async function defaultWayOut({ workspaceId, db }: TenantTx) {
  const sender = await db.sender.findFirst({
    where: {
      workspaceId,
      isDefault: true,
      isListed: true,
      status: { in: [...USABLE_SENDERS] },
      connection: { state: "active" },
    },
    select: { id: true, connectionId: true },
  });
  return sender === null ? {} : { senderId: sender.id, connectionId: sender.connectionId };
}
