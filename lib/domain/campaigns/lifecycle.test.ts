import { describe, expect, it } from "vitest";
import { mustMove, transition } from "./lifecycle.ts";
import {
  type CampaignEvent,
  type CampaignEventType,
  type CampaignFact,
  type CampaignState,
  type CampaignStatus,
  campaignEventTypes,
  campaignStates,
  isFinalCampaign,
  pauseReasons,
} from "./model.ts";

/**
 * The lifecycle a second time, as a table: state, event, where it leads when every guard holds, and the guards in the
 * order they are asked. What is not in the table must be refused.
 */
const table: [CampaignState, CampaignEventType, CampaignState, CampaignFact[]][] = [
  ["draft", "submit", "in_review", ["preflightPasses"]],
  ["draft", "send", "holding", ["preflightPasses", "approvalNotRequired", "withinCaps"]],
  ["draft", "schedule", "scheduled", ["preflightPasses", "approvalNotRequired", "withinCaps"]],
  ["changes_requested", "submit", "in_review", ["preflightPasses"]],
  ["changes_requested", "send", "holding", ["preflightPasses", "approvalNotRequired", "withinCaps"]],
  ["changes_requested", "schedule", "scheduled", ["preflightPasses", "approvalNotRequired", "withinCaps"]],
  ["in_review", "withdraw", "draft", ["authorOrAdmin"]],
  ["in_review", "request_changes", "changes_requested", ["mayApprove", "commentGiven"]],
  ["in_review", "reject", "cancelled", ["mayApprove", "commentGiven"]],
  ["in_review", "approve", "holding", ["mayApprove", "mayApproveOwn", "hashUnchanged", "preflightPasses"]],
  ["in_review", "expire", "draft", ["reviewOverdue"]],
  ["awaiting_signature", "withdraw", "draft", ["authorOrAdmin"]],
  ["awaiting_signature", "expire", "draft", ["reviewOverdue"]],
  ["awaiting_signature", "sign", "holding", ["receiptValid"]],
  ["awaiting_signature", "refuse_signature", "changes_requested", []],
  ["scheduled", "unschedule", "draft", ["beforeStart"]],
  ["scheduled", "start", "preparing", ["startReached"]],
  ["scheduled", "cancel", "cancelled", ["mayControl"]],
  ["holding", "undo", "draft", ["undoWindowOpen"]],
  ["holding", "close_window", "preparing", ["undoWindowOver"]],
  ["preparing", "ready", "sending", ["holdPlaced", "connectionReady"]],
  ["preparing", "fail", "failed", []],
  ["preparing", "block", "paused", []],
  ["preparing", "cancel", "cancelled", ["mayControl"]],
  ["sending", "block", "paused", []],
  ["sending", "pause", "paused", ["mayControl"]],
  ["sending", "cancel", "cancelled", ["mayControl"]],
  ["sending", "hand_over", "settling", ["allHandedOver"]],
  ["paused", "resume", "sending", ["mayControl", "reasonCleared"]],
  ["paused", "give_up", "cancelled", ["pausedSevenDays"]],
  ["paused", "cancel", "cancelled", ["mayControl"]],
  ["settling", "take_up", "sending", ["peopleReturned"]],
  ["settling", "settle", "completed", ["allFinal"]],
  ["settling", "cancel", "cancelled", ["mayControl", "waitsAtProvider"]],
  ["settling", "send_again", "sending", ["mayControl", "unknownLeft"]],
  ["completed", "send_again", "sending", ["mayControl", "unknownLeft"]],
];

const refusalOf: Partial<Record<CampaignFact, string>> = {
  preflightPasses: "campaign.preflight_red",
  approvalNotRequired: "campaign.approval_required",
  withinCaps: "campaign.over_cap",
  authorOrAdmin: "campaign.not_author",
  mayApprove: "campaign.may_not_approve",
  commentGiven: "campaign.comment_required",
  mayApproveOwn: "campaign.own_approval",
  hashUnchanged: "campaign.changed_since_review",
  reviewOverdue: "campaign.not_due",
  receiptValid: "campaign.signature_invalid",
  beforeStart: "campaign.already_started",
  startReached: "campaign.not_due",
  mayControl: "campaign.may_not_control",
  undoWindowOpen: "campaign.undo_closed",
  undoWindowOver: "campaign.undo_open",
  holdPlaced: "campaign.hold_not_placed",
  connectionReady: "campaign.connection_not_ready",
  allHandedOver: "campaign.messages_open",
  reasonCleared: "campaign.pause_remains",
  pausedSevenDays: "campaign.not_due",
  peopleReturned: "campaign.wrong_state",
  allFinal: "campaign.messages_open",
  waitsAtProvider: "campaign.already_started",
  unknownLeft: "campaign.nothing_unknown",
};

function statusIn(state: CampaignState): CampaignStatus {
  if (state === "paused") return { state, reason: "connection", from: "sending" };
  if (state === "completed") return { state, outcome: "full" };
  return { state };
}

function eventOf(type: CampaignEventType): CampaignEvent {
  return type === "block" ? { type, reason: "quota" } : { type };
}

const holding = (facts: readonly CampaignFact[]) => Object.fromEntries(facts.map((fact) => [fact, true]));
const everyGuard = holding(table.flatMap(([, , , guards]) => guards));

describe("the lifecycle, all states by all events", () => {
  const pairs = campaignStates.flatMap((state) => campaignEventTypes.map((event) => [state, event] as const));

  it.each(pairs)("%s, %s", (state, event) => {
    const answer = transition(statusIn(state), eventOf(event), everyGuard);
    const line = table.find(([from, on]) => from === state && on === event);
    if (line === undefined) expect(answer).toEqual({ kind: "refused", code: "campaign.wrong_state" });
    else expect(answer).toMatchObject({ kind: "moved", status: { state: line[2] } });
  });

  it.each(table)("%s, %s leads to %s only with %j", (state, event, to, guards) => {
    expect(transition(statusIn(state), eventOf(event), holding(guards))).toMatchObject({
      kind: "moved",
      status: { state: to },
    });
    for (const [n, guard] of guards.entries()) {
      const code = refusalOf[guard];
      expect(code, guard).toBeDefined();
      const without = holding(guards.filter((other) => other !== guard));
      expect(transition(statusIn(state), eventOf(event), without)).toEqual({ kind: "refused", code });
      expect(transition(statusIn(state), eventOf(event), { ...holding(guards), [guard]: false })).toEqual({
        kind: "refused",
        code,
      });
      // Of several that fail, the first is told.
      expect(transition(statusIn(state), eventOf(event), holding(guards.slice(0, n)))).toEqual({
        kind: "refused",
        code,
      });
    }
  });

  it("leaves no final state but by a person's decision about unknown people, and reaches every state from a draft", () => {
    for (const state of campaignStates.filter(isFinalCampaign)) {
      for (const event of campaignEventTypes.filter((one) => one !== "send_again" || state !== "completed"))
        expect(transition(statusIn(state), eventOf(event), everyGuard).kind).toBe("refused");
    }
    const reached = new Set<CampaignState>(["draft"]);
    for (let round = 0; round < campaignStates.length; round++) {
      for (const [from, , to] of table) if (reached.has(from)) reached.add(to);
      if (reached.has("in_review")) reached.add("awaiting_signature");
    }
    expect(reached).toEqual(new Set(campaignStates));
  });
});

describe("where an approved campaign goes", () => {
  const approved = holding(["mayApprove", "mayApproveOwn", "hashUnchanged", "preflightPasses"]);

  it.each([
    [{}, "holding"],
    [{ startsLater: true }, "scheduled"],
    [{ signatureGateOn: true }, "awaiting_signature"],
    [{ signatureGateOn: true, startsLater: true }, "awaiting_signature"],
  ])("approved with %j: %s", (facts, state) => {
    expect(transition({ state: "in_review" }, { type: "approve" }, { ...approved, ...facts })).toMatchObject({
      status: { state },
    });
  });

  it.each([
    [{}, "holding"],
    [{ startsLater: true }, "scheduled"],
  ])("signed with %j: %s", (facts, state) => {
    const signed = { receiptValid: true, ...facts };
    expect(transition({ state: "awaiting_signature" }, { type: "sign" }, signed)).toMatchObject({ status: { state } });
  });

  it("a signature gate does not excuse the guards of an approval", () => {
    const facts = { ...approved, signatureGateOn: true, mayApproveOwn: false };
    expect(transition({ state: "in_review" }, { type: "approve" }, facts)).toEqual({
      kind: "refused",
      code: "campaign.own_approval",
    });
  });
});

describe("pausing and resuming", () => {
  it.each(["preparing", "sending"] as const)("remembers why it stopped in %s, and goes on there", (from) => {
    for (const reason of pauseReasons) {
      if (reason === "user") continue;
      const stopped = mustMove({ state: from }, { type: "block", reason }).status;
      expect(stopped).toEqual({ state: "paused", reason, from });
      expect(mustMove(stopped, { type: "resume" }, { mayControl: true, reasonCleared: true }).status).toEqual({
        state: from,
      });
    }
  });

  it("a person's pause has a person's reason", () => {
    expect(mustMove({ state: "sending" }, { type: "pause" }, { mayControl: true }).status).toEqual({
      state: "paused",
      reason: "user",
      from: "sending",
    });
  });

  it("goes on by itself only after quota, if chosen, after quiet hours, after a full day and when the operator says so", () => {
    for (const reason of pauseReasons) {
      const stopped: CampaignStatus = { state: "paused", reason, from: "sending" };
      const both = transition(stopped, { type: "auto_resume" }, { reasonCleared: true, autoResumeChosen: true });
      const cleared = transition(stopped, { type: "auto_resume" }, { reasonCleared: true });
      const chosen = transition(stopped, { type: "auto_resume" }, { autoResumeChosen: true });
      const isOfClock = [
        "quiet_hours",
        "cap",
        "sender_cap",
        "instance_limit",
        "provider_off",
        "consent_check",
      ].includes(reason);
      expect(both.kind, reason).toBe(reason === "quota" || isOfClock ? "moved" : "refused");
      expect(cleared.kind, reason).toBe(isOfClock ? "moved" : "refused");
      expect(chosen.kind, reason).toBe("refused");
    }
  });

  it("looks at suppression and consent again before it goes on", () => {
    const stopped: CampaignStatus = { state: "paused", reason: "quiet_hours", from: "sending" };
    const facts = { mayControl: true, reasonCleared: true };
    expect(mustMove(stopped, { type: "resume" }, facts).effects).toContain("recheck_recipients");
    expect(mustMove(stopped, { type: "auto_resume" }, facts).effects).toContain("recheck_recipients");
  });
});

describe("the end of a campaign", () => {
  it.each(["allFinal", "settleWindowOver"] as const)("comes when %s", (fact) => {
    expect(mustMove({ state: "settling" }, { type: "settle" }, { [fact]: true }).status).toEqual({
      state: "completed",
      outcome: "full",
    });
  });

  it("is partial while any message is unknown", () => {
    const facts = { settleWindowOver: true, unknownLeft: true };
    expect(mustMove({ state: "settling" }, { type: "settle" }, facts).status).toEqual({
      state: "completed",
      outcome: "partial",
    });
  });
});
