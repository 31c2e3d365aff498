import { type APIRequestContext, expect, request } from "@playwright/test";
import type { SeededPerson } from "./fixtures/seed.ts";
import { signInBy } from "./fixtures/sign-in.ts";
import { surroundings } from "./fixtures/surroundings.ts";
import { test } from "./fixtures/test.ts";

const AT_ONCE = 50;
const RUSHES = 3;
const MOST_MS = 500;

/** Asks for a page again and again until told to stop, and answers how long each took. */
async function watch(browser: APIRequestContext, path: string, isOver: () => boolean): Promise<number[]> {
  const times: number[] = [];
  while (!isOver()) {
    const start = performance.now();
    const answer = await browser.get(path);
    times.push(performance.now() - start);
    expect(answer.status()).toBe(200);
  }
  return times;
}

const p95 = (times: number[]) => times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0;

// passwords are checked a few at a time, so that a rush of sign-ins leaves the pages theirs.
test("fifty sign-ins at once do not slow other pages down", async ({ seed }) => {
  test.setTimeout(180_000);
  const { slug, owner } = await seed.workspace();
  const reader = await request.newContext({ baseURL: surroundings.baseUrl });
  await signInBy(reader, owner);
  const crowd: { who: SeededPerson; browser: APIRequestContext }[] = [];
  for (let n = 0; n < AT_ONCE; n++) {
    const entry = { who: await seed.person(), browser: await request.newContext({ baseURL: surroundings.baseUrl }) };
    // A browser that is known has tries of its own; otherwise the limit of the address would answer, and nothing be checked.
    await signInBy(entry.browser, entry.who);
    crowd.push(entry);
  }
  await reader.get(`/w/${slug}`);

  const [pages, health]: [number[], number[]] = [[], []];
  const start = performance.now();
  // One rush leaves time for some twenty pages, of which the 95th percentile would be the slowest.
  for (let round = 0; round < RUSHES; round++) {
    let isOver = false;
    const rush = Promise.all(crowd.map(({ who, browser }) => signInBy(browser, who))).finally(() => {
      isOver = true;
    });
    const seen = await Promise.all([
      watch(reader, `/w/${slug}`, () => isOver),
      watch(reader, "/api/health", () => isOver),
      rush,
    ]);
    pages.push(...seen[0]);
    health.push(...seen[1]);
  }
  const facts = {
    rushMs: Math.round((performance.now() - start) / RUSHES),
    pages: pages.length,
    pageP95: Math.round(p95(pages)),
    healthP95: Math.round(p95(health)),
  };
  console.log(JSON.stringify(facts));
  expect(p95(pages), JSON.stringify(facts)).toBeLessThan(MOST_MS);
  expect(p95(health), JSON.stringify(facts)).toBeLessThan(MOST_MS);
  await Promise.all([reader, ...crowd.map(({ browser }) => browser)].map((one) => one.dispose()));
});
