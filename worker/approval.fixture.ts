import { approveCampaign } from "#lib/domain/campaigns/commands/approve-campaign";
import { submitCampaign } from "#lib/domain/campaigns/commands/submit-campaign";
import { authority } from "#lib/domain/campaigns/review.fixture";
import { checkForStart } from "#lib/domain/campaigns/start-queries";
import { parsePublicId } from "#lib/domain/ids";
import type { Stage } from "./stage.fixture.ts";

/** Submits a draft as its author, the owner. Gives the plain id of the submission. */
export async function submit(stage: Stage, campaignId: string): Promise<string> {
  const { workspace } = stage;
  const check = await workspace.sql((sql) => checkForStart(sql, campaignId));
  const input = { campaignId, version: check.version };
  const { result } = await workspace.transact((tx) => submitCampaign(tx, input, check, authority));
  return parsePublicId("review", result.reviewId) ?? "";
}

/** Approves it as an admin who joins for that. */
export async function approve(stage: Stage, campaignId: string, reviewId: string): Promise<void> {
  const { workspace } = stage;
  const admin = await workspace.join("admin");
  const check = await workspace.sql((sql) => checkForStart(sql, campaignId));
  const { contentHash } = await workspace.transact(({ db }) =>
    db.review.findFirstOrThrow({ where: { workspaceId: workspace.id, id: reviewId } }),
  );
  const input = { campaignId, reviewId, hash: Buffer.from(contentHash).toString("hex") };
  await workspace.transact((tx) => approveCampaign(tx, input, check, authority), admin.id);
}

/** Sets the threshold of people. */
export async function setThreshold(stage: Stage, approvalPeople: number | null): Promise<void> {
  const { workspace } = stage;
  await workspace.transact(({ db }) => db.workspace.update({ where: { id: workspace.id }, data: { approvalPeople } }));
}
