import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { freeName } from "#lib/domain/campaigns/free-name-queries";
import type { DuplicateCampaignInput } from "#lib/domain/campaigns/schema";
import { DomainError } from "#lib/domain/errors";
import { type PublicId, toPublicId } from "#lib/domain/ids";
import { Prisma } from "#lib/infra/db/generated/client";
import type { TenantTx } from "#lib/infra/db/tenant";
import { newId } from "#lib/infra/ids";

/**
 * Copies kind, senders, text and list of a campaign in any state into a new draft.
 *
 * @throws DomainError `campaign.not_found`.
 */
export async function duplicateDraft(
  tx: TenantTx,
  input: z.output<typeof DuplicateCampaignInput>,
): Promise<Audited<{ campaignId: PublicId<"campaign"> }>> {
  const { workspaceId, actorId } = tx;
  if (actorId === null) throw new Error("a draft is written by a person");
  const original = await tx.db.campaign.findUnique({
    where: { workspaceId_id: { workspaceId, id: input.campaignId } },
    select: {
      ...{ kind: true, connectionId: true, senderId: true, importId: true, text: true, exclusions: true },
      ...{ secondConnectionId: true, secondSenderId: true, fallbackCodes: true },
    },
  });
  if (original === null) throw new DomainError("campaign.not_found");
  const id = newId();
  await tx.db.campaign.create({
    data: {
      ...original,
      exclusions: original.exclusions ?? Prisma.DbNull,
      workspaceId,
      id,
      name: await freeName(tx, input.name),
      createdById: actorId,
    },
  });
  const campaignId = toPublicId("campaign", id);
  return {
    result: { campaignId },
    audit: { subject: campaignId, detail: { from: toPublicId("campaign", input.campaignId) } },
  };
}
