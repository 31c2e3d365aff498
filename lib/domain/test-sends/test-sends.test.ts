import { beforeEach, describe, expect, it } from "vitest";
import { parsePublicId } from "#lib/domain/ids";
import { storeList } from "#lib/domain/imports/stored-list.fixture";
import { addTestNumber } from "#lib/domain/test-sends/commands/add-test-number";
import { confirmTestNumber } from "#lib/domain/test-sends/commands/confirm-test-number";
import { removeTestNumber } from "#lib/domain/test-sends/commands/remove-test-number";
import { sendTest } from "#lib/domain/test-sends/commands/send-test";
import { codeDots } from "#lib/domain/test-sends/model";
import { ownNumbers, testResult } from "#lib/domain/test-sends/queries";
import { freshPhone, makeDraft, makeSender } from "#lib/domain/test-sends/test-sends.fixture";
import { openIn } from "#lib/infra/crypto/vault";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace, type TestWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { newId } from "#lib/infra/ids";
import { withQueues } from "#lib/infra/test-queue.fixture";

useTestDatabase();
withQueues();
let workspace: TestWorkspace;
let campaignId: string;
let senderId: string;

const textWith = (code: string) => `Tellal kodunuz: ${code}`;

beforeEach(async () => {
  workspace = await makeWorkspace();
  ownPhone = freshPhone();
  ip = newId();
  senderId = await makeSender(workspace);
  campaignId = await makeDraft(workspace, { senderId, text: "Merhaba" });
});

let ownPhone = "";
let ip = "";

const add = (phone = ownPhone, actorId = workspace.person.id) =>
  workspace.transact((tx) => addTestNumber(tx, { campaignId, phone }, { ip, textWith }), actorId);

/** The code, opened the way the worker does when it sends. */
async function codeOf(numberId: string): Promise<string> {
  const id = parsePublicId("message", numberId) ?? "";
  const row = await workspace.transact(({ db }) => db.testNumber.findFirstOrThrow({ where: { id } }));
  const place = { purpose: "test-number" as const, rowId: id };
  return (await workspace.transact((tx) => openIn(tx, place, row.codeSealed ?? new Uint8Array()))).reveal();
}

const confirm = (numberId: string, code: string, actorId = workspace.person.id) =>
  workspace.transact(
    (tx) => confirmTestNumber(tx, { numberId: parsePublicId("message", numberId) ?? "", code }),
    actorId,
  );

async function verified(): Promise<string> {
  const { result } = await add();
  await confirm(result.numberId, await codeOf(result.numberId));
  return parsePublicId("message", result.numberId) ?? "";
}

describe("a number of one's own (R-122)", () => {
  it("gets a code by message; what is kept shows dots, and the history no number", async () => {
    const { result, audit } = await add();
    expect(audit).toEqual({ subject: result.numberId, detail: { codeSent: true } });
    const message = await workspace.transact(({ db }) => db.message.findFirstOrThrow());
    expect(message).toMatchObject({
      source: "verification",
      state: "pending",
      campaignId: null,
      msisdn: BigInt(`9${ownPhone}`),
    });
    expect(message.body).toBe(`Tellal kodunuz: ${codeDots}`);
    expect(message.id).toBe(parsePublicId("message", result.numberId));
    expect(await codeOf(result.numberId)).toMatch(/^\d{6}$/);
    expect(await workspace.transact((tx) => testResult(tx, message.id))).toEqual({ state: "pending", reason: null });
  });

  it("is verified by the right code, once", async () => {
    const { result } = await add();
    const code = await codeOf(result.numberId);
    expect((await confirm(result.numberId, code)).result).toEqual({ kind: "verified" });
    expect((await confirm(result.numberId, code)).result).toEqual({ kind: "over" });
    expect(await workspace.transact((tx) => ownNumbers(tx))).toMatchObject([
      { isVerified: true, msisdn: Number(`9${ownPhone}`) },
    ]);
  });

  it("refuses the right code at the sixth try", async () => {
    const { result } = await add();
    const code = await codeOf(result.numberId);
    const wrong = code === "000000" ? "111111" : "000000";
    for (const triesLeft of [4, 3, 2, 1, 0]) {
      expect((await confirm(result.numberId, wrong)).result).toEqual({ kind: "wrong", triesLeft });
    }
    expect((await confirm(result.numberId, code)).result).toEqual({ kind: "over" });
  });

  it("refuses a code after ten minutes", async () => {
    const { result } = await add();
    const code = await codeOf(result.numberId);
    await workspace.transact(({ db }) => db.testNumber.updateMany({ data: { expiresAt: new Date(Date.now() - 1) } }));
    expect((await confirm(result.numberId, code)).result).toEqual({ kind: "over" });
  });

  it("belongs to one person: another member can neither confirm, use nor remove it", async () => {
    const { result } = await add();
    const other = await workspace.join("operator");
    const numberId = parsePublicId("message", result.numberId) ?? "";
    expect((await confirm(result.numberId, await codeOf(result.numberId), other.id)).result).toEqual({ kind: "over" });
    await expect(workspace.transact((tx) => removeTestNumber(tx, { numberId }), other.id)).rejects.toMatchObject({
      code: "test.number_not_found",
    });
    expect(await workspace.transact((tx) => ownNumbers(tx), other.id)).toEqual([]);
  });

  it("takes no landline, and sends nothing for it", async () => {
    await expect(add("0212 345 67 89")).rejects.toMatchObject({ code: "test.number_not_mobile" });
    expect(await workspace.transact(({ db }) => db.message.count())).toBe(0);
  });

  it("is not asked for a code again once it is verified", async () => {
    await verified();
    expect((await add(`+9${ownPhone}`)).result.isVerified).toBe(true);
    expect(await workspace.transact(({ db }) => db.message.count())).toBe(1);
  });
});

describe("sendTest", () => {
  it("sends the text of the chosen person, marked as a test and outside the campaign", async () => {
    const numberId = await verified();
    const importId = await storeList(workspace, "Ad;Telefon\nAyşe;05331234567\nVeli;05331234568\n");
    const draft = await makeDraft(workspace, { senderId, importId, text: "Merhaba {{ad}}" });
    const { result, audit } = await workspace.transact((tx) => sendTest(tx, { campaignId: draft, numberId, line: 3 }));
    expect(audit.detail).toEqual({ messageId: result.messageId, parts: 1 });
    const message = await workspace.transact(({ db }) => db.message.findFirstOrThrow({ where: { source: "test" } }));
    expect(message).toMatchObject({
      body: "Merhaba Veli",
      sender: "IHLAMUREV",
      campaignId: null,
      msisdn: BigInt(`9${ownPhone}`),
    });
  });

  it.each([
    [
      "a number that is not verified",
      "test.number_not_found",
      async () => {
        const { result } = await add();
        return { campaignId, numberId: parsePublicId("message", result.numberId) ?? "", line: null };
      },
    ],
    [
      "an empty text",
      "message.empty",
      async () => ({
        ...{ campaignId: await makeDraft(workspace, { senderId }), numberId: await verified(), line: null },
      }),
    ],
    [
      "a variable without a list",
      "test.text_not_ready",
      async () => ({
        ...{
          campaignId: await makeDraft(workspace, { senderId, text: "{{ad}}" }),
          numberId: await verified(),
          line: null,
        },
      }),
    ],
    [
      "a draft that is not there",
      "campaign.not_found",
      async () => ({
        ...{ campaignId: newId(), numberId: await verified(), line: null },
      }),
    ],
  ])("refuses %s", async (_, code, input) => {
    const given = await input();
    await expect(workspace.transact((tx) => sendTest(tx, given))).rejects.toMatchObject({ code });
    expect(await workspace.transact(({ db }) => db.message.count({ where: { source: "test" } }))).toBe(0);
  });

  it.each([
    [
      "the workspace is halted",
      "workspace.halted",
      () => workspace.transact(({ db }) => db.workspace.updateMany({ data: { haltedAt: new Date() } })),
    ],
    [
      "the connection lost its key",
      "connection.not_active",
      () => workspace.transact(({ db }) => db.connection.updateMany({ data: { state: "needs_reconnect" } })),
    ],
    [
      "the permission to send is missing",
      "connection.scope_missing",
      () => workspace.transact(({ db }) => db.connection.updateMany({ data: { scopes: ["account:read"] } })),
    ],
    [
      "the sender is not approved any more",
      "sender.not_approved",
      () => workspace.transact(({ db }) => db.sender.updateMany({ data: { status: "rejected" } })),
    ],
  ])("sends nothing while %s", async (_, code, spoil) => {
    const numberId = await verified();
    await spoil();
    await expect(workspace.transact((tx) => sendTest(tx, { campaignId, numberId, line: null }))).rejects.toMatchObject({
      code,
    });
  });

  it("sends no more than five codes and tests in an hour for one person", async () => {
    const numberId = await verified();
    const test = () => workspace.transact((tx) => sendTest(tx, { campaignId, numberId, line: null }));
    for (let n = 0; n < 4; n++) await test();
    await expect(test()).rejects.toMatchObject({ code: "test.too_many" });
    expect(await workspace.transact(({ db }) => db.message.count())).toBe(5);
  });
});
