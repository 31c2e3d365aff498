import { expect } from "@playwright/test";
import { addressOf } from "./fixtures/addresses.ts";
import { type Ids, putContents } from "./fixtures/contents.ts";
import { footprint } from "./fixtures/footprint.ts";
import { allActions, allRoutes } from "./fixtures/routes.ts";
import { actionInputs } from "./fixtures/strangers.ts";
import { surroundings } from "./fixtures/surroundings.ts";
import { test as base } from "./fixtures/test.ts";
import { askOverWire, cookieHeader } from "./fixtures/wire.ts";

// what another site makes a signed-in browser ask for is refused on every address that changes something.

interface Forgery {
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What the foreign page sends; the body of the real request where it can copy that. */
  readonly body?: string;
}

const own = () => new URL(surroundings.baseUrl);
const form = { "content-type": "application/x-www-form-urlencoded" };
const plain = { "content-type": "text/plain" };

const forgeries = (): Forgery[] => [
  { name: "another site", headers: { origin: "https://evil.example", "sec-fetch-site": "cross-site" } },
  { name: "another site, as plain text", headers: { origin: "https://evil.example", ...plain }, body: '{"a":1}' },
  { name: "a form of another site", headers: { origin: "https://evil.example", ...form }, body: "a=1" },
  { name: "a sandboxed frame", headers: { origin: "null" } },
  { name: "a sandboxed frame, as a form", headers: { origin: "null", ...form }, body: "a=1" },
  { name: "a sandboxed frame, as plain text", headers: { origin: "null", ...plain }, body: '{"a":1}' },
  { name: "somebody who does not say", headers: {} },
  { name: "a form of somebody who does not say", headers: form, body: "a=1" },
  {
    name: "a host that begins like ours",
    headers: { origin: `${own().protocol}//${own().hostname}.evil.example:${own().port}` },
  },
  { name: "another port", headers: { origin: `${own().protocol}//${own().hostname}:1` } },
  { name: "another scheme", headers: { origin: `https://${own().host}` } },
  { name: "two origins", headers: { origin: `${own().origin}, https://evil.example` } },
];

interface Scene {
  readonly slug: string;
  readonly ids: Ids;
  readonly cookie: string;
  footprint(without?: readonly string[]): Promise<unknown>;
}

const test = base.extend<{ scene: Scene }>({
  scene: async ({ page, seed, signIn }, use) => {
    const workspace = await seed.workspace();
    const ids = await putContents(seed, workspace);
    await signIn(workspace.owner);
    await use({
      slug: workspace.slug,
      ids,
      cookie: cookieHeader(await page.context().cookies()),
      footprint: (without = []) => footprint(seed, { workspaceId: workspace.id, userId: workspace.owner.id, without }),
    });
  },
});

const loginPaths = ["callback/credentials", "signout", "session", "signin/credentials", "_log"];

const handlers = allRoutes().flatMap(({ pattern, methods }) =>
  methods
    .filter((method) => method !== "GET")
    .flatMap((method) =>
      pattern === "/api/auth/[...nextauth]"
        ? loginPaths.map((path) => ({ method, pattern: `/api/auth/${path}` }))
        : [{ method, pattern }],
    ),
);

test("there are addresses to ask", () => {
  expect(handlers.length).toBeGreaterThanOrEqual(8);
  expect(allActions().length).toBeGreaterThanOrEqual(30);
});

for (const { method, pattern } of handlers) {
  test(`R-052 ${method} ${pattern} is refused to other sites`, async ({ scene }) => {
    const before = await scene.footprint();
    for (const { name, headers, body } of forgeries()) {
      const answer = await askOverWire(addressOf(pattern, scene), {
        method,
        headers: { cookie: scene.cookie, "x-filename": "liste.csv", ...headers },
        body: body ?? "",
      });
      expect(answer.status, name).toBe(403);
      expect(answer.headers["set-cookie"], name).toBeUndefined();
    }
    expect(await scene.footprint()).toEqual(before);
  });
}

for (const { id, name, page } of allActions()) {
  test(`R-052 ${name} is refused to other sites`, async ({ scene, hasProxy }) => {
    const args = [scene.slug, ...(actionInputs[name.split(" ")[1] ?? ""]?.(scene.ids) ?? [])];
    const before = await scene.footprint();
    for (const forgery of forgeries()) {
      const ways = [
        // As a script does, and as a form does that was put together from what is known of the build.
        { "next-action": id, "content-type": "text/plain;charset=UTF-8", body: JSON.stringify(args) },
        { "content-type": "application/x-www-form-urlencoded", body: `%24ACTION_ID_${id}=&name=x` },
      ];
      for (const { body, ...action } of ways) {
        const answer = await askOverWire(addressOf(page, scene), {
          method: "POST",
          headers: { cookie: scene.cookie, ...action, ...forgery.headers },
          body: forgery.body ?? body,
        });
        if (hasProxy) expect(answer.status, forgery.name).toBe(403);
        expect(answer.headers["set-cookie"] ?? [], forgery.name).not.toContainEqual(
          expect.stringMatching(/^(theme|locale|tellal\.)/),
        );
      }
    }
    expect(await scene.footprint()).toEqual(before);
  });
}

// An address of our own page, and content that only a form of another site would send.
for (const { method, pattern } of handlers.filter(({ pattern }) => pattern.startsWith("/api/w/"))) {
  test(`R-052 ${method} ${pattern} takes no content of a form`, async ({ scene }) => {
    const before = await scene.footprint();
    const types = ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"];
    if (!pattern.endsWith("/imports")) types.push("text/plain");
    for (const type of types) {
      const answer = await askOverWire(addressOf(pattern, scene), {
        method,
        headers: { cookie: scene.cookie, origin: own().origin, "content-type": type },
        body: "a=1",
      });
      expect(answer.status, type).toBe(403);
      expect(answer.body, type).toContain("request.wrong_type");
    }
    expect(await scene.footprint()).toEqual(before);
  });
}

/** A download is written into the history, whose first entry makes its key. */
const HISTORY = ["audit_events", "audit_heads", "data_keys"];

for (const { pattern } of allRoutes()) {
  test(`R-052 looking at ${pattern} changes nothing`, async ({ scene }) => {
    const before = await scene.footprint(HISTORY);
    for (const method of ["HEAD", "GET"]) {
      if (pattern === "/api/auth/[...nextauth]") {
        for (const path of loginPaths)
          await askOverWire(`/api/auth/${path}`, { method, headers: { cookie: scene.cookie } });
        continue;
      }
      await askOverWire(addressOf(pattern, scene), { method, headers: { cookie: scene.cookie } });
    }
    expect(await scene.footprint(HISTORY)).toEqual(before);
  });
}
