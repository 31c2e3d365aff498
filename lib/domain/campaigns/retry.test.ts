import { beforeEach, describe, expect, it } from "vitest";
import { deleteDraft } from "#lib/domain/campaigns/commands/delete-draft";
import { retryCampaign } from "#lib/domain/campaigns/commands/retry-campaign";
import { campaignHead } from "#lib/domain/campaigns/report-queries";
import { type ReviewScene, setReviewScene } from "#lib/domain/campaigns/review.fixture";
import { parsePublicId, toPublicId } from "#lib/domain/ids";
import { importStatus } from "#lib/domain/imports/queries";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { idRun } from "#lib/infra/ids";

useTestDatabase();
let scene: ReviewScene;
beforeEach(async () => {
  scene = await setReviewScene();
});

/** Ends a campaign to the four people of the scene with these states and reasons, in the order of the list. */
async function ended(ends: readonly (readonly [state: string, reason?: string])[], state = "completed") {
  const campaignId = await scene.makeDraft("Merhaba {{Ad}}");
  const nextId = idRun(new Date());
  const ids = ends.map(() => nextId());
  await scene.workspace.transact(async ({ db, workspaceId }) => {
    const people = await db.importRecipient.findMany({ where: { importId: scene.importId }, orderBy: { line: "asc" } });
    for (const [at, [messageState, reason]] of ends.entries()) {
      const person = people[at];
      await db.$executeRaw`
        INSERT INTO messages (workspace_id, id, campaign_id, connection_id, source, sender, msisdn, body, encoding, parts, state, reason, line)
        VALUES (${workspaceId}::uuid, ${ids[at]}::uuid, ${campaignId}::uuid, ${scene.connectionId}::uuid, 'campaign', 'IHLAMUREV', ${person?.msisdn}::bigint,
          'Merhaba', 'gsm7', 1, ${messageState}::message_state, ${reason ?? null}, ${person?.line})`;
    }
    await db.$executeRaw`
      UPDATE campaigns SET state = ${state}::campaign_state, first_id = ${ids[0]}::uuid, last_id = ${ids.at(-1)}::uuid,
        import_reading = (SELECT reading FROM imports WHERE id = ${scene.importId}::uuid)
      WHERE id = ${campaignId}::uuid`;
  });
  return campaignId;
}

const retry = (campaignId: string) =>
  scene.workspace.transact((tx) => retryCampaign(tx, { campaignId, name: "Yeniden" }), scene.operator.id);

describe("retryCampaign", () => {
  it("makes a linked draft for whom a passing reason kept it from, and for nobody else", async () => {
    const campaignId = await ended([["delivered"], ["expired"], ["unknown"], ["failed", "provider_unavailable"]]);
    const { result, audit } = await retry(campaignId);
    expect(audit.detail).toMatchObject({ people: 2 });
    const made = await scene.campaign(parsePublicId("campaign", result.campaignId) ?? "");
    expect(made).toMatchObject({ state: "draft", text: "Merhaba {{Ad}}", kind: "informational", retryOf: campaignId });
    const check = await scene.check(String(made.id));
    expect(check).toMatchObject({ people: 2, level: expect.not.stringMatching("red") });
    const list = await scene.workspace.transact((tx) => importStatus(tx, String(made.importId)));
    expect(list).toMatchObject({ kept: 2, hasFile: false });
    const people = await scene.workspace.transact(({ db }) =>
      db.importRecipient.findMany({ where: { importId: String(made.importId) }, orderBy: { line: "asc" } }),
    );
    expect(people.map(({ cells }) => cells[0])).toEqual(["Veli", "Çağla"]);
    const found = await scene.workspace.transact((tx) => campaignHead(tx, toPublicId("campaign", campaignId)));
    expect(found?.head).toMatchObject({ retries: [{ id: result.campaignId, name: "Yeniden" }], retried: null });
  });

  it("never takes in whose answer is open, who refused, or whose number is wrong", async () => {
    const campaignId = await ended([
      ["unknown"],
      ["rejected"],
      ["failed", "invalid_recipient"],
      ["skipped", "suppressed"],
    ]);
    await expect(retry(campaignId)).rejects.toMatchObject({ code: "campaign.nobody_to_retry" });
  });

  it("is refused while another try is there, of two at one moment too, and possible again once that is gone", async () => {
    const campaignId = await ended([["expired"]]);
    const tries = await Promise.allSettled([retry(campaignId), retry(campaignId)]);
    expect(tries.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(retry(campaignId)).rejects.toMatchObject({ code: "campaign.already_retried" });
    const done = tries.find((one) => one.status === "fulfilled");
    const again = parsePublicId("campaign", done?.value.result.campaignId ?? "") ?? "";
    await scene.workspace.transact((tx) => deleteDraft(tx, { campaignId: again }));
    await expect(retry(campaignId)).resolves.toMatchObject({ audit: { detail: { people: 1 } } });
  });

  it.each([
    ["was stopped", "cancelled", [["cancelled"]] as const],
    ["had quota for some only", "completed", [] as const],
  ])("R-100 takes nobody in again to whom an earlier try came that %s", async (_, state, rest) => {
    const campaignId = await ended([["expired"], ["expired"], ["expired"], ["failed", "quota_exceeded"]]);
    const stopped = await ended([["delivered"], ["unknown"], ["expired"], ...rest], state);
    await scene.workspace.transact(({ db, workspaceId }) =>
      db.campaign.updateMany({ where: { workspaceId, id: stopped }, data: { retryOf: campaignId } }),
    );
    await expect(retry(campaignId)).resolves.toMatchObject({ audit: { detail: { people: 1 } } });
    // Whom the earlier one tried in vain is tried again from there.
    await expect(retry(stopped)).resolves.toMatchObject({ audit: { detail: { people: 1 } } });
  });

  it("is refused while the campaign may still change", async () => {
    const campaignId = await ended([["expired"]], "settling");
    await expect(retry(campaignId)).rejects.toMatchObject({ code: "campaign.wrong_state" });
  });
});
