import { type APIRequestContext, expect } from "@playwright/test";
import { act as send } from "./fixtures/act.ts";
import { routeAuthority } from "./fixtures/authority.ts";
import { type Ids, idsOfNothing, SECRET_WORDS } from "./fixtures/contents.ts";
import { type House, test } from "./fixtures/house.ts";
import { actionNamed, sortedActions } from "./fixtures/named-actions.ts";
import { allRoutes, type Route, type ServerAction } from "./fixtures/routes.ts";
import { actionInputs, type RouteEntry, routeEntries } from "./fixtures/strangers.ts";
import { surroundings } from "./fixtures/surroundings.ts";

/** A workspace and things in it, as somebody would name them in an address. */
interface Target {
  readonly slug: string;
  readonly ids: Ids;
}

type WorkspaceEntry = Extract<RouteEntry, { about: "workspace" }>;

/** Every address that a route makes for a target: plain, and with each of its queries. */
function addresses({ pattern }: Route, { id, queries }: WorkspaceEntry, { slug, ids }: Target): string[] {
  const path = pattern.replace("[workspace]", slug).replace("[id]", id === undefined ? "" : ids[id]);
  return [path, ...(queries?.(ids) ?? []).map((query) => path + query)];
}

/** What an answer says, without the address that was asked and what is chance: references, and marks of where a part streamed ended. */
function withoutChance(text: string, { slug, ids }: Target): string {
  const asked = [slug, ...Object.values(ids)].flatMap((name) => [name, encodeURIComponent(name)]);
  return asked
    .reduce((shown, name) => shown.replaceAll(name, "ASKED"), text)
    .replaceAll(/<script\b.*?<\/script>|<input type="hidden"[^>]*>|<link\b[^>]*>/gs, "")
    .replaceAll(/"reference":"[^"]*"|_[RS]_\w*_|<!-- -->/g, "");
}

interface Seen {
  readonly status: number;
  readonly location: string | undefined;
  readonly text: string;
}

/** Two answers are one when nothing in them differs. Pages are long, so only the first difference is told. */
function expectSame(one: Seen, other: Seen): void {
  expect({ ...one, text: "" }).toEqual({ ...other, text: "" });
  const at = [...one.text].findIndex((letter, index) => letter !== other.text[index]);
  const from = at < 0 ? Math.min(one.text.length, other.text.length) : Math.max(0, at - 80);
  expect(one.text.slice(from, from + 200)).toBe(other.text.slice(from, from + 200));
}

async function visit(request: APIRequestContext, method: string, address: string, target: Target): Promise<Seen> {
  const answer = await request.fetch(address, {
    method,
    maxRedirects: 0,
    headers: { origin: surroundings.baseUrl, ...(method === "POST" && { "content-type": "text/plain" }) },
    ...(method === "POST" && { data: "0532 123 45 67" }),
  });
  const { location } = answer.headers();
  return {
    status: answer.status(),
    location: location === undefined ? undefined : withoutChance(location, target),
    text: withoutChance(await answer.text(), target),
  };
}

const act = (request: APIRequestContext, action: ServerAction, page: Target, args: readonly unknown[]) =>
  send(request, action, { slug: page.slug, campaign: page.ids.campaign }, args);

/** What a test asks about: a workspace of somebody else, one of the stranger's own, and ids that are in nobody's. */
const targets = (house: House, stranger: { slug: string }) => ({
  there: { slug: house.slug, ids: house.ids },
  own: { slug: stranger.slug, ids: idsOfNothing() },
});

test("every route is judged here, and every judgement has a route", () => {
  expect(new Set(Object.keys(routeEntries))).toEqual(new Set(allRoutes().map(({ pattern }) => pattern)));
});

test("every action of a workspace is judged here", () => {
  expect(new Set(Object.keys(actionInputs))).toEqual(new Set(sortedActions().workspace.map(({ name }) => name)));
});

for (const route of allRoutes()) {
  const entry = routeEntries[route.pattern];
  if (entry?.about === "oneself") {
    test(`${route.pattern} asks for a sign-in`, async ({ request }) => {
      const answer = await request.get(route.pattern, { maxRedirects: 0 });
      expect(answer.status()).toBe(307);
      expect(answer.headers().location).toMatch(/^\/sign-in/);
    });
  }
  if (entry?.about !== "workspace") continue;

  // what is not there and what one may not know of are one answer.
  for (const method of route.methods) {
    test(`${method} ${route.pattern} tells a stranger nothing`, async ({ request, house, stranger }) => {
      const { there, own } = targets(house, stranger);
      const before = await house.footprint();
      const isPage = !route.pattern.startsWith("/api/");
      const nowhere: Target = { slug: "w-that-is-not", ids: own.ids };
      const idOfThere: Target = { slug: own.slug, ids: there.ids };
      for (const [at, address] of addresses(route, entry, there).entries()) {
        const same = (target: Target) => addresses(route, entry, target)[at] ?? "";
        const anonymous = await visit(request, method, address, there);
        expectSame(anonymous, await visit(request, method, same(nowhere), nowhere));
        expect(anonymous.status).toBe(isPage ? 307 : 401);
        if (isPage) expect(anonymous.location).toMatch(/^\/sign-in(\?next=|$)/);

        const member = await visit(stranger.request, method, address, there);
        expectSame(member, await visit(stranger.request, method, same(nowhere), nowhere));
        expect(member.status).toBe(404);

        for (const { text } of [anonymous, member]) expect(text).not.toContain(SECRET_WORDS);

        // In the stranger's own workspace an id of somebody else is an id of nothing.
        if (same(idOfThere) === same(own)) continue;
        const inside = await visit(stranger.request, method, same(idOfThere), idOfThere);
        expectSame(inside, await visit(stranger.request, method, same(own), own));
        expect(inside.text).not.toContain(SECRET_WORDS);
      }
      expect(await house.footprint()).toEqual(before);
      // The owner does see something there, or all of this would prove nothing.
      if (method === "GET")
        expect((await visit(house.request, method, addresses(route, entry, there).at(-1) ?? "", there)).status).toBe(
          routeAuthority[route.pattern]?.leadsOn === true ? 307 : 200,
        );
    });
  }
}

for (const [name, input] of Object.entries(actionInputs)) {
  test(`${name} does nothing for a stranger`, async ({ request, house, stranger }) => {
    const { there, own } = targets(house, stranger);
    const action = actionNamed(name);
    const before = await house.footprint();
    for (const slug of [there.slug, "w-that-is-not"]) {
      const args = [slug, ...input(there.ids)];
      expect((await act(request, action, there, args)).code).toBe("account.signed_out");
      const answer = await act(stranger.request, action, own, args);
      expect(answer.code).toBe("workspace.not_found");
      expect(answer.text).not.toContain(SECRET_WORDS);
    }
    // In the stranger's own workspace an id of somebody else is an id of nothing.
    const foreignId = await act(stranger.request, action, own, [own.slug, ...input(there.ids)]);
    const noId = await act(stranger.request, action, own, [own.slug, ...input(own.ids)]);
    expect(foreignId.code).toBe(noId.code);
    expect(foreignId.text).not.toContain(SECRET_WORDS);
    expect(await house.footprint()).toEqual(before);
    // The owner is answered otherwise, or all of this would prove nothing.
    expect((await act(house.request, action, there, [there.slug, { none: true }, { none: true }])).code).not.toBe(
      "workspace.not_found",
    );
  });
}
