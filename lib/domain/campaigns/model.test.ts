import { describe, expect, it } from "vitest";
import { campaignStates, isEditable, isFinalCampaign, isRunningState } from "./model.ts";

describe("what a state allows", () => {
  it("edits only drafts and what was sent back", () => {
    expect(campaignStates.filter(isEditable)).toEqual(["draft", "changes_requested"]);
  });

  it("ends in three states", () => {
    expect(campaignStates.filter(isFinalCampaign)).toEqual(["completed", "cancelled", "failed"]);
  });

  it("pauses in two", () => {
    expect(campaignStates.filter(isRunningState)).toEqual(["preparing", "sending"]);
  });
});
