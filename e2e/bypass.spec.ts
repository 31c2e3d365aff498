import { expect } from "@playwright/test";
import { putContents, SECRET_WORDS } from "./fixtures/contents.ts";
import { allRoutes } from "./fixtures/routes.ts";
import { signInBy } from "./fixtures/sign-in.ts";
import { routeEntries } from "./fixtures/strangers.ts";
import { test } from "./fixtures/test.ts";
import { askOverWire, cookieHeader, navigateOverWire } from "./fixtures/wire.ts";

/** What has made some version of the framework skip what stands before a page, or take a request for one of its own. */
const disguises: Record<string, Record<string, string>> = {
  "a plain load": {},
  "a prefetch": { purpose: "prefetch", "sec-purpose": "prefetch", "next-router-prefetch": "1" },
  "a prefetch of a proxy (CVE-2026-44574)": { "x-middleware-prefetch": "1", purpose: "prefetch" },
  "a navigation": { rsc: "1" },
  "a prefetched navigation": { rsc: "1", "next-router-prefetch": "1", "next-url": "/" },
  "a part of a page": { rsc: "1", "next-router-prefetch": "1", "next-router-segment-prefetch": "/_tree" },
  "a forged state of the router": {
    rsc: "1",
    "next-router-state-tree": "%5B%22%22%2C%7B%7D%2Cnull%2C%22refetch%22%5D",
  },
  "a forged inner request (CVE-2025-29927)": { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" },
  "the same by its older name": {
    "x-middleware-subrequest": "middleware:middleware:middleware:middleware:middleware",
    "x-middleware-subrequest-id": "0",
  },
  "the same in a folder": { "x-middleware-subrequest": "src/proxy:src/proxy:src/proxy:src/proxy:src/proxy" },
  "a forged rewrite (CVE-2026-44575)": { "x-middleware-rewrite": "/sign-in", "x-nextjs-rewrite": "/sign-in" },
  "forged answers of a proxy": {
    "x-middleware-next": "1",
    "x-middleware-override-headers": "cookie",
    "x-matched-path": "/",
  },
  "data of the older router (CVE-2026-45109)": { "x-nextjs-data": "1" },
  "a preview": { "x-prerender-revalidate": "x", "x-prerender-bypass": "x" },
  "another method": { "x-http-method-override": "GET", "x-original-url": "/sign-in", "x-rewrite-url": "/sign-in" },
};

const routes = allRoutes().flatMap(({ pattern, methods }) => {
  const entry = routeEntries[pattern];
  return entry?.about === "workspace" && methods.includes("GET") ? [{ pattern, entry }] : [];
});

for (const [name, headers] of Object.entries(disguises)) {
  test(`R-051 ${name} shows strangers nothing of any page or address`, async ({ page, seed, signIn, playwright }) => {
    test.slow();
    const theirs = await seed.workspace({ name: SECRET_WORDS });
    const ids = await putContents(seed, theirs);
    const mine = await seed.workspace();
    await signIn(mine.owner);
    const member = cookieHeader(await page.context().cookies());
    for (const cookie of ["", member]) {
      for (const { pattern, entry } of routes) {
        const path = pattern
          .replace("[workspace]", theirs.slug)
          .replace("[id]", entry.id === undefined ? "" : ids[entry.id]);
        for (const address of [path, ...(entry.queries?.(ids) ?? []).map((query) => path + query)]) {
          const answer = await navigateOverWire(address, { ...headers, cookie });
          expect(answer.body, address).not.toContain(SECRET_WORDS);
          // What was asked for may be said back; it is not what is in the workspace.
          if (!address.includes("905321234567")) expect(answer.body, address).not.toContain("905321234567");
        }
      }
    }
    // The owner is shown the words, or all of this would prove nothing.
    const request = await playwright.request.newContext();
    await signInBy(request, theirs.owner);
    const owner = cookieHeader((await request.storageState()).cookies);
    const shown = await askOverWire(`/w/${theirs.slug}/messages`, { headers: { cookie: owner } });
    expect(shown.body).toContain(SECRET_WORDS);
    await request.dispose();
  });
}

test("R-051 the pages of the operator are not there for anybody else, whatever the headers say", async ({
  page,
  seed,
  signIn,
}) => {
  const theirs = await seed.workspace({ name: SECRET_WORDS });
  await signIn((await seed.workspace()).owner);
  const cookie = cookieHeader(await page.context().cookies());
  const paths = ["", "/workspaces", `/workspaces/${theirs.slug}`, "/users", "/workspaces/new"];
  for (const headers of Object.values(disguises)) {
    for (const path of paths) {
      const answer = await navigateOverWire(`/instance${path}`, { ...headers, cookie });
      expect(answer.body, path).not.toContain(SECRET_WORDS);
      expect(answer.body, path).not.toContain(theirs.owner.email);
    }
  }
});
