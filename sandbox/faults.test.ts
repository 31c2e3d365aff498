import { gunzipSync } from "node:zlib";
import { request } from "undici";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Customer, list, Running } from "./testing/running.ts";

let sandbox: Running;
let shop: Customer;

beforeAll(async () => {
  sandbox = await Running.start();
});
afterAll(() => sandbox.stop());

const message = { to: "+905321112233", body: "a" };
const items = [message, { to: "+905321112244", body: "b" }, { to: "+905321112255", body: "c" }];

async function customer(): Promise<Customer> {
  shop = await sandbox.customer();
  return shop;
}

/** The raw answer, for bodies that a fetch would hide or undo. */
async function raw(one: Customer, path = "/v1/messages", body: object = message) {
  return request(`${sandbox.api}${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${one.key}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

describe("an error status", () => {
  it.each([
    [400, "validation_error"],
    [401, "invalid_api_key"],
    [402, "quota_exceeded"],
    [403, "insufficient_scope"],
    [408, "request_timeout"],
    [429, "rate_limited"],
    [500, "internal_error"],
    [503, "service_unavailable"],
  ])("%i before acceptance takes nothing, and only once", async (status, error) => {
    const one = await customer();
    await one.spoil({ kind: "status", status });
    const reply = await one.send(message);
    expect([reply.status, reply.body]).toMatchObject([status, { error }]);
    expect(reply.headers.get("x-request-id")).not.toBeNull();
    expect(await one.accepted()).toBe(0);
    expect((await one.send(message)).status).toBe(200);
  });

  it("500 after acceptance has taken the message", async () => {
    const one = await customer();
    await one.spoil({ kind: "status", status: 500, when: "after" });
    expect((await one.send(message)).status).toBe(500);
    expect(await one.accepted()).toBe(1);
  });

  it("403 says which permission is missing", async () => {
    const one = await customer();
    await one.spoil({ kind: "status", status: 403 });
    expect((await one.send(message)).headers.get("www-authenticate")).toContain("insufficient_scope");
  });

  it.each([
    [7, "7"],
    ["Wed, 21 Oct 2037 07:28:00 GMT", "Wed, 21 Oct 2037 07:28:00 GMT"],
    [undefined, "1"],
    ["", null],
  ])("429 carries Retry-After %j as %j", async (retry_after, header) => {
    const one = await customer();
    await one.spoil({ kind: "status", status: 429, ...(retry_after === undefined ? {} : { retry_after }) });
    expect((await one.send(message)).headers.get("retry-after")).toBe(header);
  });

  it("may carry a code of its own", async () => {
    const one = await customer();
    await one.spoil({ kind: "status", status: 429, code: "quota_exceeded", message: "Kota bitti." });
    expect((await one.send(message)).body).toEqual({ error: "quota_exceeded", message: "Kota bitti." });
  });
});

describe("no answer", () => {
  it.each([
    ["before", 0],
    ["after", 1],
  ])("hanging %s acceptance leaves %i in the ledger", async (when, accepted) => {
    const one = await customer();
    await one.spoil({ kind: "hang", when });
    const gaveUp = one.call("/v1/messages", { method: "POST", body: message, signal: AbortSignal.timeout(500) });
    await expect(gaveUp).rejects.toThrow(/timeout/i);
    expect(await one.accepted()).toBe(accepted);
    const { body } = await sandbox.control(`/calls?workspace=${one.id}`);
    expect(list(body, "calls")).toMatchObject([{ path: "/v1/messages", status: null }]);
  });

  it.each([
    ["before", 0],
    ["after", 3],
  ])("a connection reset %s acceptance of a batch leaves %i in the ledger", async (when, accepted) => {
    const one = await customer();
    await one.spoil({ kind: "reset", when });
    await expect(raw(one, "/v1/messages/bulk", { items })).rejects.toMatchObject({ code: "ECONNRESET" });
    expect(await one.accepted()).toBe(accepted);
  });

  it("half a body ends with a lost connection, and the message was taken", async () => {
    const one = await customer();
    await one.spoil({ kind: "truncated" });
    const reply = await raw(one);
    expect(reply.statusCode).toBe(200);
    await expect(reply.body.text()).rejects.toThrow();
    expect(await one.accepted()).toBe(1);
  });
});

describe("a late answer", () => {
  it("comes after the stated time and is true", async () => {
    const one = await customer();
    await one.spoil({ kind: "slow", ms: 120 });
    const start = performance.now();
    expect((await one.send(message)).body).toMatchObject({ status: "queued" });
    expect(performance.now() - start).toBeGreaterThan(110);
  });

  it("drips byte by byte", async () => {
    const one = await customer();
    await one.spoil({ kind: "drip", bytes_per_second: 1_000 });
    const reply = await raw(one);
    let pieces = 0;
    let whole = "";
    for await (const piece of reply.body) {
      pieces += 1;
      whole += String(piece);
    }
    expect(pieces).toBeGreaterThan(10);
    expect(JSON.parse(whole)).toMatchObject({ status: "queued" });
  });
});

describe("an answer that is none", () => {
  it.each([
    ["malformed", '{"id":}', "application/json; charset=utf-8"],
    ["html", expect.stringContaining("<h1>"), "text/html; charset=utf-8"],
  ])("%s comes with 200 and the message was taken", async (kind, body, type) => {
    const one = await customer();
    await one.spoil({ kind });
    const reply = await one.send(message);
    expect([reply.status, reply.body, reply.headers.get("content-type")]).toEqual([200, body, type]);
    expect(await one.accepted()).toBe(1);
  });

  it("has fields of the wrong type", async () => {
    const one = await customer();
    await one.spoil({ kind: "wrong_types" });
    expect((await one.bulk({ items })).body).toMatchObject({ total: "3", provider: 12_345, results: { 0: 3 } });
    expect(await one.accepted()).toBe(3);
  });

  it("is empty", async () => {
    const one = await customer();
    await one.spoil({ kind: "empty" });
    expect(await one.send(message)).toMatchObject({ status: 204, body: "" });
    expect(await one.accepted()).toBe(1);
  });

  it.each([302, 307])("sends the caller to another host with %i", async (status) => {
    const one = await customer();
    await one.spoil({ kind: "redirect", status, location: "http://attacker.example/v1/messages" });
    const reply = await one.send(message);
    expect([reply.status, reply.headers.get("location")]).toEqual([status, "http://attacker.example/v1/messages"]);
    expect(await one.accepted()).toBe(0);
  });

  it("is huge, and still the true answer", async () => {
    const one = await customer();
    await one.spoil({ kind: "huge", bytes: 3_000_000 });
    const whole = await (await raw(one)).body.text();
    expect(whole.length).toBeGreaterThan(3_000_000);
    expect(JSON.parse(whole)).toMatchObject({ status: "queued" });
  });

  it("grows when unpacked", async () => {
    const one = await customer();
    await one.spoil({ kind: "gzip_bomb", bytes: 20_000_000 });
    const reply = await raw(one);
    expect(reply.headers["content-encoding"]).toBe("gzip");
    const packed = Buffer.from(await reply.body.arrayBuffer());
    expect(packed.length).toBeLessThan(200_000);
    expect(gunzipSync(packed).length).toBeGreaterThan(20_000_000);
  });

  it("stops pouring when the caller hangs up", async () => {
    const one = await customer();
    await one.spoil({ kind: "huge", bytes: 2_000_000_000 });
    const reply = await raw(one);
    reply.body.destroy();
    expect((await one.send(message)).status).toBe(200);
  });
});

describe("a bulk answer that does not fit", () => {
  it.each([
    ["short", 2],
    ["long", 4],
    ["shuffled", 3],
    ["wrong_to", 3],
  ])("%s has %i results for 3 items, all taken", async (variant, length) => {
    const one = await customer();
    await one.spoil({ kind: "results", variant });
    const results = list((await one.bulk({ items })).body, "results");
    expect(results).toHaveLength(length);
    const order = results.map((result) => Reflect.get(Object(result), "to"));
    if (variant === "shuffled") expect(order).toEqual(items.map(({ to }) => to).reverse());
    if (variant === "wrong_to") expect(order[0]).not.toBe(message.to);
    expect(await one.accepted()).toBe(3);
  });
});
