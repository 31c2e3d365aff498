import type { ReviewState, WaitingReview } from "#lib/domain/campaigns/approval";
import type { CampaignKind, CampaignState } from "#lib/domain/campaigns/model";
import { DomainError } from "#lib/domain/errors";
import { type PublicId, toPublicId } from "#lib/domain/ids";
import type { TenantTx } from "#lib/infra/db/tenant";

/** A text that a submission is compared with. */
export interface EarlierText {
  /** The last that was approved, or, when none ever was, the one submitted before. */
  readonly kind: "approved" | "previous";
  readonly text: string;
  readonly at: Date;
}

/** One comment, or the words that came with a decision. */
export interface ReviewComment {
  readonly id: string;
  readonly author: string;
  readonly body: string;
  readonly at: Date;
}

/** The newest submission of a campaign with everything an approver looks at, but for the rendered texts. */
export interface ReviewView {
  readonly campaignId: PublicId<"campaign">;
  readonly reviewId: PublicId<"review">;
  readonly name: string;
  readonly campaignState: CampaignState;
  readonly version: number;
  /** Whether this submission is the one the campaign stands on: waiting, or what let it go. */
  readonly isCurrent: boolean;
  readonly state: ReviewState;
  /** 64 hex digits. */
  readonly hash: string;
  readonly text: string;
  readonly kind: CampaignKind;
  readonly senderName: string;
  /** Sender and connection for whom the first certainly does not take; null without one. */
  readonly second: string | null;
  /** A company behind the connection that it tries in reserve. */
  readonly fallback: string | null;
  /** The provider keeps it until its start. */
  readonly isKept: boolean;
  readonly connectionName: string;
  readonly people: number;
  readonly parts: number;
  readonly needsTwo: boolean;
  /** When it starts, and how fast it goes; null where nothing was chosen. */
  readonly startAt: Date | null;
  readonly startZone: string | null;
  readonly spreadHours: number | null;
  readonly perMinute: number | null;
  /** The one who looks wrote or submitted it. */
  readonly isOwn: boolean;
  readonly submittedBy: string;
  readonly submittedAt: Date;
  readonly expiresAt: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly signatureUrl: string | null;
  readonly signedBy: string | null;
  readonly signedAt: Date | null;
  readonly earlier: EarlierText | null;
  readonly comments: readonly ReviewComment[];
}

const MOST_COMMENTS = 200;

/**
 * Reads the newest submission of a campaign; null when it was never submitted.
 *
 * @throws DomainError `campaign.not_found`.
 */
export async function readReview(tx: TenantTx, campaignId: string): Promise<ReviewView | null> {
  const { workspaceId, actorId, db } = tx;
  const campaign = await db.campaign.findUnique({
    where: { workspaceId_id: { workspaceId, id: campaignId } },
    include: {
      connection: { select: { remoteName: true } },
      secondConnection: { select: { remoteName: true } },
      secondSender: { select: { name: true } },
    },
  });
  if (campaign === null) throw new DomainError("campaign.not_found");
  const review = await db.review.findFirst({ where: { workspaceId, campaignId }, orderBy: { id: "desc" } });
  if (review === null) return null;
  const written = await db.reviewComment.findMany({
    where: { workspaceId, review: { campaignId } },
    orderBy: { id: "asc" },
    take: MOST_COMMENTS,
  });
  const nameOf = await namesOf(tx, [
    ...[review.submittedById, review.decidedById],
    ...written.map(({ authorId }) => authorId),
  ]);
  const { people, parts, needsTwo, submittedAt, expiresAt, decidedAt, signatureUrl, signedBy, signedAt } = review;
  return {
    ...{ campaignId: toPublicId("campaign", campaign.id), reviewId: toPublicId("review", review.id) },
    ...{ name: campaign.name, campaignState: campaign.state, version: campaign.version },
    ...{ isCurrent: campaign.reviewId === review.id, state: review.state, text: review.text, kind: review.kind },
    hash: Buffer.from(review.contentHash).toString("hex"),
    ...{ senderName: review.senderName, connectionName: campaign.connection?.remoteName ?? "" },
    ...{ people, parts, needsTwo, submittedAt, expiresAt, decidedAt, signatureUrl, signedBy, signedAt },
    ...{ startAt: campaign.startAt, startZone: campaign.startZone },
    ...{ spreadHours: campaign.spreadHours, perMinute: campaign.perMinute },
    ...{ isKept: campaign.atProvider, fallback: campaign.fallbackCodes[0] ?? null },
    second:
      campaign.secondConnection === null
        ? null
        : `${campaign.secondSender?.name ?? ""}, ${campaign.secondConnection.remoteName}`,
    isOwn: actorId === campaign.createdById || actorId === review.submittedById,
    ...{ submittedBy: nameOf(review.submittedById) ?? "", decidedBy: nameOf(review.decidedById) },
    earlier: await earlierText(tx, campaignId, review.id),
    comments: written.map(({ id, authorId, body, createdAt }) => {
      return { id, author: nameOf(authorId) ?? "", body, at: createdAt };
    }),
  };
}

async function namesOf({ db }: TenantTx, ids: readonly (string | null)[]) {
  const wanted = [...new Set(ids.flatMap((id) => (id === null ? [] : [id])))];
  const people = await db.user.findMany({ where: { id: { in: wanted } }, select: { id: true, name: true } });
  return (id: string | null) => people.find((person) => person.id === id)?.name ?? null;
}

async function earlierText(
  { workspaceId, db }: TenantTx,
  campaignId: string,
  beforeId: string,
): Promise<EarlierText | null> {
  const before = { workspaceId, campaignId, id: { lt: beforeId } };
  const order = { id: "desc" } as const;
  const approved = await db.review.findFirst({ where: { ...before, approvedAt: { not: null } }, orderBy: order });
  if (approved?.approvedAt != null) return { kind: "approved", text: approved.text, at: approved.approvedAt };
  const previous = await db.review.findFirst({ where: before, orderBy: order });
  return previous === null ? null : { kind: "previous", text: previous.text, at: previous.submittedAt };
}

const MOST_WAITING = 5;

/** The submissions that wait for the one who looks, oldest first: not the own ones, where two people are needed. */
export async function waitingReviews(tx: TenantTx): Promise<WaitingReview[]> {
  const { workspaceId, actorId, db } = tx;
  const rows = await db.review.findMany({
    where: {
      ...{ workspaceId, state: "waiting", current: { some: { state: "in_review" } } },
      NOT: { needsTwo: true, OR: [{ submittedById: actorId ?? "" }, { campaign: { createdById: actorId ?? "" } }] },
    },
    include: { campaign: { select: { name: true } } },
    orderBy: { id: "asc" },
    take: MOST_WAITING,
  });
  const nameOf = await namesOf(
    tx,
    rows.map(({ submittedById }) => submittedById),
  );
  return rows.map(({ campaignId, campaign, people, submittedById }) => {
    return {
      campaignId: toPublicId("campaign", campaignId),
      name: campaign.name,
      people,
      by: nameOf(submittedById) ?? "",
    };
  });
}

/** The own campaigns that were sent back for changes. */
export async function sentBack({ workspaceId, actorId, db }: TenantTx): Promise<WaitingReview[]> {
  if (actorId === null) return [];
  const rows = await db.campaign.findMany({
    where: { workspaceId, state: "changes_requested", createdById: actorId },
    select: { id: true, name: true, people: true },
    orderBy: { id: "asc" },
    take: MOST_WAITING,
  });
  return rows.map(({ id, name, people }) => ({ campaignId: toPublicId("campaign", id), name, people, by: "" }));
}
