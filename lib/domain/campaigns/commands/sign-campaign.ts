import type { Audited } from "#lib/domain/audit/model";
import { endReview, findReview, tell } from "#lib/domain/campaigns/commands/end-review";
import { thawed } from "#lib/domain/campaigns/commands/freeze-draft";
import { fitsToday, openWindow, waitsHere, wakeAt } from "#lib/domain/campaigns/commands/launch";
import { findCampaign, moveCampaign } from "#lib/domain/campaigns/commands/move-campaign";
import { fitsSenderCap } from "#lib/domain/campaigns/sender-queries";
import { DomainError } from "#lib/domain/errors";
import { toPublicId } from "#lib/domain/ids";
import type { TenantTx } from "#lib/infra/db/tenant";
import type { Signature, SignatureRequest } from "#lib/infra/signature/gate";

/** What is asked of the signature gate about an approved campaign, and what is known of it. */
export interface OpenSignature {
  readonly campaignId: string;
  readonly campaignName: string;
  readonly slug: string;
  readonly hash: string;
  readonly sender: string;
  readonly people: number;
  readonly parts: number;
  readonly submittedAt: Date;
  readonly requestId: string | null;
}

/** Reads what waits for a signature; null when it does not any more. */
export async function openSignature(tx: TenantTx, reviewId: string): Promise<OpenSignature | null> {
  const { workspaceId } = tx;
  const review = await tx.db.review.findFirst({
    where: { workspaceId, id: reviewId, state: "approved", current: { some: { state: "awaiting_signature" } } },
    include: { campaign: { select: { name: true, workspace: { select: { slug: true } } } } },
  });
  if (review === null) return null;
  const { people, parts, senderName: sender, campaignId, submittedAt, signatureId: requestId } = review;
  const hash = Buffer.from(review.contentHash).toString("hex");
  const { name: campaignName, workspace } = review.campaign;
  return { campaignId, campaignName, slug: workspace.slug, hash, sender, people, parts, submittedAt, requestId };
}

/** Keeps where it is signed. */
export async function noteRequest(tx: TenantTx, reviewId: string, request: SignatureRequest): Promise<void> {
  const { workspaceId } = tx;
  const data = { signatureId: request.id, signatureUrl: request.url };
  await tx.db.review.updateMany({ where: { workspaceId, id: reviewId, state: "approved", signatureId: null }, data });
}

/**
 * Sets a signed campaign going, and keeps the receipt.
 *
 * @param signature What the receipt was found to prove about this very hash; null when it proves nothing.
 * @throws DomainError `campaign.signature_invalid`, `campaign.wrong_state`, `campaign.over_cap`, `campaign.start_passed`, `workspace.halted`,
 * `workspace.suspended`, `workspace.over_limit`, `campaign.not_found`.
 */
export async function signCampaign(
  tx: TenantTx,
  campaignId: string,
  reviewId: string,
  receipt: string,
  signature: Signature | null,
): Promise<Audited<null>> {
  const row = await findCampaign(tx, campaignId);
  const review = await findReview(tx, campaignId, reviewId);
  const { now, holdUntil, countsAt } = await openWindow(tx, row.people, row);
  const fits = await fitsToday(tx, row.id, row.people, countsAt);
  const isWithin = row.startedById !== null && (await fitsSenderCap(tx, row.startedById, row.people, now));
  if (!fits || !isWithin) throw new DomainError("campaign.over_cap");
  const guard = { reviewId, contentHash: review.contentHash };
  const facts = { receiptValid: signature !== null, startsLater: waitsHere(row) };
  await moveCampaign(tx, row, { type: "sign" }, facts, { holdUntil }, guard);
  await endReview(tx, reviewId, "approved", { receipt, ...signature });
  await wakeAt(tx, holdUntil);
  await tell(tx, reviewId, [row.createdById, review.submittedById], "signed");
  const detail = { review: toPublicId("review", reviewId), signedBy: signature?.signedBy ?? null };
  return { result: null, audit: { subject: toPublicId("campaign", campaignId), detail } };
}

/**
 * Gives a campaign whose signature was refused back for changes.
 *
 * @param reason `refused` by the signatory, or `invalid`: the receipt does not prove what it should.
 * @throws DomainError `campaign.wrong_state`, `campaign.not_found`.
 */
export async function refuseSignature(
  tx: TenantTx,
  campaignId: string,
  reviewId: string,
  reason: "refused" | "invalid",
): Promise<Audited<null>> {
  const row = await findCampaign(tx, campaignId);
  const review = await findReview(tx, campaignId, reviewId);
  await moveCampaign(tx, row, { type: "refuse_signature" }, {}, thawed, { reviewId });
  await endReview(tx, reviewId, "approved", { state: "refused" });
  await tell(tx, reviewId, [row.createdById, review.submittedById], "refused");
  const detail = { review: toPublicId("review", reviewId), reason };
  return { result: null, audit: { subject: toPublicId("campaign", campaignId), detail } };
}
