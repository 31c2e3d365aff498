import type { PublicId } from "#lib/domain/ids";

/** From which size on a campaign needs a second person; null: no limit of that kind. */
export interface ApprovalPolicy {
  readonly people: number | null;
  /** Cost, counted in parts, because no provider here tells a price. */
  readonly parts: number | null;
}

/** What a campaign comes to. */
export interface CampaignSize {
  readonly people: number;
  readonly parts: number;
}

/** Whether a campaign lies above the threshold: more people, or more parts, than one person may send alone. */
export function isAboveThreshold(policy: ApprovalPolicy, { people, parts }: CampaignSize): boolean {
  return (policy.people !== null && people > policy.people) || (policy.parts !== null && parts > policy.parts);
}

/** A membership as the database has it at this moment. */
export interface Member {
  readonly role: "owner" | "admin" | "operator" | "viewer";
  readonly maySend: boolean;
  readonly mayApprove: boolean;
  readonly fullNumbers: boolean;
}

/** What a member may do, by the gate's table, which hands it in. */
export interface Authority {
  mayApprove(member: Member): boolean;
  maySend(member: Member): boolean;
}

/** What is asked about an approver and a submission. */
export interface OwnApproval {
  /** The approver wrote or submitted it. */
  readonly isOwn: boolean;
  /** Two people are needed: above the threshold now, or when it was submitted. */
  readonly needsTwo: boolean;
  /** The approver could have sent it without anybody. */
  readonly maySend: boolean;
}

/** Whether a person may approve this: anybody's, and the own only if it could have been sent alone. */
export function mayApproveThis({ isOwn, needsTwo, maySend }: OwnApproval): boolean {
  return !isOwn || (!needsTwo && maySend);
}

/** Days after which a submission that nobody answered is a draft again. */
export const REVIEW_DAYS = 7;

/** Longest comment. */
export const commentLength = 2_000;

/** What became of a submission. */
export const reviewStates = [
  "waiting",
  "approved",
  "changes_requested",
  "rejected",
  "withdrawn",
  "expired",
  "refused",
] as const;

/** What became of a submission. */
export type ReviewState = (typeof reviewStates)[number];

/** A submission in a list of what waits. */
export interface WaitingReview {
  readonly campaignId: PublicId<"campaign">;
  readonly name: string;
  readonly people: number;
  readonly by: string;
}
