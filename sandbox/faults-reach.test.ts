import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Customer, list, Running } from "./testing/running.ts";

let sandbox: Running;

beforeAll(async () => {
  sandbox = await Running.start();
});
afterAll(() => sandbox.stop());

const message = { to: "+905321112233", body: "a" };
const items = [message, { to: "+905321112244", body: "b" }, { to: "+905321112255", body: "c" }];

function customer(): Promise<Customer> {
  return sandbox.customer();
}

describe("which calls a switch spoils", () => {
  it("only those to a matching recipient, whole batch or single item", async () => {
    const one = await customer();
    await one.spoil({ kind: "status", status: 500 }, { to: "44" });
    expect((await one.send(message)).status).toBe(200);
    expect((await one.bulk({ items })).status).toBe(500);
    await one.spoil({ kind: "refuse", code: "INSUFFICIENT_PROVIDER_CREDIT" }, { to: "55", times: null });
    expect((await one.bulk({ items })).body).toMatchObject({
      sent: 2,
      failed: 1,
      results: [{}, {}, { status: "failed", error: { code: "INSUFFICIENT_PROVIDER_CREDIT" } }],
    });
  });

  it("only those of its path and method", async () => {
    const one = await customer();
    await one.spoil({ kind: "status", status: 500 }, { path: "/v1/messages/bulk", method: "post" });
    expect((await one.send(message)).status).toBe(200);
    expect((await one.bulk({ items })).status).toBe(500);
  });

  it("only those of its key or workspace", async () => {
    const one = await sandbox.customer();
    const other = await sandbox.customer();
    await one.spoil({ kind: "status", status: 500 }, { workspace: undefined, key: one.fingerprint });
    expect((await other.send(message)).status).toBe(200);
    expect((await one.send(message)).status).toBe(500);
  });

  it("lets the first ones pass and spoils the next n", async () => {
    const one = await customer();
    await one.spoil({ kind: "status", status: 500 }, { skip: 2, times: 2 });
    const statuses: number[] = [];
    for (let n = 0; n < 6; n += 1) statuses.push((await one.send(message)).status);
    expect(statuses).toEqual([200, 200, 500, 500, 200, 200]);
    expect(await one.accepted()).toBe(4);
  });

  it("until it is cleared", async () => {
    const one = await customer();
    const id = await one.spoil({ kind: "status", status: 500 }, { times: null });
    for (let n = 0; n < 3; n += 1) expect((await one.send(message)).status).toBe(500);
    const listed = await sandbox.control("/switches");
    expect(list(listed.body, "switches")).toContainEqual(expect.objectContaining({ id, hits: 3, times: null }));
    await sandbox.control(`/switches/${id}`, { method: "DELETE" });
    expect((await one.send(message)).status).toBe(200);
  });

  it("a fault of after waits for a call that would have succeeded", async () => {
    const one = await customer();
    await one.spoil({ kind: "status", status: 500, when: "after" });
    expect((await one.send({ to: "x" })).status).toBe(422);
    expect((await one.send(message)).status).toBe(500);
  });

  it("clearing a workspace's switches leaves the others", async () => {
    const one = await sandbox.customer();
    const other = await sandbox.customer();
    await one.spoil({ kind: "status", status: 500 });
    await other.spoil({ kind: "status", status: 500 });
    const cleared = await sandbox.control(`/switches?workspace=${one.id}`, { method: "DELETE" });
    expect(cleared.body).toEqual({ cleared: 1 });
    expect((await one.send(message)).status).toBe(200);
    expect((await other.send(message)).status).toBe(500);
  });

  it.each([
    [{ fault: { kind: "token", variant: "missing" } }],
    [{ on: "authorize", fault: { kind: "hang" } }],
    [{ fault: { kind: "teapot" } }],
    [{ fault: { kind: "status", status: 99 } }],
    [{ fault: { kind: "reset" }, tmies: 2 }],
  ])("refuses a switch that would do nothing: %j", async (wrong) => {
    const reply = await sandbox.control("/switches", { method: "POST", body: wrong });
    expect([reply.status, reply.body]).toMatchObject([422, { error: "validation_error" }]);
  });
});
