import { describe, expect, it } from "vitest";
import type { OutgoingBatch } from "#lib/infra/providers/driver";
import { openDriverStage, turkishBatch } from "#lib/infra/providers/iletiniz/driver-stage.fixture";

const { sandbox, driver, workspace, key, fault, accepted } = openDriverStage();
const PERSON = "+905321110001";
const UNREACHED_AT_FIRST = "+905321110093";

const alone = (to: string, more: Partial<OutgoingBatch> = {}): OutgoingBatch => ({
  ...turkishBatch(to),
  isAlone: true,
  ...more,
});

async function ledger(): Promise<unknown> {
  return Object(await sandbox().control("GET", `/ledger?workspace=${workspace()}`)).messages;
}

describe("one message of no campaign", () => {
  it("goes by the call for one, queued or sent as the server says, and is asked for by its id", async () => {
    const outcome = await driver().submit(key(), alone(PERSON));
    expect(outcome).toMatchObject({ kind: "settled", outcomes: [{ kind: "accepted", providerCode: "queued" }] });
    expect(await ledger()).toMatchObject([{ to: PERSON, call: "single", sender: "MAGAZA", body: expect.any(String) }]);
  });

  it.each([
    ["+905321110090", "invalid_recipient"],
    ["+905321110091", "provider_rejected"],
    ["+905321110094", "sender_not_approved"],
  ])("R-113 a success that says failed is a refusal: %s, %s", async (to, reason) => {
    expect(await driver().submit(key(), alone(to))).toMatchObject({ outcomes: [{ kind: "refused", reason }] });
    expect(await accepted()).toBe(0);
  });

  it("R-101 an answer about somebody else settles nobody", async () => {
    await fault({ kind: "wrong_types" });
    expect(await driver().submit(key(), alone(PERSON))).toMatchObject({ outcomes: [{ kind: "unknown" }] });
  });
});

describe("the provider behind the connection", () => {
  it("is the one that was asked for; a number for SMS is none for Telegram", async () => {
    await driver().submit(key(), alone(PERSON, { providerCode: "iletimerkezi" }));
    expect(await ledger()).toMatchObject([{ provider: "iletimerkezi" }]);
    const chat = alone("@ornek", { providerCode: "telegram", sender: "" });
    expect(await driver().submit(key(), chat)).toMatchObject({ outcomes: [{ kind: "accepted" }] });
    expect(await driver().submit(key(), alone(PERSON, { providerCode: "mutlucell" }))).toMatchObject({
      kind: "refused",
      reason: "provider_not_connected",
    });
  });

  it.each([true, false])("one message alone %s: a second one takes what the first could not reach", async (isAlone) => {
    const batch = { ...turkishBatch(UNREACHED_AT_FIRST), isAlone };
    expect(await driver().submit(key(), batch)).toMatchObject({
      outcomes: [{ kind: "refused", reason: "provider_unavailable" }],
    });
    const withSecond = { ...batch, fallback: ["iletimerkezi"] };
    expect(await driver().submit(key(), withSecond)).toMatchObject({ outcomes: [{ kind: "accepted" }] });
    expect(await ledger()).toMatchObject([{ to: UNREACHED_AT_FIRST, provider: "iletimerkezi" }]);
    expect(await accepted()).toBe(1);
  });

  it("a second one that is no SMS company, or the first again, is refused as a whole", async () => {
    for (const fallback of [["telegram"], ["netgsm"]]) {
      const outcome = await driver().submit(key(), alone(PERSON, { fallback, providerCode: "netgsm" }));
      expect(outcome).toMatchObject({ kind: "refused", reason: "not_valid" });
    }
    expect(await accepted()).toBe(0);
  });
});

describe("a text that is kept at iletiniz", () => {
  const order = { template: "siparis_hazir" } as const;

  it.each([true, false])("one message alone %s: is filled in there", async (isAlone) => {
    const variables = { ad: "Ayşe", siparis: "17" };
    const messages = [{ to: PERSON, body: "", encoding: "tr7", variables } as const];
    expect(await driver().submit(key(), { ...turkishBatch(PERSON), ...order, isAlone, messages })).toMatchObject({
      outcomes: [{ kind: "accepted" }],
    });
    expect(await ledger()).toMatchObject([
      { body: "Merhaba Ayşe, 17 numaralı siparişiniz hazır.", template: "siparis_hazir" },
    ]);
  });

  it("without values for one that needs none; one that lacks a value or is not there is refused", async () => {
    expect(await driver().submit(key(), alone(PERSON, { template: "hosgeldin" }))).toMatchObject({
      outcomes: [{ kind: "accepted" }],
    });
    for (const [template, providerCode] of [
      ["siparis_hazir", "template_variable_missing"],
      ["yok", "template_not_found"],
    ] as const) {
      const outcome = await driver().submit(key(), alone(PERSON, { template }));
      expect(outcome).toMatchObject({ kind: "refused", reason: "not_valid", providerCode });
    }
    expect(await accepted()).toBe(1);
  });
});
