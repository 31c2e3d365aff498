import { expect } from "@playwright/test";
import { addressOf } from "./fixtures/addresses.ts";
import { test } from "./fixtures/house.ts";
import { allActions, allRoutes } from "./fixtures/routes.ts";
import { surroundings } from "./fixtures/surroundings.ts";
import { askOverWire } from "./fixtures/wire.ts";

const KB = 1024;
const MB = 1024 * KB;

/** The most that each address takes; every other address that changes something takes a little JSON. */
const limits: Readonly<Record<string, number>> = {
  "/api/w/[workspace]/imports": 200 * MB,
  "/api/auth/[...nextauth]": 16 * KB,
};
const LITTLE = 64 * KB;
const FORM = MB;
const PASTED = 4 * MB;

/** Larger bodies are only announced: the answer must come before the first byte of them anyway. */
const SENT_WHOLE = 5 * MB;

const typeOf = (pattern: string) =>
  ({ "/api/w/[workspace]/imports": "text/csv", "/api/auth/[...nextauth]": "application/x-www-form-urlencoded" })[
    pattern
  ] ?? "application/json";

function oversized(limit: number) {
  if (limit <= SENT_WHOLE) return { body: "x".repeat(limit + 1), headers: {} };
  return { headers: { "content-length": String(limit + 1), expect: "100-continue" } };
}

for (const { pattern, methods } of allRoutes()) {
  for (const method of methods.filter((method) => method !== "GET")) {
    const limit = limits[pattern] ?? LITTLE;
    test(`R-056 ${method} ${pattern} refuses ${limit} bytes and one, and stores none`, async ({ house }) => {
      const before = await house.footprint();
      const { headers, ...body } = oversized(limit);
      const answer = await askOverWire(addressOf(pattern, house), {
        method,
        headers: {
          cookie: house.cookie,
          origin: surroundings.baseUrl,
          "content-type": typeOf(pattern),
          "x-filename": "liste.csv",
          ...headers,
        },
        ...body,
      });
      expect(answer.status).toBe(413);
      expect(await house.footprint()).toEqual(before);
    });
  }
}

test("R-056 a pasted list of 4 MB and one byte is refused, and none of it is stored", async ({ seed, cookieOf }) => {
  const { id, slug, owner } = await seed.workspace();
  const answer = await askOverWire(`/api/w/${slug}/imports`, {
    method: "POST",
    headers: {
      cookie: await cookieOf(owner),
      origin: surroundings.baseUrl,
      "content-type": "text/plain;charset=utf-8",
    },
    body: "5".repeat(PASTED + 1),
  });
  expect(answer.status).toBe(413);
  const { rowCount } = await seed.inWorkspace(id, (client) => client.query("SELECT 1 FROM imports"));
  expect(rowCount).toBe(0);
});

test("R-056 every action refuses more than 1 MB before it is read", async ({ house }) => {
  test.slow();
  const { cookie, slug } = house;
  const before = await house.footprint();
  for (const { id, name, page: pattern } of allActions()) {
    const answer = await askOverWire(addressOf(pattern, house), {
      method: "POST",
      headers: { cookie, origin: surroundings.baseUrl, "next-action": id, "content-type": "text/plain;charset=UTF-8" },
      body: JSON.stringify([slug, { text: "x".repeat(FORM) }]),
    });
    expect(answer.status, name).toBe(413);
  }
  expect(await house.footprint()).toEqual(before);
});

test("R-056 no picture is made smaller here", async () => {
  for (const path of [
    "/_next/image?url=%2Ficon.svg&w=64&q=75",
    "/_next/image?url=https%3A%2F%2Fevil.example%2Fa.avif&w=64&q=75",
  ]) {
    expect((await askOverWire(path)).status).toBeGreaterThanOrEqual(400);
  }
});
