import { expect } from "@playwright/test";
import { addressOf } from "./fixtures/addresses.ts";
import { test } from "./fixtures/house.ts";
import { allActions, allRoutes } from "./fixtures/routes.ts";
import { actionInputs } from "./fixtures/strangers.ts";
import { surroundings } from "./fixtures/surroundings.ts";
import { askOverWire } from "./fixtures/wire.ts";

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

const loginPaths = ["callback/credentials", "signout", "session", "signin/credentials", "_log"];

/** Says by its address alone what to do, for mail programs, which come from no page (RFC 8058): cookies add nothing to it. */
const BY_ADDRESS = "/api/mail/stop/[token]";

const judged = allRoutes().filter(({ pattern }) => pattern !== BY_ADDRESS);

const handlers = judged.flatMap(({ pattern, methods }) =>
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
  test(`R-052 ${method} ${pattern} is refused to other sites`, async ({ house }) => {
    const before = await house.footprint();
    for (const { name, headers, body } of forgeries()) {
      const answer = await askOverWire(addressOf(pattern, house), {
        method,
        headers: { cookie: house.cookie, "x-filename": "liste.csv", ...headers },
        body: body ?? "",
      });
      expect(answer.status, name).toBe(403);
      expect(answer.headers["set-cookie"], name).toBeUndefined();
    }
    expect(await house.footprint()).toEqual(before);
  });
}

test(`R-052 POST ${BY_ADDRESS} heeds no cookie`, async ({ house }) => {
  const before = await house.footprint();
  for (const { name, headers, body = "" } of forgeries()) {
    const ask = (more: Record<string, string>) =>
      askOverWire(addressOf(BY_ADDRESS, house), { method: "POST", headers: { ...headers, ...more }, body });
    const [bare, signedIn] = [await ask({}), await ask({ cookie: house.cookie })];
    expect([signedIn.status, signedIn.headers["set-cookie"]], name).toEqual([bare.status, undefined]);
  }
  expect(await house.footprint()).toEqual(before);
});

/** As a script asks for an action, and as a form does that was put together from what is known of the build. */
const asked = (id: string, args: readonly unknown[]) => [
  { "next-action": id, "content-type": "text/plain;charset=UTF-8", body: JSON.stringify(args) },
  { "content-type": "application/x-www-form-urlencoded", body: `%24ACTION_ID_${id}=&name=x` },
];

/** What is refused before it is known which action is meant: every forgery is sent to one, and one of each kind to all others. */
const KINDS = ["another site", "a sandboxed frame", "somebody who does not say"];

for (const [at, { id, name, page }] of allActions().entries()) {
  test(`R-052 ${name} is refused to other sites`, async ({ house }) => {
    const args = [house.slug, ...(actionInputs[name.split(" ")[1] ?? ""]?.(house.ids) ?? [])];
    const before = await house.footprint();
    for (const forgery of forgeries().filter((one) => at === 0 || KINDS.includes(one.name))) {
      for (const { body, ...action } of asked(id, args)) {
        const answer = await askOverWire(addressOf(page, house), {
          method: "POST",
          headers: { cookie: house.cookie, ...action, ...forgery.headers },
          body: forgery.body ?? body,
        });
        expect(answer.status, forgery.name).toBe(403);
        expect(answer.headers["set-cookie"] ?? [], forgery.name).not.toContainEqual(
          expect.stringMatching(/^(theme|locale|tellal\.)/),
        );
      }
    }
    expect(await house.footprint()).toEqual(before);
  });
}

// An address of our own page, and content that only a form of another site would send.
for (const { method, pattern } of handlers.filter(({ pattern }) => pattern.startsWith("/api/w/"))) {
  test(`R-052 ${method} ${pattern} takes no content of a form`, async ({ house }) => {
    const before = await house.footprint();
    const types = ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"];
    if (!pattern.endsWith("/imports")) types.push("text/plain");
    for (const type of types) {
      const answer = await askOverWire(addressOf(pattern, house), {
        method,
        headers: { cookie: house.cookie, origin: own().origin, "content-type": type },
        body: "a=1",
      });
      expect(answer.status, type).toBe(403);
      expect(answer.body, type).toContain("request.wrong_type");
    }
    expect(await house.footprint()).toEqual(before);
  });
}

/** A download is written into the history. */
const HISTORY = ["audit_events"];

for (const { pattern } of allRoutes()) {
  test(`R-052 looking at ${pattern} changes nothing`, async ({ house }) => {
    const before = await house.footprint(HISTORY);
    for (const method of ["HEAD", "GET"]) {
      if (pattern === "/api/auth/[...nextauth]") {
        for (const path of loginPaths)
          await askOverWire(`/api/auth/${path}`, { method, headers: { cookie: house.cookie } });
        continue;
      }
      await askOverWire(addressOf(pattern, house), { method, headers: { cookie: house.cookie } });
    }
    expect(await house.footprint(HISTORY)).toEqual(before);
  });
}
