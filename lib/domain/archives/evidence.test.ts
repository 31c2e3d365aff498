import { strFromU8, unzipSync } from "fflate";
import Papa from "papaparse";
import { expect, it } from "vitest";
import { storedBytes } from "#lib/domain/archives/archive-bytes.fixture";
import { buildArchive } from "#lib/domain/archives/commands/build-archive";
import { exportEvidence } from "#lib/domain/archives/commands/request-archive";
import { latestArchives, readyArchive } from "#lib/domain/archives/queries";
import { unguardCell } from "#lib/domain/exports/csv";
import { parsePublicId, toPublicId } from "#lib/domain/ids";
import { BOOK_CAMPAIGN } from "#lib/domain/messages/book-moves";
import { storeCampaign } from "#lib/domain/messages/stored-campaign.fixture";
import { writeAudit } from "#lib/gate/audit";
import { jobScope } from "#lib/gate/job";
import type { TenantTx } from "#lib/infra/db/tenant";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace, type TestWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { newId } from "#lib/infra/ids";
import { withQueues } from "#lib/infra/test-queue.fixture";

useTestDatabase();
withQueues();

const TEXT = '=Yarın 10\'da "açığız"';
const HASH = Uint8Array.from({ length: 32 }, (_, n) => n);

/** A campaign that was approved and sent, with its history. */
async function sentCampaign(workspace: TestWorkspace): Promise<string> {
  const failed = { state: "failed", reason: "invalid_recipient", providerCode: "404" } as const;
  const { campaignId } = await storeCampaign(workspace, [
    { state: "delivered" },
    { state: "delivered", parts: 2 },
    failed,
  ]);
  const publicId = toPublicId("campaign", campaignId);
  const { person } = workspace;
  await workspace.sql(({ client }) => client.query(BOOK_CAMPAIGN, [workspace.id, campaignId]));
  await workspace.transact(async (tx) => {
    const { db, workspaceId } = tx;
    await db.campaign.updateMany({ where: { workspaceId, id: campaignId }, data: { text: TEXT, contentHash: HASH } });
    await db.review.create({
      data: {
        ...{
          workspaceId,
          id: newId(),
          campaignId,
          state: "approved",
          contentHash: HASH,
          text: TEXT,
          people: 3,
          parts: 4,
        },
        ...{
          kind: "informational",
          senderName: "MAGAZA",
          needsTwo: false,
          submittedById: person.id,
          expiresAt: new Date(),
        },
        ...{ decidedById: (await workspace.join("admin")).id, decidedAt: new Date(), approvedAt: new Date() },
      },
    });
    await writeAudit(tx, "campaign.approve", { subject: publicId, detail: { people: 3 } });
    await writeAudit(tx, "campaign.send", { subject: publicId, detail: {} });
    await writeAudit(tx, "campaign.send", { subject: toPublicId("campaign", newId()), detail: {} });
  });
  return publicId;
}

/** The tables of the file, by name, each row by its columns. */
async function evidenceOf(workspace: TestWorkspace, campaignId: string) {
  const { result } = await workspace.transact((tx) => exportEvidence(tx, { campaignId, language: "tr" }));
  const id = parsePublicId("archive", result.archiveId) ?? "";
  expect(await buildArchive(jobScope(workspace.id), id)).toBe(true);
  const archive = await workspace.transact((tx) => readyArchive(tx, id));
  const files = unzipSync(Uint8Array.from(await storedBytes(workspace, id)));
  const texts = Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes).replace("\ufeff", "")] as const);
  const tables = texts.map(([name, text]) => [
    name,
    Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data,
  ]);
  return { archive, all: texts.map(([, text]) => text).join(), tables: Object.fromEntries(tables) };
}

it("the evidence of a campaign has what was frozen, approved and came of it, and nobody who got it", async () => {
  const workspace = await makeWorkspace();
  const publicId = await sentCampaign(workspace);
  const { tables, all, archive } = await evidenceOf(workspace, publicId);
  expect(archive).toMatchObject({ kind: "evidence", format: "zip", name: "Ev haftası" });
  expect(Object.keys(tables)).toEqual(["kampanya.csv", "alicilar.csv", "sonuclar.csv", "onaylar.csv", "gecmis.csv"]);
  const [campaign] = tables["kampanya.csv"];
  expect(campaign).toMatchObject({
    id: publicId,
    connection: "Örnek",
    provider: "iletiniz",
    created_by: workspace.person.name,
  });
  expect(unguardCell(campaign.text)).toBe(TEXT);
  expect(campaign.content_sha256).toBe(Buffer.from(HASH).toString("hex"));
  expect(tables["alicilar.csv"]).toMatchObject([{ frozen_people: "3" }]);
  expect(tables["sonuclar.csv"]).toEqual([
    { state: "delivered", reason: "", provider_code: "", people: "2", parts: "3", charged_by_provider: "0" },
    {
      state: "failed",
      reason: "invalid_recipient",
      provider_code: "404",
      people: "1",
      parts: "1",
      charged_by_provider: "0",
    },
  ]);
  expect(tables["onaylar.csv"]).toMatchObject([
    { submitted_by: workspace.person.name, people: "3", state: "approved" },
  ]);
  const history: Record<string, string>[] = tables["gecmis.csv"];
  expect(history.map(({ action, entry }) => `${entry} ${action}`).slice(0, 2)).toEqual([
    "1 campaign.approve",
    "2 campaign.send",
  ]);
  expect(history[0]?.seal).toMatch(/^[0-9a-f]{64}$/);
  expect(all).not.toMatch(/9?0?5320000\d{3}/);
});

it("is not made for somebody who may no longer see whole numbers and texts", async () => {
  const workspace = await makeWorkspace();
  const campaignId = await sentCampaign(workspace);
  const { id: userId } = await workspace.join("operator");
  const ask = (tx: TenantTx) => exportEvidence(tx, { campaignId, language: "tr" });
  const id = parsePublicId("archive", (await workspace.transact(ask, userId)).result.archiveId) ?? "";
  const seat = { workspaceId: workspace.id, userId };
  await workspace.transact(({ db }) => db.membership.updateMany({ where: seat, data: { fullNumbers: false } }));
  expect(await buildArchive(jobScope(workspace.id), id)).toBe(true);
  const [archive] = await workspace.transact((tx) => latestArchives(tx, userId));
  expect(archive).toMatchObject({ state: "failed", refusal: "not_allowed" });
});

it("there is none of a draft, nor of another workspace", async () => {
  const [workspace, other] = [await makeWorkspace(), await makeWorkspace()];
  const publicId = await sentCampaign(workspace);
  const ask = (from: TestWorkspace, campaignId: string) =>
    from.transact((tx) => exportEvidence(tx, { campaignId, language: "en" }));
  await expect(ask(other, publicId)).rejects.toThrow("campaign.not_found");
  await expect(ask(workspace, toPublicId("campaign", newId()))).rejects.toThrow("campaign.not_found");
});
