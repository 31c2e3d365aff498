import { describe, expect, it } from "vitest";
import { DomainError } from "#lib/domain/errors";
import { type CampaignEffect, mustMove } from "./lifecycle.ts";
import type { CampaignEvent, CampaignFacts, CampaignStatus } from "./model.ts";

const approved: CampaignFacts = { mayApprove: true, mayApproveOwn: true, hashUnchanged: true, preflightPasses: true };
const paused: CampaignStatus = { state: "paused", reason: "connection", from: "sending" };

describe("what a change of state obliges to", () => {
  const duties: [CampaignStatus, CampaignEvent, CampaignFacts, CampaignEffect[]][] = [
    [{ state: "draft" }, { type: "submit" }, { preflightPasses: true }, ["store_hash", "notify_approvers"]],
    [
      { state: "draft" },
      { type: "send" },
      { preflightPasses: true, approvalNotRequired: true, withinCaps: true },
      ["log_confirmation"],
    ],
    [{ state: "in_review" }, { type: "withdraw" }, { authorOrAdmin: true }, ["void_approval"]],
    [{ state: "in_review" }, { type: "approve" }, approved, ["record_approver"]],
    [{ state: "in_review" }, { type: "expire" }, { reviewOverdue: true }, ["void_approval", "notify_author"]],
    [{ state: "awaiting_signature" }, { type: "sign" }, { receiptValid: true }, ["store_receipt"]],
    [{ state: "scheduled" }, { type: "unschedule" }, { beforeStart: true }, ["void_approval_if_changed"]],
    [{ state: "holding" }, { type: "undo" }, { undoWindowOpen: true }, ["void_approval"]],
    [{ state: "awaiting_signature" }, { type: "withdraw" }, { authorOrAdmin: true }, ["void_approval"]],
    [{ state: "awaiting_signature" }, { type: "refuse_signature" }, {}, ["void_approval", "notify_author"]],
    [{ state: "preparing" }, { type: "ready" }, { holdPlaced: true, connectionReady: true }, ["freeze_snapshot"]],
    [{ state: "preparing" }, { type: "fail" }, {}, ["store_reason", "release_hold"]],
    [{ state: "sending" }, { type: "block", reason: "halt" }, {}, ["notify_owner"]],
    [
      { state: "sending" },
      { type: "cancel" },
      { mayControl: true },
      ["cancel_remaining", "cancel_at_provider", "release_hold"],
    ],
    [paused, { type: "give_up" }, { pausedSevenDays: true }, ["cancel_remaining", "release_hold", "notify_owner"]],
    [{ state: "sending" }, { type: "hand_over" }, { allHandedOver: true }, ["release_hold"]],
    [{ state: "settling" }, { type: "take_up" }, { peopleReturned: true }, ["recheck_recipients"]],
    [{ state: "settling" }, { type: "settle" }, { allFinal: true }, ["reconcile_cost"]],
  ];

  it.each(duties)("%j, %j", (status, event, facts, effects) => {
    expect(mustMove(status, event, facts).effects).toEqual(effects);
  });
});

describe("mustMove", () => {
  it("throws the refusal with what was tried", () => {
    const tried = () => mustMove({ state: "completed", outcome: "full" }, { type: "cancel" }, { mayControl: true });
    expect(tried).toThrow(DomainError);
    expect(tried).toThrow(
      expect.objectContaining({ code: "campaign.wrong_state", detail: { state: "completed", event: "cancel" } }),
    );
  });
});
