import { expect } from "@playwright/test";
import { SECRET_WORDS } from "./fixtures/contents.ts";
import { test } from "./fixtures/house.ts";
import { allRoutes } from "./fixtures/routes.ts";
import { routeEntries } from "./fixtures/strangers.ts";
import { askOverWire, navigateOverWire } from "./fixtures/wire.ts";

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

// Pages: nothing stands before an address under /api, and stranger.spec.ts asks for each of those as it is.
const routes = allRoutes().flatMap(({ pattern }) => {
  const entry = routeEntries[pattern];
  return entry?.about === "workspace" && !pattern.startsWith("/api/") ? [{ pattern, entry }] : [];
});

/** Words between the framework and a proxy: where none stands they are nobody's (see playwright.config.ts). */
const speaksToProxy = (headers: Record<string, string>) =>
  Object.keys(headers).some((name) => name.startsWith("x-middleware-"));

for (const [name, headers] of Object.entries(disguises)) {
  const tag = speaksToProxy(headers) ? "@proxy" : [];
  test(`R-051 ${name} shows strangers nothing of any page`, { tag }, async ({ house, stranger }) => {
    test.slow();
    const { slug, ids } = house;
    for (const cookie of ["", stranger.cookie]) {
      for (const { pattern, entry } of routes) {
        const path = pattern.replace("[workspace]", slug).replace("[id]", entry.id === undefined ? "" : ids[entry.id]);
        for (const address of [path, ...(entry.queries?.(ids) ?? []).map((query) => path + query)]) {
          const answer = await navigateOverWire(address, { ...headers, cookie });
          expect(answer.body, address).not.toContain(SECRET_WORDS);
          // What was asked for may be said back; it is not what is in the workspace.
          if (!address.includes("905321234567")) expect(answer.body, address).not.toContain("905321234567");
        }
      }
    }
    // The owner is shown the words, or all of this would prove nothing.
    const shown = await askOverWire(`/w/${slug}/messages`, { headers: { cookie: house.cookie } });
    expect(shown.body).toContain(SECRET_WORDS);
  });
}

test("R-051 the pages of the operator are not there for anybody else, whatever the headers say", async ({
  house,
  stranger,
}) => {
  const paths = ["", "/workspaces", `/workspaces/${house.slug}`, "/users", "/workspaces/new"];
  for (const headers of Object.values(disguises)) {
    for (const path of paths) {
      const answer = await navigateOverWire(`/instance${path}`, { ...headers, cookie: stranger.cookie });
      expect(answer.body, path).not.toContain(SECRET_WORDS);
      expect(answer.body, path).not.toContain(house.workspace.owner.email);
    }
  }
});
