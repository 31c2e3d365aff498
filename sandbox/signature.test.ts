import { createLocalJWKSet, jwtVerify } from "jose";
import { afterAll, beforeAll, expect, it } from "vitest";
import { call, Running, text } from "./testing/running.ts";

let sandbox: Running;
beforeAll(async () => {
  sandbox = await Running.start();
});
afterAll(() => sandbox.stop());

const ask = {
  ...{
    reference: "rev_1",
    hash: "a".repeat(64),
    title: "Yaz <indirimi>",
    sender: "MAGAZA",
    people: 1_200,
    parts: 2_400,
  },
  return_url: "http://localhost:3000/back",
};
const desk = (path: string, sending = {}) => call(`${sandbox.auth}/signature${path}`, sending);

it("gives the same request for the same question", async () => {
  const [first, second] = [
    await desk("/requests", { method: "POST", body: ask }),
    await desk("/requests", { method: "POST", body: ask }),
  ];
  expect(first.body).toEqual(second.body);
  expect((await desk("/requests", { method: "POST", body: { ...ask, hash: "short" } })).status).toBe(422);
});

it("shows what is signed, signs on a page of its own, and sends the person back", async () => {
  const opened = await desk("/requests", { method: "POST", body: { ...ask, reference: "rev_2" } });
  const id = text(opened.body, "id");
  const page = await desk(`/${id}`, { headers: { "accept-language": "tr" } });
  expect(String(page.body)).toContain("Yaz &lt;indirimi&gt;");
  expect(String(page.body)).toContain("a".repeat(64));
  const raw = new URLSearchParams({ decision: "sign", name: "Ayşe Yılmaz" }).toString();
  const form = { method: "POST", raw, headers: { "content-type": "application/x-www-form-urlencoded" } };
  const signed = await desk(`/${id}`, form);
  expect([signed.status, signed.headers.get("location")]).toEqual([303, ask.return_url]);
  const answer = await desk(`/requests/${id}`);
  const keys = createLocalJWKSet((await desk("/jwks.json")).body as Parameters<typeof createLocalJWKSet>[0]);
  const { payload } = await jwtVerify(text(answer.body, "receipt"), keys);
  expect(payload).toMatchObject({ hash: ask.hash, reference: "rev_2", name: "Ayşe Yılmaz", sub: id });
  // Signed once: neither a second signature nor a refusal changes it.
  await desk(`/${id}`, { ...form, raw: "decision=refuse" });
  expect((await desk(`/requests/${id}`)).body).toEqual(answer.body);
});

it("refuses another site's form, and knows no other request", async () => {
  const opened = await desk("/requests", { method: "POST", body: { ...ask, reference: "rev_3" } });
  const id = text(opened.body, "id");
  const raw = "decision=sign&name=Eve";
  const headers = { "content-type": "application/x-www-form-urlencoded", origin: "https://elsewhere.example" };
  expect((await desk(`/${id}`, { method: "POST", raw, headers })).status).toBe(403);
  expect((await desk("/sig_none")).status).toBe(404);
  expect(text((await desk(`/requests/${id}`)).body, "state")).toBe("waiting");
});
