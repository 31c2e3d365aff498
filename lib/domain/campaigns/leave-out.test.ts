import { beforeEach, describe, expect, it } from "vitest";
import { checkCampaign } from "#lib/domain/campaigns/checkup-queries";
import { contentHash, freezeDraft } from "#lib/domain/campaigns/commands/freeze-draft";
import { findCampaign } from "#lib/domain/campaigns/commands/move-campaign";
import { saveDraft } from "#lib/domain/campaigns/commands/save-draft";
import { readDraft } from "#lib/domain/campaigns/draft-queries";
import { type Exclusions, noExclusions, writeExclusions } from "#lib/domain/campaigns/exclusions";
import { frozenPeople } from "#lib/domain/campaigns/frozen-queries";
import { SaveDraftInput } from "#lib/domain/campaigns/schema";
import { addContact } from "#lib/domain/contacts/commands/add-contact";
import { AddContactInput } from "#lib/domain/contacts/schema";
import { parsePublicId, toPublicId } from "#lib/domain/ids";
import { storeList } from "#lib/domain/imports/stored-list.fixture";
import type { MessageState } from "#lib/domain/messages/model";
import { purgeLists } from "#lib/domain/retention/commands/purge-lists";
import { createSegment } from "#lib/domain/segments/commands/create-segment";
import { deleteSegment } from "#lib/domain/segments/commands/delete-segment";
import { CreateSegmentInput } from "#lib/domain/segments/schema";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace, type TestWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { newId } from "#lib/infra/ids";
import { withQueues } from "#lib/infra/test-queue.fixture";

useTestDatabase();
withQueues();
let workspace: TestWorkspace;
let campaignId: string;
let connectionId: string;

const NUMBERS = [905321234501n, 905321234502n, 905321234503n, 905321234504n] as const;

beforeEach(async () => {
  workspace = await makeWorkspace();
  const importId = await storeList(workspace, `Telefon\n${NUMBERS.join("\n")}\n`);
  [campaignId, connectionId] = [newId(), newId()];
  const senderId = newId();
  await workspace.transact(async ({ db, workspaceId }) => {
    const by = { connectedById: workspace.person.id, provider: "iletiniz", remoteId: "x", remoteName: "x" };
    await db.connection.create({ data: { workspaceId, id: connectionId, scopes: ["messages:send"], ...by } });
    await db.sender.create({ data: { workspaceId, id: senderId, connectionId, name: "MAGAZA", status: "approved" } });
    const text = { kind: "commercial" as const, text: "Indirim. RET yaz 3344", name: "Deneme" };
    await db.campaign.create({
      data: {
        workspaceId,
        id: campaignId,
        importId,
        connectionId,
        senderId,
        createdById: workspace.person.id,
        ...text,
      },
    });
    const given = { source: "store", proof: "x", givenAt: new Date(), status: "granted" as const };
    for (const msisdn of NUMBERS) await db.consent.create({ data: { workspaceId, msisdn, ...given } });
  });
});

/** A campaign of the past, with the state of its message to each of these numbers, and when that was. */
async function earlier(to: readonly (readonly [bigint, MessageState, number])[], kind = "commercial" as const) {
  const ids = to.map(() => newId());
  const id = newId();
  await workspace.transact(async ({ db, workspaceId }) => {
    const range = { firstId: ids[0] ?? null, lastId: ids.at(-1) ?? null };
    const by = { name: "Önceki", createdById: workspace.person.id, state: "completed" as const, kind };
    await db.campaign.create({ data: { workspaceId, id, connectionId, ...range, ...by } });
    for (const [at, [msisdn, state, days]] of to.entries()) {
      const text = { sender: "X", body: "x", encoding: "gsm7" as const, parts: 1, source: "campaign" as const };
      const acceptedAt = new Date(Date.now() - days * 86_400_000);
      const row = { workspaceId, id: ids[at] ?? "", connectionId, campaignId: id, msisdn, state, acceptedAt };
      await db.message.create({ data: { ...row, ...text } });
    }
  });
  return id;
}

async function makeSegment(tag: string) {
  const rule = JSON.stringify({ match: "all", conditions: [{ on: "tag", is: "has", value: tag }] });
  const input = CreateSegmentInput.parse({ name: tag, rule });
  return (await workspace.transact((tx) => createSegment(tx, input))).result.segmentId;
}

const leaveOut = (chosen: Partial<Exclusions>, version = 1) => {
  const exclusions = writeExclusions({ ...noExclusions, ...chosen });
  const id = toPublicId("campaign", campaignId);
  return workspace.transact((tx) => saveDraft(tx, SaveDraftInput.parse({ campaignId: id, version, exclusions })));
};
const look = async () => {
  const found = await workspace.sql((sql) => checkCampaign(sql, campaignId, newId()));
  if (found === null) throw new Error("nobody answered");
  return found;
};
const line = (found: Awaited<ReturnType<typeof look>>, code: string) => found.checks.find((one) => one.code === code);
const freeze = () => workspace.transact(async (tx) => freezeDraft(tx, await findCampaign(tx, campaignId)));
const limit = (most: number, days: number) =>
  workspace.transact(({ db, workspaceId }) =>
    db.workspace.updateMany({ where: { id: workspaceId }, data: { frequencyLimit: most, frequencyDays: days } }),
  );

describe("whom a draft leaves out", () => {
  it("are the recipients of an earlier campaign, but not those it did not go to", async () => {
    const before = await earlier([
      [NUMBERS[0], "delivered", 30],
      [NUMBERS[1], "pending", 30],
      [NUMBERS[2], "skipped", 30],
    ]);
    await leaveOut({ campaigns: [toPublicId("campaign", before)] });
    const found = await look();
    expect(found).toMatchObject({ people: 2, excluded: 2, capped: 0, withoutConsent: 0 });
    expect(line(found, "exclusions")).toMatchObject({ level: "green", reason: "left_out", detail: { people: 2 } });
  });

  it("are the people of a segment, and whoever got a commercial message lately", async () => {
    const number = `0${String(NUMBERS[3]).slice(2)}`;
    await workspace.transact((tx) => addContact(tx, AddContactInput.parse({ number, fields: "", tags: "VIP" })));
    await earlier([
      [NUMBERS[0], "accepted", 2],
      [NUMBERS[1], "delivered", 9],
    ]);
    await leaveOut({ segments: [await makeSegment("VIP")], days: 7 });
    expect(await look()).toMatchObject({ people: 2, excluded: 2 });
  });

  it("are the people of a pasted list of numbers, in the check and in what is sent", async () => {
    const pasted = await storeList(workspace, `0${String(NUMBERS[1]).slice(2)}\n+${NUMBERS[2]}\n`);
    await leaveOut({ lists: [toPublicId("import", pasted)] });
    const found = await look();
    expect(found).toMatchObject({ people: 2, excluded: 2 });
    expect(line(found, "exclusions")).toMatchObject({ level: "green", reason: "left_out", detail: { people: 2 } });
    const frozen = await freeze();
    const sent = { importId: frozen.importId, reading: frozen.importReading, allowsForeign: false, frequency: null };
    const people = await workspace.sql((sql) =>
      frozenPeople(sql, { ...sent, iysKey: null, leaveOut: frozen.leaveOut }, [], 0, NUMBERS.length),
    );
    expect(people.filter(({ isExcluded }) => isExcluded).map(({ msisdn }) => BigInt(msisdn))).toEqual([
      NUMBERS[1],
      NUMBERS[2],
    ]);
    const before = new Date(Date.now() + 60_000);
    await workspace.transact(({ db, workspaceId }) =>
      db.campaign.updateMany({
        where: { workspaceId, id: campaignId },
        data: { state: "sending", importId: null, frozenExclusions: frozen.leaveOut },
      }),
    );
    await workspace.sql((sql) => purgeLists(sql, before));
    const { state } = await workspace.transact(({ db, workspaceId }) =>
      db.import.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId, id: pasted } } }),
    );
    expect(state, "a started campaign still needs it").toBe("ready");
  });

  it("blocks the campaign when a pasted list is gone, and takes none of another workspace", async () => {
    const pasted = await storeList(workspace, `${NUMBERS[1]}\n`);
    await leaveOut({ lists: [toPublicId("import", pasted)] });
    await workspace.transact(({ db, workspaceId }) =>
      db.import.updateMany({ where: { workspaceId, id: pasted }, data: { state: "refused" } }),
    );
    expect(line(await look(), "exclusions")).toMatchObject({ level: "red", reason: "gone" });
    await expect(freeze()).rejects.toMatchObject({ code: "campaign.preflight_red" });
    const foreign = await storeList(await makeWorkspace(), `${NUMBERS[0]}\n`);
    await expect(leaveOut({ lists: [toPublicId("import", foreign)] }, 2)).rejects.toMatchObject({
      code: "campaign.exclusion_gone",
    });
  });

  it("blocks the campaign when a segment is gone, and is part of what is approved", async () => {
    const segment = await makeSegment("VIP");
    const plain = await freeze();
    await leaveOut({ segments: [segment] });
    const frozen = await freeze();
    expect(Buffer.from(frozen.hash).equals(Buffer.from(plain.hash))).toBe(false);
    expect(Buffer.from(contentHash(frozen)).equals(Buffer.from(frozen.hash))).toBe(true);
    await workspace.transact((tx) => deleteSegment(tx, { segmentId: parsePublicId("segment", segment) ?? "" }));
    expect(line(await look(), "exclusions")).toMatchObject({ level: "red", reason: "gone" });
    await expect(freeze()).rejects.toMatchObject({ code: "campaign.preflight_red" });
  });

  it("is kept with the draft, and never something of another workspace", async () => {
    const chosen = { days: 3, segments: [await makeSegment("VIP")] };
    await leaveOut(chosen);
    const draft = await workspace.transact((tx) => readDraft(tx, campaignId));
    expect(draft.exclusions).toBe(writeExclusions({ ...noExclusions, ...chosen }));
    const other = await makeWorkspace();
    const rule = JSON.stringify({ match: "all", conditions: [{ on: "name", is: "filled" }] });
    const foreign = await other.transact((tx) => createSegment(tx, CreateSegmentInput.parse({ name: "x", rule })));
    await expect(leaveOut({ segments: [foreign.result.segmentId] }, 2)).rejects.toMatchObject({
      code: "campaign.exclusion_gone",
    });
    await leaveOut({}, 2);
    expect((await workspace.transact((tx) => readDraft(tx, campaignId))).exclusions).toBeNull();
  });
});

describe("a limit to how often a person is written to", () => {
  it("counts what went out or still may, of commercial campaigns alone, within its days", async () => {
    await earlier([
      [NUMBERS[0], "delivered", 2],
      [NUMBERS[1], "delivered", 8],
      [NUMBERS[2], "failed", 1],
      [NUMBERS[3], "unknown", 60],
    ]);
    await limit(1, 7);
    const found = await look();
    expect(found).toMatchObject({ people: 2, capped: 2, withoutConsent: 0 });
    expect(line(found, "frequency")).toMatchObject({ level: "amber", detail: { people: 2, limit: 1, days: 7 } });
    await limit(2, 7);
    expect(await look()).toMatchObject({ people: 4, capped: 0 });
  });

  it("does not hold for informational texts", async () => {
    await earlier([[NUMBERS[0], "delivered", 2]]);
    await limit(1, 7);
    await workspace.transact(({ db, workspaceId }) =>
      db.campaign.updateMany({ where: { workspaceId, id: campaignId }, data: { kind: "informational" } }),
    );
    expect(await look()).toMatchObject({ people: 4, capped: 0 });
  });
});
