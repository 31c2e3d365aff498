/** What the law calls the message: a commercial one needs consent, an informational one does not. */
export const campaignKinds = ["commercial", "informational"] as const;

/** What the law calls the message. */
export type CampaignKind = (typeof campaignKinds)[number];

/** Every state a campaign can be in, in the order it usually passes them. */
export const campaignStates = [
  "draft",
  "in_review",
  "changes_requested",
  "awaiting_signature",
  "scheduled",
  "holding",
  "preparing",
  "sending",
  "paused",
  "settling",
  "completed",
  "cancelled",
  "failed",
] as const;

/** The state of a campaign. */
export type CampaignState = (typeof campaignStates)[number];

/** Why a campaign stands still. `user` is a person's wish, the others are automatic. */
export const pauseReasons = [
  "user",
  "quota",
  "connection",
  "scope",
  "quiet_hours",
  "cap",
  "sender_cap",
  "instance_limit",
  "provider_off",
  "consent_check",
  "authority",
  "anomaly",
  "unusual_numbers",
  "halt",
] as const;

/** Why a campaign stands still. */
export type PauseReason = (typeof pauseReasons)[number];

/** Pauses that end when the hours or the day are over, when the operator of the instance says so, or when İYS answers again. */
export const passingReasons: readonly PauseReason[] = [
  "quiet_hours",
  "cap",
  "sender_cap",
  "instance_limit",
  "provider_off",
  "consent_check",
];

/** Why a campaign failed before anything went out. */
export const startFailures = [
  "nobody_to_send_to",
  "changed_since_approval",
  "approval_missing",
  "more_than_approved",
  "signature_missing",
] as const;

/** Why a campaign failed before anything went out. */
export type StartFailure = (typeof startFailures)[number];

/** The states a campaign can be paused in, and resumes to. */
export type RunningState = "preparing" | "sending";

/** Whether a campaign in this state can be paused and resumed to it. */
export function isRunningState(state: CampaignState): state is RunningState {
  return state === "preparing" || state === "sending";
}

/** `partial` while any message is unknown: it may or may not have been sent. */
export type CampaignOutcome = "full" | "partial";

/** A campaign's state with what belongs to it: a pause knows its reason and where to resume, an end knows its outcome. */
export type CampaignStatus =
  | { readonly state: Exclude<CampaignState, "paused" | "completed"> }
  | { readonly state: "paused"; readonly reason: PauseReason; readonly from: RunningState }
  | { readonly state: "completed"; readonly outcome: CampaignOutcome };

/** Everything that can happen to a campaign. */
export const campaignEventTypes = [
  "submit",
  "send",
  "schedule",
  "withdraw",
  "request_changes",
  "reject",
  "approve",
  "expire",
  "sign",
  "refuse_signature",
  "unschedule",
  "start",
  "undo",
  "close_window",
  "ready",
  "fail",
  "block",
  "pause",
  "resume",
  "auto_resume",
  "give_up",
  "cancel",
  "hand_over",
  "take_up",
  "settle",
  "send_again",
] as const;

/** The name of something that can happen to a campaign. */
export type CampaignEventType = (typeof campaignEventTypes)[number];

/** Something that happens to a campaign. `block` is an automatic stop and says why; a person's stop is `pause`. */
export type CampaignEvent =
  | { readonly type: Exclude<CampaignEventType, "block"> }
  | { readonly type: "block"; readonly reason: Exclude<PauseReason, "user"> };

/**
 * What the caller has established, each claim worded so that true permits.
 *
 * A claim left out counts as not established: forgetting to look it up refuses the event.
 */
export type CampaignFacts = Readonly<Partial<Record<CampaignFact, boolean>>>;

/** One claim a guard may ask for. */
export type CampaignFact =
  /** No check of the preflight is red. */
  | "preflightPasses"
  | "approvalNotRequired"
  | "withinCaps"
  /** The actor wrote the campaign, or is an admin or owner. */
  | "authorOrAdmin"
  | "commentGiven"
  | "mayApprove"
  /** The actor did not write it, or it lies below the threshold for two people. */
  | "mayApproveOwn"
  /** What is being approved is what was submitted. */
  | "hashUnchanged"
  /** Selects, does not guard: approval continues to a signature. */
  | "signatureGateOn"
  /** Selects, does not guard: the campaign has a start time instead of an undo window. */
  | "startsLater"
  /** Seven days in review, or the start time has passed. */
  | "reviewOverdue"
  | "receiptValid"
  | "beforeStart"
  | "startReached"
  | "undoWindowOpen"
  | "undoWindowOver"
  | "holdPlaced"
  | "connectionReady"
  /** The actor may pause, resume and cancel this campaign. */
  | "mayControl"
  | "reasonCleared"
  /** The workspace chose to go on by itself when quota returns. */
  | "autoResumeChosen"
  | "pausedSevenDays"
  /** No message of the campaign is pending any more. */
  | "allHandedOver"
  /** People who were handed over wait again: their call was never made. */
  | "peopleReturned"
  | "allFinal"
  /** The provider keeps it for a start that has not come. */
  | "waitsAtProvider"
  /** 72 hours since the last message was handed over. */
  | "settleWindowOver"
  /** Selects, does not guard: at least one message is unknown, so the outcome is partial. */
  | "unknownLeft";

/** Whether text, audience and time may be changed. */
export function isEditable(state: CampaignState): boolean {
  return state === "draft" || state === "changes_requested";
}

/** Whether somebody else's answer is waited for, and nothing may be changed meanwhile. */
export function isUnderReview(state: CampaignState): boolean {
  return state === "in_review" || state === "awaiting_signature";
}

/** Whether nothing more will happen to the campaign. */
export function isFinalCampaign(state: CampaignState): boolean {
  return state === "completed" || state === "cancelled" || state === "failed";
}
