import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Customer, Running, text } from "../testing/running.ts";

let sandbox: Running;
let shop: Customer;

beforeAll(async () => {
  sandbox = await Running.start();
  shop = await sandbox.customer();
});
afterAll(() => sandbox.stop());

const to = "+905321112233";

describe("a single message", () => {
  it("is in the ledger, as sent and as counted, under the id it was answered with", async () => {
    const { status, body, headers } = await shop.send({ to: "05321112233", body: "Siparişiniz hazır", iys: true });
    expect(status).toBe(200);
    expect(body).toEqual({
      job_id: expect.stringMatching(/^[0-9a-z]{16}$/),
      status: "queued",
      to: "05321112233",
      provider: "netgsm",
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    });
    const [line] = await shop.ledger();
    expect(line).toMatchObject({
      workspace: shop.id,
      key: shop.fingerprint,
      to,
      to_as_sent: "05321112233",
      body: "Siparişiniz hazır",
      sender: "MAGAZA",
      provider: "netgsm",
      iys: true,
      segments: 1,
      encoding: "TR7",
      job_id: text(body, "job_id"),
      request_id: headers.get("x-request-id"),
    });
  });

  it.each([
    ["nothing", {}, ["to", "body"]],
    ["no text", { to }, ["body"]],
    ["body and template together", { to, body: "a", template: "hosgeldin" }, ["body"]],
    ["variables without a template", { to, body: "a", variables: { ad: "x" } }, ["variables"]],
    ["an empty body", { to, body: "" }, ["body"]],
    ["a body of 1601", { to, body: "a".repeat(1_601) }, ["body"]],
    ["half a surrogate pair", { to, body: "a\ud83d" }, ["body"]],
    ["a recipient of 65", { to: "5".repeat(65), body: "a" }, ["to"]],
    ["a recipient that is a number", { to: 5_321_112_233, body: "a" }, ["to"]],
    ["a template key in capitals", { to, template: "Hos" }, ["template"]],
    ["a sender of 33", { to, body: "a", sender: "s".repeat(33) }, ["sender"]],
    ["a provider in capitals", { to, body: "a", provider: "NetGSM" }, ["provider"]],
    ["iys as text", { to, body: "a", iys: "true" }, ["iys"]],
    ["four fallbacks", { to, body: "a", fallback: ["a", "b", "c", "d"] }, ["fallback"]],
    ["a variable that is a list", { to, template: "hosgeldin", variables: { ad: [] } }, ["variables.ad"]],
    ["a list", [], [""]],
  ])("with %s is refused with 422 and named", async (_case, body, paths) => {
    const before = await shop.accepted();
    const reply = await shop.send(body);
    expect(reply.status).toBe(422);
    expect(reply.body).toMatchObject({ error: "validation_error" });
    expect(reply.body).toHaveProperty(
      "details",
      paths.map((path) => ({ path, message: expect.any(String) })),
    );
    expect(await shop.accepted()).toBe(before);
  });

  it("takes 1600 characters and ignores fields it does not know", async () => {
    const reply = await shop.send({ to, body: "a".repeat(1_600), campaign: "x" });
    expect(reply.body).toMatchObject({ status: "queued" });
    expect((await shop.ledger())[0]).toMatchObject({ segments: 11 });
  });

  it.each(["123", "+902121112233", "+90 532 111 22 33"])("to %s is failed inside a 2xx, with an id", async (wrong) => {
    const reply = await shop.send({ to: wrong, body: "a" });
    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({ status: "failed", to: wrong, error: { code: "INVALID_RECIPIENT" } });
    const status = await shop.call(`/v1/messages/${text(reply.body, "job_id")}`);
    expect(status.body).toMatchObject({ status: "failed", error: { code: "INVALID_RECIPIENT" }, sent_at: null });
  });

  it.each([
    ["90", "INVALID_RECIPIENT"],
    ["91", "PROVIDER_REJECTED"],
    ["93", "PROVIDER_UNAVAILABLE"],
    ["94", "SENDER_NOT_APPROVED"],
  ])("to a number ending in %s fails with %s and uses no quota", async (ending, code) => {
    const customer = await sandbox.customer();
    const reply = await customer.send({ to: `+9053211122${ending}`, body: "a" });
    expect(reply.body).toMatchObject({ status: "failed", error: { code, message: expect.any(String) } });
    expect((await customer.call("/v1/account")).body).toMatchObject({ quota: { used: 0, remaining: 50_000 } });
    expect(await customer.accepted()).toBe(0);
  });

  it("to a number ending in 92 is blocked only when commercial", async () => {
    const number = "+905321112292";
    expect((await shop.send({ to: number, body: "a", iys: true })).body).toMatchObject({
      error: { code: "IYS_BLOCKED" },
    });
    expect((await shop.send({ to: number, body: "a", iys: false })).body).toMatchObject({ status: "queued" });
    expect((await shop.send({ to: number, body: "a" })).body).toMatchObject({ status: "queued" });
  });
});

describe("sender and provider", () => {
  it.each([
    ["a sender nobody approved", { sender: "BASKA" }, "sender_not_approved"],
    ["a pending sender", { sender: "YENIBASLIK" }, "sender_not_approved"],
    [
      "a sender approved at another provider",
      { sender: "ORNEKMAGAZA", provider: "iletimerkezi" },
      "sender_not_approved",
    ],
    ["a provider that is not connected", { provider: "verimor" }, "provider_not_connected"],
    ["a fallback that is not connected", { fallback: ["verimor"] }, "provider_not_connected"],
    ["a fallback that is the first provider", { fallback: ["netgsm"] }, "validation_error"],
    ["a fallback that is no SMS provider", { fallback: ["telegram"] }, "validation_error"],
  ])("%s is refused with 422", async (_case, more, error) => {
    const reply = await shop.send({ to, body: "a", ...more });
    expect(reply.status).toBe(422);
    expect(reply.body).toMatchObject({ error });
  });

  it("a workspace without an approved sender cannot send", async () => {
    const customer = await sandbox.customer({ senders: [] });
    expect((await customer.send({ to, body: "a" })).body).toMatchObject({ error: "sender_not_approved" });
  });

  it("Telegram takes chat ids and ignores the sender", async () => {
    const reply = await shop.send({ to: "@ornek_magaza", body: "a", provider: "telegram", sender: "BASKA" });
    expect(reply.body).toMatchObject({ status: "queued", provider: "telegram" });
    expect((await shop.ledger("&to=@ornek_magaza"))[0]).toMatchObject({ to: "@ornek_magaza", sender: null });
    expect((await shop.send({ to, body: "a", provider: "telegram" })).body).toMatchObject({
      error: { code: "INVALID_RECIPIENT" },
    });
  });

  it("a fallback takes what the first provider could not, for one unit", async () => {
    const customer = await sandbox.customer();
    const body = { to: "+905321112293", body: "a", fallback: ["iletimerkezi"] };
    expect((await customer.send(body)).body).toMatchObject({
      status: "queued",
      provider: "iletimerkezi",
      attempts: [
        { provider: "netgsm", status: "failed", error: { code: "PROVIDER_UNAVAILABLE" } },
        { provider: "iletimerkezi", status: "accepted" },
      ],
    });
    expect((await customer.call("/v1/account")).body).toMatchObject({ quota: { used: 1 } });
  });

  it("when every provider refuses, the message failed and costs nothing", async () => {
    const customer = await sandbox.customer();
    const body = { to: "+905321112291", body: "a", fallback: ["iletimerkezi"] };
    expect((await customer.send(body)).body).toMatchObject({ status: "failed", error: { code: "PROVIDER_REJECTED" } });
    expect(await customer.accepted()).toBe(0);
  });
});

describe("templates", () => {
  it("are filled in and echoed", async () => {
    const variables = { ad: "Ayşe", siparis: 42 };
    const reply = await shop.send({ to, template: "siparis_hazir", variables });
    expect(reply.body).toMatchObject({ status: "queued", template: "siparis_hazir", template_key: "siparis_hazir" });
    expect((await shop.ledger())[0]).toMatchObject({ body: "Merhaba Ayşe, 42 numaralı siparişiniz hazır." });
  });

  it("are refused when unknown (404) or when a variable is missing (422)", async () => {
    const unknown = await shop.send({ to, template: "yok" });
    expect([unknown.status, unknown.body]).toEqual([404, expect.objectContaining({ error: "template_not_found" })]);
    const missing = await shop.send({ to, template: "siparis_hazir", variables: { ad: "Ayşe" } });
    expect([missing.status, missing.body]).toEqual([
      422,
      expect.objectContaining({ error: "template_variable_missing" }),
    ]);
  });
});
