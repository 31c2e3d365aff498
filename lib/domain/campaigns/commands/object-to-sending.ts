import type { Audited } from "#lib/domain/audit/model";
import { type CampaignSize, isAboveThreshold } from "#lib/domain/campaigns/approval";
import { approvalPolicy } from "#lib/domain/campaigns/approval-queries";
import { contentHash } from "#lib/domain/campaigns/commands/freeze-draft";
import { findCampaign, moveCampaign } from "#lib/domain/campaigns/commands/move-campaign";
import type { FrozenCampaign } from "#lib/domain/campaigns/frozen-queries";
import type { StartFailure } from "#lib/domain/campaigns/model";
import { toPublicId } from "#lib/domain/ids";
import { equalHashes } from "#lib/infra/crypto/tokens";
import type { TenantTx } from "#lib/infra/db/tenant";
import { env } from "#lib/infra/env";

/** Whether what is about to be rendered is what was sent off, and what was approved. */
export function isAsApproved(campaign: FrozenCampaign): boolean {
  const now = contentHash({ ...campaign, importReading: campaign.reading });
  return [campaign.contentHash, campaign.approvedHash].every((hash) => hash === null || equalHashes(now, hash));
}

/**
 * Fails a campaign whose content is not what was approved. Nothing was written or sent by then.
 *
 * @throws DomainError `campaign.wrong_state` when it was cancelled meanwhile.
 */
export async function refuseChanged(tx: TenantTx, campaignId: string): Promise<Audited<null>> {
  const row = await findCampaign(tx, campaignId);
  const reason: StartFailure = "changed_since_approval";
  await moveCampaign(tx, row, { type: "fail" }, {}, { stateReason: reason, finishedAt: new Date() });
  return { result: null, audit: { subject: toPublicId("campaign", row.id), detail: { event: "fail", reason } } };
}

/**
 * Asks once more, with the messages written, whether the campaign may go: one that grew above the threshold since it was
 * sent, or above what was approved, does not.
 *
 * @param size The messages that would go out, and their parts.
 */
export async function objectionTo(
  tx: TenantTx,
  campaign: { readonly reviewId: string | null },
  size: CampaignSize,
): Promise<StartFailure | null> {
  const { workspaceId } = tx;
  const isGateOn = env().signatureGate !== null;
  if (campaign.reviewId === null) {
    return isGateOn || isAboveThreshold(await approvalPolicy(tx), size) ? "approval_missing" : null;
  }
  const review = await tx.db.review.findUnique({
    where: { workspaceId_id: { workspaceId, id: campaign.reviewId } },
    select: { state: true, parts: true, people: true, receipt: true },
  });
  if (review?.state !== "approved") return "approval_missing";
  if (size.parts > review.parts || size.people > review.people) return "more_than_approved";
  return isGateOn && review.receipt === null ? "signature_missing" : null;
}
