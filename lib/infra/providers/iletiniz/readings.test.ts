import { describe, expect, it } from "vitest";
import { readBatch, writeBatch, writeSingle } from "#lib/infra/providers/iletiniz/batch";
import { openDriverStage, turkishBatch } from "#lib/infra/providers/iletiniz/driver-stage.fixture";
import { answerCode, itemRefusal, refusalReason } from "#lib/infra/providers/iletiniz/refusals";

const { sandbox, driver, key, fault, accepted } = openDriverStage();
const PERSON = "+905321110001";

describe("iletiniz: both readings of what its sources disagree on", () => {
  it.each(["-42", `@${"a".repeat(32)}`])("an address shorter than 7 and longer than 32: %s", async (to) => {
    const chat = { ...turkishBatch(to), providerCode: "telegram", sender: "" };
    expect(await driver().submit(key(), { ...chat, isAlone: true })).toMatchObject({
      outcomes: [{ kind: "accepted" }],
    });
  });

  it("the consent flag is sent although one source knows none, and the answer is read without it", () => {
    const batch = { ...turkishBatch(PERSON), isCommercial: true };
    expect(JSON.parse(writeBatch(batch))).toMatchObject({ iys: true });
    const answer = JSON.stringify({ results: [{ to: PERSON, status: "sent", job_id: "a1b2c3d4e5f6g7h8" }] });
    expect(readBatch(answer, batch.messages)).toMatchObject([{ kind: "accepted" }]);
  });

  it("fallback providers are named only when somebody chose some, and delivered_via may be missing", () => {
    const batch = turkishBatch(PERSON);
    expect(JSON.parse(writeBatch(batch))).not.toHaveProperty("fallback");
    expect(JSON.parse(writeSingle({ to: PERSON, body: "x" }, { ...batch, fallback: ["verimor"] }))).toMatchObject({
      fallback: ["verimor"],
    });
    for (const also of [{}, { delivered_via: "verimor" }]) {
      const results = [{ to: PERSON, status: "sent", job_id: "a1b2c3d4e5f6g7h8", ...also }];
      expect(readBatch(JSON.stringify({ results }), batch.messages)).toMatchObject([{ kind: "accepted" }]);
    }
  });

  it("an error as a text and as an object with a code, small and in capitals", () => {
    const answer = (error: unknown) => ({
      ...{ kind: "answer" as const, status: 422, headers: {}, latencyMs: 1 },
      body: JSON.stringify({ error, message: "…" }),
    });
    for (const error of ["sender_not_approved", { code: "SENDER_NOT_APPROVED", message: "…" }]) {
      expect(refusalReason(answer(error))).toBe("sender_not_approved");
      expect(itemRefusal(error)).toMatchObject({ kind: "refused", reason: "sender_not_approved" });
    }
    expect(answerCode({ ...answer(undefined), body: "gone" })).toBe("http_422");
  });

  it("R-101 a call that timed out is not repeated, although most clients do", async () => {
    await fault({ kind: "hang", when: "after" });
    expect(await driver().submit(key(), turkishBatch(PERSON))).toMatchObject({ kind: "unknown" });
    expect(await accepted()).toBe(1);
  });

  it.each(["queued", "sent", "delivered"])("the status of an item as %s is accepted", (status) => {
    const results = [{ to: PERSON, status, job_id: "a1b2c3d4e5f6g7h8" }];
    expect(readBatch(JSON.stringify({ results }), turkishBatch(PERSON).messages)).toMatchObject([{ kind: "accepted" }]);
  });

  it.each(["failed", "rejected", "expired"])("the status of an item as %s is a refusal", (status) => {
    const results = [{ to: PERSON, status, error: { code: "PROVIDER_REJECTED" } }];
    expect(readBatch(JSON.stringify({ results }), turkishBatch(PERSON).messages)).toMatchObject([{ kind: "refused" }]);
  });

  it("1600 are UTF-16 units: 800 faces of two units are taken, one more is not", async () => {
    const text = (count: number) => ({
      ...turkishBatch(PERSON),
      messages: [{ to: PERSON, body: "😀".repeat(count), encoding: "ucs2" as const }],
    });
    expect(await driver().submit(key(), text(800))).toMatchObject({ outcomes: [{ kind: "accepted" }] });
    expect(await driver().submit(key(), text(801))).toMatchObject({ kind: "refused", reason: "not_valid" });
  });

  it("six endpoints are there: the four of the clients and the two of the plugin", async () => {
    expect(await driver().account(key())).toMatchObject({ kind: "value" });
    expect(await driver().senders(key())).toMatchObject({ kind: "value" });
    expect(await driver().health?.(key())).toMatchObject({ kind: "value", value: { isWhole: true } });
    await driver().submit(key(), turkishBatch(PERSON));
    await driver().submit(key(), { ...turkishBatch(PERSON), isAlone: true });
    const { calls } = Object(await sandbox().control("GET", "/calls?on=api"));
    expect(new Set(calls.map(({ path }: { path: string }) => path))).toContain("/v1/messages");
  });
});
