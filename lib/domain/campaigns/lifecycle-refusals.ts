import type { ErrorCode } from "#lib/domain/errors";
import type { CampaignFact } from "./model.ts";

/** What a person is told when a claim was not established. Claims that only select among rules never refuse. */
export const refusals: Readonly<Record<CampaignFact, ErrorCode>> = {
  preflightPasses: "campaign.preflight_red",
  approvalNotRequired: "campaign.approval_required",
  withinCaps: "campaign.over_cap",
  authorOrAdmin: "campaign.not_author",
  commentGiven: "campaign.comment_required",
  mayApprove: "campaign.may_not_approve",
  mayApproveOwn: "campaign.own_approval",
  hashUnchanged: "campaign.changed_since_review",
  reviewOverdue: "campaign.not_due",
  receiptValid: "campaign.signature_invalid",
  beforeStart: "campaign.already_started",
  startReached: "campaign.not_due",
  undoWindowOpen: "campaign.undo_closed",
  undoWindowOver: "campaign.undo_open",
  holdPlaced: "campaign.hold_not_placed",
  connectionReady: "campaign.connection_not_ready",
  mayControl: "campaign.may_not_control",
  reasonCleared: "campaign.pause_remains",
  autoResumeChosen: "campaign.pause_remains",
  pausedSevenDays: "campaign.not_due",
  allHandedOver: "campaign.messages_open",
  peopleReturned: "campaign.wrong_state",
  allFinal: "campaign.messages_open",
  settleWindowOver: "campaign.messages_open",
  signatureGateOn: "campaign.wrong_state",
  startsLater: "campaign.wrong_state",
  waitsAtProvider: "campaign.already_started",
  unknownLeft: "campaign.nothing_unknown",
};
