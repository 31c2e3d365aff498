import { describe, expect, it } from "vitest";
import { Secret } from "#lib/infra/crypto/secret";
import { batchTo, openConformanceStage, type Remote } from "#lib/infra/providers/conformance/stage.fixture";
import type { ConsentRecord } from "#lib/infra/providers/services";

const stage = openConformanceStage();
const PERSON = "+905321110001";

async function send(remote: Remote, ...numbers: string[]): Promise<string> {
  const outcome = await remote.driver.submit(remote.key, batchTo(...numbers));
  const first = outcome.kind === "settled" ? outcome.outcomes[0] : undefined;
  if (first?.kind !== "accepted" || first.providerId === null) throw new Error(`not taken: ${outcome.kind}`);
  return first.providerId;
}

const states = async ({ driver, key }: Remote, providerId: string, numbers: readonly string[]) => {
  const outcome = await driver.poll(key, { providerId, numbers });
  return outcome.kind === "reports" ? outcome.reports.map(({ to, state }) => [to, state]) : outcome.kind;
};

describe("iletiMerkezi: both readings of what its sources disagree on", () => {
  it.each(["number", "text"])("every figure and id as a %s", async (numbers) => {
    const remote = await stage().remote("iletimerkezi", { numbers, balance: { amount: 10.584, sms: 67 } });
    const account = await remote.driver.account(remote.key);
    expect(account).toMatchObject({ kind: "value", value: { balance: { lira: 10.584, messages: 67 } } });
    const people = [PERSON, "+905321110095", "+905321110098"];
    const id = await send(remote, ...people);
    await expect
      .poll(() => states(remote, id, people))
      .toEqual([
        [PERSON, "delivered"],
        ["+905321110095", "undelivered"],
        ["+905321110098", "pending"],
      ]);
  });

  it.each(["page", "total"])(
    "count of get-reports as the %s: a lost send is found behind the first page",
    async (count_means) => {
      const remote = await stage().remote("iletimerkezi", { count_means });
      const people = [PERSON, "+905321110002"];
      const startedAt = new Date();
      const lost = await send(remote, ...people);
      for (let other = 10; other < 45; other += 1) await send(remote, `+9053211100${other}`);
      const asked = { sender: "MAGAZA", numbers: people, startedAt, sendAt: null, linked: new Set<string>() };
      expect(await remote.driver.lookup?.(remote.key, asked)).toEqual({ kind: "found", providerId: lost });
      const linked = { ...asked, linked: new Set([lost]) };
      expect(await remote.driver.lookup?.(remote.key, linked)).toEqual({ kind: "none" });
    },
  );

  it("a list of orders is asked in windows of ten days at most: a lost order for next month is not called missing", async () => {
    const remote = await stage().remote("iletimerkezi");
    const startedAt = new Date();
    const sendAt = new Date(startedAt.getTime() + 25 * 86_400_000);
    const outcome = await remote.driver.submit(remote.key, { ...batchTo(PERSON), sendAt });
    const first = outcome.kind === "settled" ? outcome.outcomes[0] : undefined;
    const id = first?.kind === "accepted" ? (first.providerId ?? "") : "";
    const asked = { sender: "MAGAZA", numbers: [PERSON], startedAt, sendAt, linked: new Set<string>() };
    // It may be this one, and cannot be read before its time.
    expect(await remote.driver.lookup?.(remote.key, asked)).toMatchObject({ kind: "unavailable" });
    expect(await remote.driver.lookup?.(remote.key, { ...asked, sendAt: null })).toEqual({ kind: "none" });
    expect(await remote.driver.lookup?.(remote.key, { ...asked, linked: new Set([id]) })).toEqual({ kind: "none" });
  });

  it.each([
    ["115", [[PERSON, "rejected"]]],
    ["455", "not_found"],
  ])("a cancelled order as %s", async (cancelled_report, expected) => {
    const remote = await stage().remote("iletimerkezi", { cancelled_report });
    const outcome = await remote.driver.submit(remote.key, {
      ...batchTo(PERSON),
      sendAt: new Date(Date.now() + 3_600_000),
    });
    const first = outcome.kind === "settled" ? outcome.outcomes[0] : undefined;
    const id = first?.kind === "accepted" ? (first.providerId ?? "") : "";
    expect(await states(remote, id, [PERSON])).toEqual([[PERSON, "pending"]]);
    expect(await remote.driver.orders?.cancel(remote.key, id)).toEqual({ kind: "done" });
    expect(await remote.driver.orders?.cancel(remote.key, id)).toEqual({ kind: "too_late" });
    expect(await states(remote, id, [PERSON])).toEqual(expected);
  });

  it.each([true, false])(
    "counters in a report: %s; somebody blocked is told from somebody pending",
    async (counters) => {
      const remote = await stage().remote("iletimerkezi", { counters });
      await remote.driver.blacklist?.add(remote.key, "+905321110002");
      const people = [PERSON, "+905321110002"];
      const id = await send(remote, ...people);
      await expect
        .poll(() => states(remote, id, people))
        .toEqual([
          [PERSON, "delivered"],
          ["+905321110002", "rejected"],
        ]);
    },
  );

  it("429 as the HTTP status and as a code behind HTTP 200; a code beside another status", async () => {
    const remote = await stage().remote("iletimerkezi");
    await remote.spoil({ kind: "status", status: 200, code: "429" });
    expect(await remote.driver.submit(remote.key, batchTo(PERSON))).toMatchObject({ kind: "deferred" });
    await remote.spoil({ kind: "status", status: 200, code: "402" });
    expect(await remote.driver.submit(remote.key, batchTo(PERSON))).toMatchObject({ reason: "provider_credit" });
    await remote.spoil({ kind: "status", status: 400, code: "200" });
    expect(await remote.driver.submit(remote.key, batchTo(PERSON))).toMatchObject({ kind: "unknown" });
    expect(await remote.accepted()).toBe(0);
  });

  it.each(["absent", "post"])("the inbox %s", async (inbox) => {
    const remote = await stage().remote("iletimerkezi", { inbox });
    await remote.control("POST", `/accounts/${remote.id}/inbox`, { from: PERSON, text: "RET" });
    const value = inbox === "absent" ? null : [expect.objectContaining({ from: PERSON, text: "RET" })];
    expect(await remote.driver.inbox?.read(remote.key)).toMatchObject({ kind: "value", value });
  });

  it("a consent that is there, one that is not, and somebody unknown", async () => {
    const remote = await stage().remote("iletimerkezi");
    const record: ConsentRecord = {
      ...{ recipient: PERSON, audience: "individual", channel: "sms", status: "granted", source: "HS_WEB" },
      at: new Date(Date.now() - 60_000),
    };
    const old = { ...record, recipient: "+905321110003", at: new Date(Date.now() - 5 * 86_400_000) };
    const list = [record, old, { ...record, recipient: "+905321110002" }];
    const { consents } = remote.driver;
    expect(await consents?.register(remote.key, "696422", list)).toEqual({ kind: "partly", refused: [1] });
    const check = async (recipient: string, channel: "sms" | "call" = "sms") => {
      const answer = await consents?.check(remote.key, "696422", { recipient, audience: "individual", channel });
      return answer?.kind === "value" ? answer.value.kind : answer?.kind;
    };
    expect([await check(PERSON), await check(PERSON, "call"), await check("+905321110003")]).toEqual([
      "record",
      "none",
      "unknown",
    ]);
  });

  it("a schedule goes out in Turkish time and without seconds", async () => {
    const remote = await stage().remote("iletimerkezi");
    const sendAt = new Date(Date.now() + 3_600_000);
    await remote.driver.submit(remote.key, { ...batchTo(PERSON), sendAt });
    const { orders } = Object(await remote.control("GET", `/orders?account=${remote.id}`));
    expect(orders[0].send_at).toBe(Math.floor(sendAt.getTime() / 60_000) * 60_000);
  });
});

describe("TurkeySMS: both readings of what its sources disagree on", () => {
  it.each(["boolean", "text", "number"])("result as %s, figures as texts, the id under data", async (result) => {
    const remote = await stage().remote("turkeysms", { result, numbers: "text", id_at: "data" });
    const outcome = await remote.driver.submit(remote.key, batchTo(PERSON));
    expect(outcome).toMatchObject({ kind: "settled", outcomes: [{ kind: "accepted", parts: 1 }] });
    await remote.spoil({ kind: "refuse", code: "TS-1027" });
    expect(await remote.driver.submit(remote.key, batchTo(PERSON))).toMatchObject({ reason: "provider_credit" });
  });

  it.each(["TS-1052", "TS-1033"])("a message that is unknown as %s", async (unknown_id) => {
    const remote = await stage().remote("turkeysms", { unknown_id });
    expect(await states(remote, "1999999999", [PERSON])).toBe("not_found");
  });

  it.each([
    ["texts", ["MAGAZA", "ESKIBASLIK"]],
    ["objects", ["MAGAZA", "ESKIBASLIK"]],
    ["unreadable", []],
  ])("senders as %s", async (sender_list, names) => {
    const remote = await stage().remote("turkeysms", { sender_list });
    const listed = await remote.driver.senders(remote.key);
    expect(listed.kind === "value" ? listed.value.senders.map(({ name }) => name) : listed.kind).toEqual(names);
  });

  it("TS-1024 is accepted in a send and delivered in a status", async () => {
    const remote = await stage().remote("turkeysms");
    const people = { "01": "delivered", "95": "undelivered", "98": "pending", "99": "pending" };
    for (const [ending, state] of Object.entries(people)) {
      const to = `+9053211100${ending}`;
      const id = await send(remote, to);
      await expect.poll(() => states(remote, id, [to])).toEqual([[to, state]]);
    }
  });

  it("the text of a PHP array in spite of JSON leaves a send open", async () => {
    const remote = await stage().remote("turkeysms");
    await remote.spoil({ kind: "php" });
    expect(await remote.driver.submit(remote.key, batchTo(PERSON))).toMatchObject({
      kind: "unknown",
      detail: "php_text",
    });
    expect(await remote.accepted()).toBe(1);
  });

  it("R-110 TS-1060 waits a minute, whatever the number is", async () => {
    const remote = await stage().remote("turkeysms", { per_minute: 1 });
    await send(remote, PERSON);
    const outcome = await remote.driver.submit(remote.key, batchTo(PERSON));
    expect(outcome).toMatchObject({ kind: "deferred", retryAfterMs: 60_000, providerCode: "TS-1060" });
  });

  it("the code of an OTP keeps its zeros and prints as a secret", async () => {
    const remote = await stage().remote("turkeysms");
    const code = { to: PERSON, digits: 6, language: "tr", sender: "MAGAZA", text: "Kod: TS_CODE\nMagaza" } as const;
    const outcome = await remote.driver.otp?.send(remote.key, code);
    if (outcome?.kind !== "sent") throw new Error("no code");
    expect(outcome.code).toBeInstanceOf(Secret);
    expect(JSON.stringify(outcome)).not.toContain(outcome.code.reveal());
    const { messages } = Object(await remote.control("GET", `/ledger?workspace=${remote.id}`));
    expect(messages[0].body).toBe(`Kod: ${outcome.code.reveal()}\nMagaza`);
  });
});
