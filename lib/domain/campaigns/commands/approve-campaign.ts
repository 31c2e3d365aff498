import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { type Authority, isAboveThreshold, type Member, mayApproveThis } from "#lib/domain/campaigns/approval";
import { actingMember, approvalPolicy, memberOf } from "#lib/domain/campaigns/approval-queries";
import { endReview, findReview, tell } from "#lib/domain/campaigns/commands/end-review";
import { freezeDraft } from "#lib/domain/campaigns/commands/freeze-draft";
import { fitsToday, openWindow, waitsHere, wakeAt } from "#lib/domain/campaigns/commands/launch";
import { findCampaign, moveCampaign } from "#lib/domain/campaigns/commands/move-campaign";
import type { CampaignState } from "#lib/domain/campaigns/model";
import type { ApproveInput } from "#lib/domain/campaigns/schema";
import { fitsSenderCap } from "#lib/domain/campaigns/sender-queries";
import type { StartCheck } from "#lib/domain/campaigns/start-queries";
import { DomainError } from "#lib/domain/errors";
import { toPublicId } from "#lib/domain/ids";
import { equalHashes } from "#lib/infra/crypto/tokens";
import type { TenantTx } from "#lib/infra/db/tenant";
import { env } from "#lib/infra/env";
import { enqueue } from "#lib/infra/queue";

type Campaign = Awaited<ReturnType<typeof findCampaign>>;
type Review = Awaited<ReturnType<typeof findReview>>;

/**
 * Approves what was submitted, and sets it going or on its way to a signature.
 *
 * The hash is asked three times: the one the approver saw, the one that was submitted, and the one of the content as it is
 * at this moment. It is part of the change itself, with the state, so of two approvals at once one is refused.
 *
 * @param check Made by the server a moment before: a connection or a quota that went away since the submission refuses.
 * @throws DomainError `campaign.may_not_approve`, `campaign.own_approval`, `campaign.changed_since_review`,
 * `campaign.preflight_red` with `detail.checks`, `campaign.over_cap`, `campaign.already_decided`, `campaign.wrong_state`,
 * `campaign.nobody_may_send`, `campaign.start_passed`, `campaign.not_found`, `workspace.not_allowed`, `workspace.halted`, `workspace.suspended`, `workspace.over_limit`.
 */
export async function approveCampaign(
  tx: TenantTx,
  input: z.output<typeof ApproveInput>,
  check: StartCheck,
  authority: Authority,
): Promise<Audited<{ state: CampaignState }>> {
  const row = await findCampaign(tx, input.campaignId);
  const review = await findReview(tx, row.id, input.reviewId);
  const isCurrent = row.reviewId === review.id && review.state === "waiting";
  if (row.state !== "in_review" || !isCurrent) throw new DomainError("campaign.already_decided");

  const { now, holdUntil, countsAt } = await openWindow(tx, check.people, row);
  const fits = await fitsToday(tx, row.id, check.people, countsAt);
  const member = await actingMember(tx, review.submittedById);
  const needsTwo = review.needsTwo || isAboveThreshold(await approvalPolicy(tx), check);
  const isOwn = member.id === row.createdById || member.id === review.submittedById;
  const maySend = authority.maySend(member);
  const facts = {
    mayApprove: authority.mayApprove(member),
    mayApproveOwn: mayApproveThis({ isOwn, needsTwo, maySend }),
    hashUnchanged: await isUnchanged(tx, row, review, input.hash, check),
    preflightPasses: check.level !== "red",
    signatureGateOn: env().signatureGate !== null,
    startsLater: waitsHere(row),
  };
  const startedById = facts.mayApprove ? await senderOf(tx, review, member, authority) : null;
  const isWithin = startedById === null || (fits && (await fitsSenderCap(tx, startedById, check.people, now)));
  if (facts.mayApproveOwn && !isWithin) throw new DomainError("campaign.over_cap");

  const { people, parts } = check;
  const approved = { people, parts, startedById };
  const change = facts.signatureGateOn ? approved : { ...approved, holdUntil };
  const guard = { reviewId: review.id, contentHash: review.contentHash };
  const { status } = await moveCampaign(tx, row, { type: "approve" }, facts, change, guard).catch(withReds(check));
  const decision = { state: "approved", people, parts, needsTwo, decidedById: member.id, decidedAt: now } as const;
  await endReview(tx, review.id, "waiting", { ...decision, approvedAt: now }, { contentHash: review.contentHash });
  await proceed(tx, review, facts.signatureGateOn ? null : holdUntil);
  const authors = [row.createdById, review.submittedById].filter((id) => id !== member.id);
  await tell(tx, review.id, authors, "approved");
  const detail = { review: toPublicId("review", review.id), hash: input.hash, people, parts, needsTwo, isOwn };
  return {
    result: { state: status.state },
    audit: { subject: toPublicId("campaign", row.id), detail: { ...detail, state: status.state } },
  };
}

/**
 * In whose name an approved campaign is sent: the approver's, who lets it go and answers for it; of an approver who may not
 * send, the author's. Every claim of a message asks for that person's right and daily cap.
 *
 * @throws DomainError `campaign.nobody_may_send`.
 */
async function senderOf(
  tx: TenantTx,
  review: Review,
  approver: Member & { readonly id: string },
  authority: Authority,
): Promise<string> {
  if (authority.maySend(approver)) return approver.id;
  const author = await memberOf(tx, review.submittedById);
  if (author === null || !authority.maySend(author)) throw new DomainError("campaign.nobody_may_send");
  return review.submittedById;
}

/** Whether what the approver saw, what was submitted and what is there now are the same. */
async function isUnchanged(
  tx: TenantTx,
  row: Campaign,
  review: Review,
  seen: string,
  check: StartCheck,
): Promise<boolean> {
  if (Buffer.from(review.contentHash).toString("hex") !== seen || check.version !== row.version) return false;
  const now = await freezeDraft(tx, row);
  return now.importReading === check.reading && equalHashes(now.hash, review.contentHash);
}

/** The next step of an approved campaign: its undo window, or the way to the signature. */
async function proceed(tx: TenantTx, review: Review, holdUntil: Date | null): Promise<void> {
  if (holdUntil !== null) return wakeAt(tx, holdUntil);
  await enqueue(tx.db, "signature.follow", { workspaceId: tx.workspaceId, reviewId: review.id });
}

/** Says which lines are red, and calls a campaign that somebody else moved meanwhile decided. */
function withReds(check: StartCheck) {
  return (error: unknown): never => {
    if (error instanceof DomainError && error.code === "campaign.preflight_red") {
      throw new DomainError("campaign.preflight_red", { checks: check.reds });
    }
    if (error instanceof DomainError && error.code === "campaign.wrong_state") {
      throw new DomainError("campaign.already_decided");
    }
    throw error;
  };
}
