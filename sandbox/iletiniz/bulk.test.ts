import { afterAll, beforeAll, expect, it } from "vitest";
import { type Customer, list, Running } from "../testing/running.ts";

let sandbox: Running;
let shop: Customer;

beforeAll(async () => {
  sandbox = await Running.start();
  shop = await sandbox.customer();
});
afterAll(() => sandbox.stop());

const person = (n: number): string => `+9053200${String(n).padStart(3, "0")}11`;
const items = (count: number): { to: string; body: string }[] =>
  Array.from({ length: count }, (_, n) => ({ to: person(n), body: `Merhaba ${n}` }));

it("answers each item in its place and writes down exactly what it calls sent", async () => {
  const reply = await shop.bulk({
    items: [
      { to: "05321112233", body: "bir" },
      { to: "123", body: "iki" },
      { to: "+905321112291", body: "üç" },
    ],
    sender: "ORNEKMAGAZA",
    iys: true,
  });
  expect(reply.status).toBe(200);
  expect(reply.body).toEqual({
    total: 3,
    sent: 1,
    failed: 2,
    provider: "netgsm",
    created_at: expect.any(String),
    results: [
      { to: "05321112233", status: "sent", job_id: expect.stringMatching(/^[0-9a-z]{16}$/) },
      { to: "123", status: "failed", error: { code: "INVALID_RECIPIENT", message: expect.any(String) } },
      { to: "+905321112291", status: "failed", error: { code: "PROVIDER_REJECTED", message: expect.any(String) } },
    ],
  });
  expect(await shop.ledger()).toMatchObject([
    { to: "+905321112233", body: "bir", sender: "ORNEKMAGAZA", call: "bulk" },
  ]);
});

it("takes 200 items and not 201, none at all, or none listed", async () => {
  const customer = await sandbox.customer();
  expect((await customer.bulk({ items: items(200) })).body).toMatchObject({ total: 200, sent: 200 });
  expect(await customer.accepted()).toBe(200);
  for (const wrong of [items(201), [], "x", undefined]) {
    const reply = await customer.bulk({ items: wrong });
    expect([reply.status, reply.body]).toMatchObject([
      422,
      { error: "validation_error", details: [{ path: "items" }] },
    ]);
  }
  expect(await customer.accepted()).toBe(200);
});

it.each([
  ["an item without a body", { items: [{ to: person(1) }] }, "items[0].body"],
  [
    "an item with variables but no template",
    { items: [{ to: person(1), body: "a", variables: {} }] },
    "items[0].variables",
  ],
  [
    "an item with a body under a template",
    { template: "hosgeldin", items: [{ to: person(1), body: "a" }] },
    "items[0].body",
  ],
  ["an item that is no object", { items: ["x"] }, "items[0]"],
  ["one wrong item among right ones", { items: [...items(3), { to: "", body: "a" }] }, "items[3].to"],
])("with %s refuses the whole batch and takes nothing", async (_case, body, path) => {
  const customer = await sandbox.customer();
  const reply = await customer.bulk(body);
  expect([reply.status, reply.body]).toMatchObject([422, { details: [{ path }] }]);
  expect(await customer.accepted()).toBe(0);
});

it("sends the same person twice when listed twice, and the ledger can tell", async () => {
  const customer = await sandbox.customer();
  await customer.bulk({ items: [items(1)[0], items(1)[0], { to: person(0), body: "başka" }] });
  const byNumber = await sandbox.control(`/ledger/duplicates?workspace=${customer.id}`);
  expect(byNumber.body).toMatchObject({ people: 1, extra: 2, duplicates: [{ to: person(0), count: 3 }] });
  const byText = await sandbox.control(`/ledger/duplicates?workspace=${customer.id}&by=text`);
  expect(byText.body).toMatchObject({ people: 1, extra: 1, duplicates: [{ count: 2 }] });
});

it("fills templates item by item", async () => {
  const customer = await sandbox.customer();
  const filled = { to: person(1), variables: { ad: "Ali", siparis: "7" } };
  await customer.bulk({ template: "siparis_hazir", items: [filled] });
  expect(await customer.ledger()).toMatchObject([
    { body: "Merhaba Ali, 7 numaralı siparişiniz hazır.", template: "siparis_hazir" },
  ]);
});

it("says which provider took each item when fallbacks were given", async () => {
  const body = {
    items: [
      { to: "+905321112293", body: "a" },
      { to: person(1), body: "a" },
    ],
    fallback: ["iletimerkezi"],
  };
  const reply = await shop.bulk(body);
  expect(list(reply.body, "results")).toMatchObject([{ delivered_via: "iletimerkezi" }, { delivered_via: "netgsm" }]);
});

it("with quota for k of n takes the first k and fails the rest, in a 2xx", async () => {
  const customer = await sandbox.customer({ quota: { limit: 10, used: 7 } });
  const reply = await customer.bulk({ items: items(5) });
  expect(reply.body).toMatchObject({ total: 5, sent: 3, failed: 2 });
  const codes = list(reply.body, "results").map((result) => Reflect.get(Object(result), "error")?.code ?? "sent");
  expect(codes).toEqual(["sent", "sent", "sent", "QUOTA_EXCEEDED", "QUOTA_EXCEEDED"]);
  expect(await customer.accepted()).toBe(3);
  const next = await customer.bulk({ items: items(1) });
  expect([next.status, next.body]).toMatchObject([402, { error: "quota_exceeded" }]);
});
