import { DomainError, type ErrorCode } from "#lib/domain/errors";
import { refusals } from "./lifecycle-refusals.ts";
import {
  type CampaignEvent,
  type CampaignEventType,
  type CampaignFact,
  type CampaignFacts,
  type CampaignState,
  type CampaignStatus,
  type PauseReason,
  passingReasons,
} from "./model.ts";

/** What the caller must do in the same transaction as the change of state. */
export type CampaignEffect =
  | "store_hash"
  | "notify_approvers"
  | "log_confirmation"
  | "record_approver"
  | "void_approval"
  | "void_approval_if_changed"
  | "notify_author"
  | "store_receipt"
  | "freeze_snapshot"
  | "store_reason"
  | "notify_owner"
  | "recheck_recipients"
  | "cancel_remaining"
  | "cancel_at_provider"
  | "release_hold"
  | "reconcile_cost";

/** Where a rule leads. `launch` is scheduled or holding, `resumed` is where the pause began. */
type Target = CampaignState | "launch" | "resumed";

interface Rule {
  readonly from: readonly CampaignState[];
  readonly on: CampaignEventType;
  /** Applies only when this claim holds; otherwise the next rule for the same state and event is tried. */
  readonly when?: CampaignFact;
  /** Applies only to a pause for one of these reasons. */
  readonly reason?: readonly PauseReason[];
  /** Claims that must all hold; of an inner list, one. */
  readonly needs?: readonly (CampaignFact | readonly CampaignFact[])[];
  readonly to: Target;
  readonly effects?: readonly CampaignEffect[];
}

const editable = ["draft", "changes_requested"] as const;
const launchNeeds = ["preflightPasses", "approvalNotRequired", "withinCaps"] as const;
const approveNeeds = ["mayApprove", "mayApproveOwn", "hashUnchanged", "preflightPasses"] as const;

/** The whole lifecycle, one rule per line of the specification. The first rule that applies decides. */
const rules: readonly Rule[] = [
  {
    from: editable,
    on: "submit",
    needs: ["preflightPasses"],
    to: "in_review",
    effects: ["store_hash", "notify_approvers"],
  },
  { from: editable, on: "send", needs: launchNeeds, to: "holding", effects: ["log_confirmation"] },
  { from: editable, on: "schedule", needs: launchNeeds, to: "scheduled", effects: ["log_confirmation"] },
  {
    from: ["in_review", "awaiting_signature"],
    on: "withdraw",
    needs: ["authorOrAdmin"],
    to: "draft",
    effects: ["void_approval"],
  },
  {
    from: ["in_review"],
    on: "request_changes",
    needs: ["mayApprove", "commentGiven"],
    to: "changes_requested",
    effects: ["notify_author"],
  },
  {
    from: ["in_review"],
    on: "reject",
    needs: ["mayApprove", "commentGiven"],
    to: "cancelled",
    effects: ["notify_author"],
  },
  {
    from: ["in_review"],
    on: "approve",
    when: "signatureGateOn",
    needs: approveNeeds,
    to: "awaiting_signature",
    effects: ["record_approver"],
  },
  { from: ["in_review"], on: "approve", needs: approveNeeds, to: "launch", effects: ["record_approver"] },
  {
    from: ["in_review", "awaiting_signature"],
    on: "expire",
    needs: ["reviewOverdue"],
    to: "draft",
    effects: ["void_approval", "notify_author"],
  },
  { from: ["awaiting_signature"], on: "sign", needs: ["receiptValid"], to: "launch", effects: ["store_receipt"] },
  {
    from: ["awaiting_signature"],
    on: "refuse_signature",
    to: "changes_requested",
    effects: ["void_approval", "notify_author"],
  },
  {
    from: ["scheduled"],
    on: "unschedule",
    needs: ["beforeStart"],
    to: "draft",
    effects: ["void_approval_if_changed"],
  },
  { from: ["scheduled"], on: "start", needs: ["startReached"], to: "preparing" },
  { from: ["holding"], on: "undo", needs: ["undoWindowOpen"], to: "draft", effects: ["void_approval"] },
  { from: ["holding"], on: "close_window", needs: ["undoWindowOver"], to: "preparing" },
  {
    from: ["preparing"],
    on: "ready",
    needs: ["holdPlaced", "connectionReady"],
    to: "sending",
    effects: ["freeze_snapshot"],
  },
  { from: ["preparing"], on: "fail", to: "failed", effects: ["store_reason", "release_hold"] },
  { from: ["preparing", "sending"], on: "block", to: "paused", effects: ["notify_owner"] },
  { from: ["sending"], on: "pause", needs: ["mayControl"], to: "paused" },
  {
    from: ["paused"],
    on: "resume",
    needs: ["mayControl", "reasonCleared"],
    to: "resumed",
    effects: ["recheck_recipients"],
  },
  {
    from: ["paused"],
    on: "auto_resume",
    reason: ["quota"],
    needs: ["autoResumeChosen", "reasonCleared"],
    to: "resumed",
    effects: ["recheck_recipients"],
  },
  {
    from: ["paused"],
    on: "auto_resume",
    reason: passingReasons,
    needs: ["reasonCleared"],
    to: "resumed",
    effects: ["recheck_recipients"],
  },
  {
    from: ["paused"],
    on: "give_up",
    needs: ["pausedSevenDays"],
    to: "cancelled",
    effects: ["cancel_remaining", "release_hold", "notify_owner"],
  },
  {
    from: ["scheduled", "preparing", "sending", "paused"],
    on: "cancel",
    needs: ["mayControl"],
    to: "cancelled",
    effects: ["cancel_remaining", "cancel_at_provider", "release_hold"],
  },
  // What waits at the provider for its time can be taken back there until then.
  {
    from: ["settling"],
    on: "cancel",
    needs: ["mayControl", "waitsAtProvider"],
    to: "cancelled",
    effects: ["cancel_at_provider"],
  },
  { from: ["sending"], on: "hand_over", needs: ["allHandedOver"], to: "settling", effects: ["release_hold"] },
  { from: ["settling"], on: "take_up", needs: ["peopleReturned"], to: "sending", effects: ["recheck_recipients"] },
  {
    from: ["settling"],
    on: "settle",
    needs: [["allFinal", "settleWindowOver"]],
    to: "completed",
    effects: ["reconcile_cost"],
  },
  // The one way out of a final state: a person decides that people of whom nobody knows get it once more.
  {
    from: ["settling", "completed"],
    on: "send_again",
    needs: ["mayControl", "unknownLeft"],
    to: "sending",
    effects: ["recheck_recipients"],
  },
];

/** The answer of the machine: the new status with its duties, or the refusal to give. Nothing is thrown. */
export type Transition =
  | { readonly kind: "moved"; readonly status: CampaignStatus; readonly effects: readonly CampaignEffect[] }
  | { readonly kind: "refused"; readonly code: ErrorCode };

/**
 * Decides what an event does to a campaign. The only place that knows the lifecycle.
 *
 * @param facts What the caller established; a claim left out refuses whatever needs it.
 */
export function transition(status: CampaignStatus, event: CampaignEvent, facts: CampaignFacts = {}): Transition {
  const rule = rules.find(
    (candidate) =>
      candidate.on === event.type &&
      candidate.from.includes(status.state) &&
      (candidate.when === undefined || facts[candidate.when] === true) &&
      (candidate.reason === undefined || (status.state === "paused" && candidate.reason.includes(status.reason))),
  );
  if (rule === undefined) return { kind: "refused", code: "campaign.wrong_state" };
  for (const need of rule.needs ?? []) {
    const anyOf: readonly CampaignFact[] = typeof need === "string" ? [need] : need;
    const [first] = anyOf;
    if (first !== undefined && !anyOf.some((fact) => facts[fact] === true))
      return { kind: "refused", code: refusals[first] };
  }
  return { kind: "moved", status: land(rule.to, status, event, facts), effects: rule.effects ?? [] };
}

/**
 * The same decision for callers that have nothing else to do with a refusal.
 *
 * @throws DomainError with the refusal, `detail.state` and `detail.event`.
 */
export function mustMove(status: CampaignStatus, event: CampaignEvent, facts: CampaignFacts = {}) {
  const answer = transition(status, event, facts);
  if (answer.kind === "refused") throw new DomainError(answer.code, { state: status.state, event: event.type });
  return answer;
}

function land(to: Target, status: CampaignStatus, event: CampaignEvent, facts: CampaignFacts): CampaignStatus {
  if (to === "launch") return { state: facts.startsLater === true ? "scheduled" : "holding" };
  if (to === "resumed") {
    if (status.state !== "paused") throw new Error("only a paused campaign resumes");
    return { state: status.from };
  }
  if (to === "paused") {
    if (status.state !== "preparing" && status.state !== "sending") throw new Error("only a running campaign pauses");
    return { state: "paused", reason: event.type === "block" ? event.reason : "user", from: status.state };
  }
  if (to === "completed") return { state: "completed", outcome: facts.unknownLeft === true ? "partial" : "full" };
  return { state: to };
}
