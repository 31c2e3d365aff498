import { request } from "undici";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { call, list, Running, text } from "../testing/running.ts";

let sandbox: Running;

beforeAll(async () => {
  sandbox = await Running.start();
});
afterAll(() => sandbox.stop());

const message = { to: "+905321112233", body: "a" };

/** A request with headers that fetch would not let a program set. */
async function with_(base: string, path: string, method: "GET" | "POST", headers: Record<string, string>) {
  const reply = await request(base + path, { method, headers, ...(method === "POST" && { body: "{}" }) });
  await reply.body.dump();
  return reply.statusCode;
}

describe("who may ask", () => {
  it.each(["attacker.example", "attacker.example:80", "localhost.attacker.example", "127.0.0.2"])(
    "not a page that calls this machine %s",
    async (host) => {
      expect(await with_(sandbox.auth, "/control/state", "GET", { host })).toBe(403);
      expect(await with_(sandbox.auth, "/", "GET", { host })).toBe(403);
      expect(await with_(sandbox.api, "/v1/health", "GET", { host })).toBe(403);
    },
  );

  it.each(["localhost:1", "127.0.0.1", "[::1]:9"])("a program that calls it %s", async (host) => {
    expect(await with_(sandbox.auth, "/control/state", "GET", { host })).toBe(200);
  });

  it.each([
    [{ origin: "http://attacker.example" }],
    [{ origin: "null" }],
    [{ origin: "http://localhost:3000" }],
    [{ "sec-fetch-site": "cross-site" }],
    [{ "sec-fetch-site": "same-site" }],
  ])("not a form of another site: %j", async (headers) => {
    for (const path of ["/control/reset", "/workspaces", "/switches", "/mailbox"]) {
      expect(await with_(sandbox.auth, path, "POST", headers), path).toBe(403);
    }
  });

  it("not a form at all on the JSON side", async () => {
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    expect((await sandbox.control("/reset", { method: "POST", raw: "a=b", headers })).status).toBe(415);
  });
});

describe("the ledger", () => {
  it("is counted by workspace, person and time, without counting others", async () => {
    const one = await sandbox.customer();
    const other = await sandbox.customer();
    await one.bulk({ items: [message, message, { to: "+905321112244", body: "ş".repeat(151) }] });
    await other.send(message);
    const counted = await sandbox.control(`/ledger/counts?workspace=${one.id}`);
    expect(counted.body).toMatchObject({ accepted: 3, refused: 0, segments: 4, recipients: 2 });
    const after = Reflect.get(Object(counted.body), "last_seq");
    await one.send(message);
    const later = await sandbox.control(`/ledger/counts?workspace=${one.id}&after=${after}`);
    expect(later.body).toMatchObject({ accepted: 1 });
    const person = await sandbox.control(`/ledger/counts?workspace=${one.id}&to=%2B905321112233`);
    expect(person.body).toMatchObject({ accepted: 3, recipients: 1 });
  });

  it("is read in pages, newest first, each message once", async () => {
    const one = await sandbox.customer();
    await one.bulk({ items: Array.from({ length: 25 }, (_, n) => ({ to: "+905321112233", body: String(n) })) });
    const seen: string[] = [];
    let before = "";
    for (let page = 0; page < 3; page += 1) {
      const { body } = await sandbox.control(`/ledger?workspace=${one.id}&limit=10${before}`);
      seen.push(...list(body, "messages").map((line) => text(line, "body")));
      before = `&before=${Reflect.get(Object(body), "next_before")}`;
    }
    expect(seen).toEqual(Array.from({ length: 25 }, (_, n) => String(24 - n)));
  });

  it("finds a message by its job id, and shows refused ones only when asked", async () => {
    const one = await sandbox.customer();
    const jobId = text((await one.send(message)).body, "job_id");
    await one.send({ to: "+905321112290", body: "b" });
    const found = await sandbox.control(`/ledger?job_id=${jobId}`);
    expect(found.body).toMatchObject({ messages: [{ job_id: jobId, workspace: one.id }] });
    expect(await one.ledger()).toHaveLength(1);
    expect(await one.ledger("&refused=1")).toMatchObject([{ refused: "INVALID_RECIPIENT" }, { refused: null }]);
  });

  it("answers as soon as enough is there", async () => {
    const one = await sandbox.customer();
    const asked = sandbox.control(`/ledger/counts?workspace=${one.id}&at_least=2&wait_ms=5000`);
    await one.send(message);
    await one.send({ to: "+905321112244", body: "b" });
    expect((await asked).body).toMatchObject({ accepted: 2 });
    const never = await sandbox.control(`/ledger/counts?workspace=${one.id}&at_least=3&wait_ms=50`);
    expect(never.body).toMatchObject({ accepted: 2 });
  });

  it("has no duplicates where everyone got one", async () => {
    const one = await sandbox.customer();
    await one.bulk({ items: [message, { to: "+905321112244", body: "a" }] });
    const { body } = await sandbox.control(`/ledger/duplicates?workspace=${one.id}`);
    expect(body).toEqual({ people: 0, extra: 0, duplicates: [] });
  });
});

describe("workspaces and keys", () => {
  it("the four demo workspaces are there with their ids and cases", async () => {
    const { body } = await sandbox.control("/workspaces");
    expect(list(body, "workspaces").slice(0, 4)).toMatchObject([
      { id: "ws_7f3k2m", name: "Örnek Mağaza", quota: { limit: 50_000 } },
      { id: "ws_2c9h4p", quota: { limit: 100, remaining: 0 } },
      { id: "ws_8d1x0q", plan: null },
      { id: "ws_4v9c6b", grants: ["messages:send", "contacts:write"] },
    ]);
  });

  it("can be made with an id, once", async () => {
    const body = { id: "ws_mine", name: "Benim", quota: { limit: 3 } };
    expect((await sandbox.control("/workspaces", { method: "POST", body })).status).toBe(201);
    expect((await sandbox.control("/workspaces", { method: "POST", body })).status).toBe(409);
    expect((await sandbox.control("/workspaces/ws_mine")).body).toMatchObject({
      name: "Benim",
      quota: { remaining: 3 },
    });
  });

  it("deleting one stops its keys", async () => {
    const one = await sandbox.customer();
    await sandbox.control(`/workspaces/${one.id}`, { method: "DELETE" });
    expect((await one.send(message)).status).toBe(401);
  });

  it.each([
    ["POST", "/workspaces", { quota: { limit: -1 } }, 422],
    ["POST", "/workspaces", { qouta: {} }, 422],
    ["PATCH", "/workspaces/ws_none", {}, 404],
    ["POST", "/keys", { workspace: "ws_none" }, 404],
    ["POST", "/keys", { workspace: "ws_7f3k2m", scopes: ["admin"] }, 422],
    ["POST", "/keys/0000/revoke", {}, 404],
    ["GET", "/nothing", undefined, 404],
    ["GET", "/ledger?limit=0", undefined, 422],
  ])("%s %s with %j is refused with %s%i", async (method, path, body, status) => {
    expect((await sandbox.control(path, { method, body })).status).toBe(status);
  });

  it("no file in the data folder holds a key", async () => {
    const one = await sandbox.customer();
    await one.send(message);
    const { readdirSync, readFileSync, statSync } = await import("node:fs");
    for (const name of readdirSync(sandbox.folder)) {
      const file = `${sandbox.folder}/${name}`;
      if (statSync(file).isFile()) expect(readFileSync(file, "utf8"), name).not.toContain(one.key.slice(10));
    }
  });
});

describe("starting over", () => {
  it("leaves the demo workspaces and nothing else", async () => {
    const own = await Running.start();
    const one = await own.customer();
    const jobId = text((await one.send(message)).body, "job_id");
    await own.control("/reset", { method: "POST" });
    expect((await one.send(message)).status).toBe(401);
    expect((await own.control("/ledger/counts")).body).toMatchObject({ accepted: 0, last_seq: 0 });
    expect(list((await own.control("/keys")).body, "keys")).toEqual([]);
    expect(list((await own.control("/workspaces")).body, "workspaces")).toHaveLength(4);
    const fresh = await own.customer();
    await fresh.send(message);
    // The numbers begin again, and an id of before must not open a message of now.
    expect((await fresh.call(`/v1/messages/${jobId}`)).status).toBe(404);
    await own.stop();
  });
});

it("says where everything is", async () => {
  expect((await call(`${sandbox.auth}/health`, {})).body).toEqual({ ok: true });
  expect((await sandbox.control("/state")).body).toMatchObject({
    api: sandbox.api,
    auth: sandbox.auth,
    smtp: sandbox.smtp,
  });
});
