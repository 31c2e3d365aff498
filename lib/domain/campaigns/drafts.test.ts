import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { createDraft } from "#lib/domain/campaigns/commands/create-draft";
import { deleteDraft } from "#lib/domain/campaigns/commands/delete-draft";
import { duplicateDraft } from "#lib/domain/campaigns/commands/duplicate-draft";
import { saveDraft } from "#lib/domain/campaigns/commands/save-draft";
import { campaignNameLength } from "#lib/domain/campaigns/draft";
import { type CampaignPage, listCampaigns } from "#lib/domain/campaigns/queries";
import { SaveDraftInput } from "#lib/domain/campaigns/schema";
import { parsePublicId } from "#lib/domain/ids";

import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace, type TestWorkspace } from "#lib/infra/db/test-workspace.fixture";

useTestDatabase();
let workspace: TestWorkspace;

beforeEach(async () => {
  workspace = await makeWorkspace();
});

const uuid = (publicId: string) => parsePublicId("campaign", publicId) ?? "";

async function newDraft(name = "Ev haftası"): Promise<string> {
  const { result } = await workspace.transact((tx) => createDraft(tx, { name }));
  return uuid(result.campaignId);
}

describe("createDraft", () => {
  it("starts a draft and says so in the history entry", async () => {
    const { result, audit } = await workspace.transact((tx) => createDraft(tx, { name: "Ev haftası" }));
    expect(audit).toEqual({ subject: result.campaignId, detail: { isNew: true } });
    const { rows } = await workspace.transact((tx) => listCampaigns(tx, "drafts"));
    expect(rows).toEqual([
      expect.objectContaining({
        id: result.campaignId,
        name: "Ev haftası",
        state: "draft",
        owner: workspace.person.name,
      }),
    ]);
  });

  it("gives an untouched draft back and makes no second one", async () => {
    expect(await newDraft()).toBe(await newDraft());
  });

  it("makes another once something was written", async () => {
    const first = await newDraft();
    await workspace.transact((tx) => saveDraft(tx, { campaignId: first, version: 1, text: "Merhaba" }));
    expect(await newDraft()).not.toBe(first);
  });
});

describe("the name of a campaign that nobody has named", () => {
  const write = async (name: string) => {
    const campaignId = await newDraft(name);
    await workspace.transact((tx) => saveDraft(tx, { campaignId, version: 1, text: "Merhaba" }));
    return campaignId;
  };
  const names = async () => {
    const { rows } = await workspace.transact((tx) => listCampaigns(tx, "all"));
    return rows.map(({ name }) => name).sort();
  };

  it("bears the next free number where the workspace has one of that name", async () => {
    for (let times = 0; times < 3; times += 1) await write("22 Kas kampanyası");
    const first = await write("23 Kas kampanyası");
    const copies = [1, 2].map(() =>
      workspace.transact((tx) => duplicateDraft(tx, { campaignId: first, name: "23 Kas kampanyası (kopya)" })),
    );
    await Promise.all(copies);
    expect(await names()).toEqual([
      "22 Kas kampanyası",
      "22 Kas kampanyası (2)",
      "22 Kas kampanyası (3)",
      "23 Kas kampanyası",
      "23 Kas kampanyası (kopya)",
      "23 Kas kampanyası (kopya) (2)",
    ]);
  });

  it("stays as long as a name may be, and takes nothing from another workspace", async () => {
    const long = "🎈".repeat(campaignNameLength / 2);
    await write(long);
    await write(long);
    expect((await names()).map(({ length }) => length)).toEqual([116, 120]);
    workspace = await makeWorkspace();
    await write(long);
    expect(await names()).toEqual([long]);
  });
});

describe("saveDraft", () => {
  it("keeps an edit, raises the version and names what changed", async () => {
    const campaignId = await newDraft();
    const edit = { campaignId, version: 1, text: "Merhaba {{ad}}", kind: "informational" as const };
    const { result, audit } = await workspace.transact((tx) => saveDraft(tx, edit));
    expect(result.version).toBe(2);
    expect(audit.detail).toEqual({ version: 2, changed: ["kind", "text"] });
    const stored = await workspace.transact((tx) => tx.db.campaign.findFirstOrThrow({ where: { id: campaignId } }));
    expect(stored).toMatchObject({ text: "Merhaba {{ad}}", kind: "informational", version: 2 });
  });

  it("refuses an edit made on an older version, says what differs, and keeps nothing of it", async () => {
    const campaignId = await newDraft();
    await workspace.transact((tx) => saveDraft(tx, { campaignId, version: 1, text: "Birinci", name: "Ad" }));
    await expect(
      workspace.transact((tx) => saveDraft(tx, { campaignId, version: 1, text: "İkinci", name: "Ad" })),
    ).rejects.toMatchObject({ code: "campaign.stale", detail: { version: 2, changed: ["text"] } });
    const stored = await workspace.transact((tx) => tx.db.campaign.findFirstOrThrow({ where: { id: campaignId } }));
    expect(stored.text).toBe("Birinci");
  });

  it("lets one of two saves at the same moment through", async () => {
    const campaignId = await newDraft();
    const saves = ["a", "b"].map((text) => workspace.transact((tx) => saveDraft(tx, { campaignId, version: 1, text })));
    const outcomes = (await Promise.allSettled(saves)).map((one) => one.status).sort();
    expect(outcomes).toEqual(["fulfilled", "rejected"]);
  });

  it("refuses once the campaign is no draft", async () => {
    const campaignId = await newDraft();
    await workspace.transact((tx) =>
      tx.db.campaign.updateMany({ where: { id: campaignId }, data: { state: "holding" } }),
    );
    await expect(
      workspace.transact((tx) => saveDraft(tx, { campaignId, version: 1, text: "x" })),
    ).rejects.toMatchObject({ code: "campaign.wrong_state" });
  });

  it("knows nothing of drafts, lists and senders of another workspace (R-030)", async () => {
    const campaignId = await newDraft();
    const other = await makeWorkspace();
    await expect(other.transact((tx) => saveDraft(tx, { campaignId, version: 1, text: "x" }))).rejects.toMatchObject({
      code: "campaign.not_found",
    });
    const importId = randomUUID();
    await other.transact((tx) =>
      tx.db.import.create({
        data: { workspaceId: tx.workspaceId, id: importId, filename: "a.csv", createdById: other.person.id },
      }),
    );
    await expect(workspace.transact((tx) => saveDraft(tx, { campaignId, version: 1, importId }))).rejects.toMatchObject(
      { code: "upload.not_found" },
    );
    await expect(
      workspace.transact((tx) => saveDraft(tx, { campaignId, version: 1, senderId: randomUUID() })),
    ).rejects.toMatchObject({ code: "sender.not_found" });
  });

  it.each([
    ["a character the database cannot keep", { text: "a\0b" }],
    ["half a pair", { text: "a\ud83d" }],
    ["a text beyond the limit", { text: "x".repeat(4_001) }],
    ["an empty name", { name: "  " }],
    ["a kind that is none", { kind: "urgent" }],
    ["a field that is not there", { state: "sending" }],
  ])("does not take %s", (_, change) => {
    const input = { campaignId: "cmp_0000000000000000000000", version: 1, ...change };
    expect(SaveDraftInput.safeParse(input).success).toBe(false);
  });
});

describe("duplicateDraft and deleteDraft", () => {
  it("copies text and kind of a finished campaign into a draft", async () => {
    const campaignId = await newDraft();
    await workspace.transact((tx) => saveDraft(tx, { campaignId, version: 1, text: "Merhaba", kind: "commercial" }));
    await workspace.transact((tx) =>
      tx.db.campaign.updateMany({ where: { id: campaignId }, data: { state: "completed" } }),
    );
    const { result } = await workspace.transact((tx) => duplicateDraft(tx, { campaignId, name: "Kopya" }));
    const copy = await workspace.transact((tx) =>
      tx.db.campaign.findFirstOrThrow({ where: { id: uuid(result.campaignId) } }),
    );
    expect(copy).toMatchObject({ name: "Kopya", text: "Merhaba", kind: "commercial", state: "draft", version: 1 });
  });

  it("deletes a draft, and nothing that was started", async () => {
    const campaignId = await newDraft();
    const { audit } = await workspace.transact((tx) => deleteDraft(tx, { campaignId }));
    expect(audit.subject).toMatch(/^cmp_/);
    await expect(workspace.transact((tx) => deleteDraft(tx, { campaignId }))).rejects.toMatchObject({
      code: "campaign.not_found",
    });
    const started = await newDraft();
    await workspace.transact((tx) => tx.db.campaign.updateMany({ where: { id: started }, data: { state: "sending" } }));
    await expect(workspace.transact((tx) => deleteDraft(tx, { campaignId: started }))).rejects.toMatchObject({
      code: "campaign.wrong_state",
    });
  });
});

it("pages campaigns newest first without gaps or repeats", async () => {
  const ids: string[] = [];
  for (let n = 0; n < 5; n++) {
    const campaignId = await newDraft(`Kampanya ${n}`);
    await workspace.transact((tx) => saveDraft(tx, { campaignId, version: 1, text: `Metin ${n}` }));
    ids.unshift(campaignId);
  }
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const page: CampaignPage = await workspace.transact((tx) => listCampaigns(tx, "all", { after }, 2));
    if (page.previous !== null) {
      const before = uuid(page.previous);
      const back = await workspace.transact((tx) => listCampaigns(tx, "all", { before }, 2));
      expect(back.rows.map((row) => uuid(row.id))).toEqual(seen.slice(-2));
    }
    seen.push(...page.rows.map((row) => uuid(row.id)));
    after = page.next === null ? undefined : uuid(page.next);
  } while (after !== undefined);
  expect(seen).toEqual(ids);
});
