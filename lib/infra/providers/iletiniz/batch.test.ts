import { describe, expect, it } from "vitest";
import { readBatch, writeBatch } from "#lib/infra/providers/iletiniz/batch";

const numbers = ["+905551110001", "+905551110002", "+905551110003"];
const messages = numbers.map((to) => ({ to, body: "Merhaba" }));
const sent = (to: string, id: string) => ({ to, status: "sent", job_id: id });
const answer = (results: unknown) => JSON.stringify({ total: 3, results });
const accepted = (id: string) => ({ kind: "accepted", providerId: id, providerCode: "sent" });
const lost = { kind: "unknown", detail: "not_in_answer" };

const inOrder = numbers.map((to, index) => sent(to, `job${index + 1}`));

describe("writeBatch", () => {
  it("carries one text per number, one sender, and the consent flag always", () => {
    const batch = { messages: messages.slice(0, 1), sender: "FIRMA", providerCode: "netgsm", isCommercial: false };
    expect(JSON.parse(writeBatch(batch))).toEqual({
      items: [{ to: "+905551110001", body: "Merhaba" }],
      sender: "FIRMA",
      provider: "netgsm",
      iys: false,
    });
    expect(JSON.parse(writeBatch({ ...batch, sender: "", providerCode: "", isCommercial: true }))).toEqual({
      items: [{ to: "+905551110001", body: "Merhaba" }],
      iys: true,
    });
  });
});

describe("readBatch pairs answers with messages", () => {
  it("in order", () => {
    expect(readBatch(answer(inOrder), messages)).toEqual([accepted("job1"), accepted("job2"), accepted("job3")]);
  });

  it("by number when the order is another", () => {
    expect(readBatch(answer(inOrder.toReversed()), messages)).toEqual([
      accepted("job1"),
      accepted("job2"),
      accepted("job3"),
    ]);
  });

  it.each(["905551110001", "05551110001", "5551110001", "+90 555 111 00 01"])("with the number written %s", (to) => {
    expect(readBatch(answer([sent(to, "job1")]), messages.slice(0, 1))).toEqual([accepted("job1")]);
  });

  it("R-106 leaves the ones a short answer does not name unknown", () => {
    expect(readBatch(answer(inOrder.slice(0, 2)), messages)).toEqual([accepted("job1"), accepted("job2"), lost]);
    expect(readBatch(answer([inOrder[2]]), messages)).toEqual([lost, lost, accepted("job3")]);
  });

  it("takes nothing from an answer about another number", () => {
    const foreign = [sent("+905550000000", "job1"), ...inOrder.slice(1)];
    expect(readBatch(answer(foreign), messages)).toEqual([lost, accepted("job2"), accepted("job3")]);
  });

  it("does not guess which of two equal numbers an answer means", () => {
    const twice = [messages[0], messages[0], messages[1]].flatMap((message) => message ?? []);
    const swapped = [inOrder[1], inOrder[0], inOrder[0]];
    expect(readBatch(answer(swapped), twice)).toEqual([lost, accepted("job1"), accepted("job2")]);
  });

  it("ignores what a long answer has too much", () => {
    expect(readBatch(answer([...inOrder, sent("+905559999999", "job9")]), messages)).toEqual([
      accepted("job1"),
      accepted("job2"),
      accepted("job3"),
    ]);
  });
});

describe("readBatch reads one item", () => {
  const [to = ""] = numbers;
  const one = (item: unknown) => readBatch(answer([item]), messages.slice(0, 1));

  it.each([
    ["INVALID_RECIPIENT", "refused", "invalid_recipient"],
    ["PROVIDER_REJECTED", "refused", "provider_rejected"],
    ["PROVIDER_UNAVAILABLE", "refused", "provider_unavailable"],
    ["SENDER_NOT_APPROVED", "refused", "sender_not_approved"],
    ["INSUFFICIENT_PROVIDER_CREDIT", "refused", "provider_credit"],
    ["IYS_BLOCKED", "refused", "no_consent_at_provider"],
    ["QUOTA_EXCEEDED", "deferred", "quota_exceeded"],
    ["quota_exceeded", "deferred", "quota_exceeded"],
    ["SOMETHING_NEW", "refused", "other"],
    ["constructor", "refused", "other"],
  ])("R-113 failed with %s is %s (%s)", (code, kind, reason) => {
    expect(one({ to, status: "failed", error: { code, message: "…" } })).toEqual([
      { kind, reason, providerCode: code },
    ]);
  });

  it("failed without a code, or with a plain one", () => {
    expect(one({ to, status: "failed" })).toEqual([{ kind: "refused", reason: "other", providerCode: "failed" }]);
    expect(one({ to, status: "failed", error: "IYS_BLOCKED" })).toMatchObject([{ reason: "no_consent_at_provider" }]);
  });

  it("accepts the statuses of a single send too", () => {
    expect(one({ to, status: "queued", job_id: "k7m4n2p9q8r5s1t6" })).toEqual([
      { kind: "accepted", providerId: "k7m4n2p9q8r5s1t6", providerCode: "queued" },
    ]);
  });

  it.each([
    { to, status: "sent" },
    { to, status: "sent", job_id: 7 },
    { to, status: "sent", job_id: "" },
    { to, status: "sent", job_id: "a b\r\n" },
    { to, status: "sent", job_id: "x".repeat(200) },
    { to, status: "unknown", job_id: "job1" },
    { to, status: true, job_id: "job1" },
    { to, job_id: "job1" },
    { status: "sent", job_id: "job1" },
    null,
    "sent",
    [],
  ])("R-101 an item that does not say clearly what became of it is unknown: %j", (item) => {
    expect(one(item)).toMatchObject([{ kind: "unknown" }]);
  });

  it.each(["", "{", "[]", "null", '"ok"', "{}", '{"results":{}}', '{"error":"x"}', "<html>"])(
    "is no answer of a batch at all: %j",
    (body) => {
      expect(readBatch(body, messages)).toBeNull();
    },
  );
});
