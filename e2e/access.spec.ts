import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type APIRequestContext, expect } from "@playwright/test";
import { act } from "./fixtures/act.ts";
import { addressOf } from "./fixtures/addresses.ts";
import { actionAuthority, routeAuthority } from "./fixtures/authority.ts";
import { idsOfNothing } from "./fixtures/contents.ts";
import { test as base } from "./fixtures/house.ts";
import { actionNamed, sortedActions } from "./fixtures/named-actions.ts";
import { once } from "./fixtures/once.ts";
import { allActions, allRoutes, unjudged } from "./fixtures/routes.ts";
import type { Seed, SeededRole, SeededWorkspace } from "./fixtures/seed.ts";
import type { RequestAs } from "./fixtures/sign-in.ts";
import { actionInputs, routeEntries } from "./fixtures/strangers.ts";
import { surroundings } from "./fixtures/surroundings.ts";

// every route and every action, for every role. stranger.spec.ts asks the same of anonymous visitors and of
// members of other workspaces, worker/jobs-access.test.ts of every job.

const everyRole: readonly SeededRole[] = ["owner", "admin", "operator", "viewer"];

interface Members {
  /** A browser of somebody of each role, by its request side. */
  readonly as: Readonly<Record<SeededRole, APIRequestContext>>;
  readonly operatorId: string;
}

const gatherMembers = once(async (seed: Seed, workspace: SeededWorkspace, requestAs: RequestAs): Promise<Members> => {
  const operator = await seed.member(workspace, "operator");
  const as = {
    owner: await requestAs(workspace.owner),
    admin: await requestAs(await seed.member(workspace, "admin")),
    operator: await requestAs(operator),
    viewer: await requestAs(await seed.member(workspace, "viewer")),
  };
  return { as, operatorId: operator.id };
});

const test = base.extend<{ members: Members }>({
  members: async ({ seed, house: { workspace }, requestAs }, use) =>
    use(await gatherMembers(seed, workspace, requestAs)),
});

const judgedRoutes = () =>
  allRoutes().filter(({ pattern }) => routeEntries[pattern]?.about === "workspace" || pattern.startsWith("/instance"));

test("every route has a row, and every row a route", () => {
  expect(
    unjudged(
      allRoutes().map(({ pattern }) => pattern),
      routeEntries,
    ),
  ).toEqual([]);
  expect(
    unjudged(
      judgedRoutes().map(({ pattern }) => pattern),
      routeAuthority,
    ),
  ).toEqual([]);
});

test("every action has a row, and every row an action", () => {
  const names = sortedActions().workspace.map(({ name }) => name);
  expect(unjudged(names, actionInputs)).toEqual([]);
  expect(unjudged(names, actionAuthority)).toEqual([]);
});

test("a new page, a new route and a new action without a row are found", () => {
  const root = mkdtempSync(join(tmpdir(), "planted-"));
  try {
    const plant = (folder: string, file: string, text: string) => {
      mkdirSync(join(root, folder), { recursive: true });
      writeFileSync(join(root, folder, file), text);
    };
    plant("app/w/[workspace]/planted", "page.tsx", "export default function Page() {}");
    plant("app/api/w/[workspace]/planted", "route.ts", "export const POST = 1;\nexport const DELETE = 2;");
    plant("app/(public)/sign-in", "page.tsx", "export default function Page() {}");
    const found = allRoutes(root);
    const missing = unjudged(
      found.map(({ pattern }) => pattern),
      routeEntries,
    ).filter((line) => line.endsWith("no row"));
    expect(new Set(missing)).toEqual(
      new Set(["/api/w/[workspace]/planted has no row", "/w/[workspace]/planted has no row"]),
    );
    expect(found.find(({ pattern }) => pattern.startsWith("/api"))?.methods).toEqual(["POST", "DELETE"]);

    const node = { planted: { filename: "app/x.ts", exportedName: "plantedAction", workers: { "app/w/page": {} } } };
    writeFileSync(join(root, "manifest.json"), JSON.stringify({ node }));
    const names = allActions(join(root, "manifest.json")).map(({ name }) => name.split(" ")[1] ?? "");
    expect(unjudged(names, actionAuthority)).toContain("plantedAction has no row");
  } finally {
    rmSync(root, { recursive: true });
  }
});

for (const route of judgedRoutes()) {
  const ability = routeAuthority[route.pattern];
  if (ability === undefined) continue;
  for (const method of route.methods) {
    test(`${method} ${route.pattern} is for: ${ability.roles.join(", ") || "nobody of a workspace"}`, async ({
      house,
      members,
    }) => {
      const isPage = !route.pattern.startsWith("/api/");
      // What would change something is asked about things that are not there.
      const ids = method === "GET" ? house.ids : idsOfNothing();
      for (const role of everyRole) {
        const answer = await members.as[role].fetch(addressOf(route.pattern, { slug: house.slug, ids }), {
          method,
          maxRedirects: 0,
          headers: { origin: surroundings.baseUrl, ...(method !== "GET" && { "content-type": "text/plain" }) },
          ...(method !== "GET" && { data: "0532 123 45 67" }),
        });
        const text = await answer.text();
        if (!ability.roles.includes(role)) {
          expect(answer.status(), role).toBe(isPage ? 404 : 403);
          if (!isPage) expect(text, role).toContain("workspace.not_allowed");
        } else if (method === "GET") expect(answer.status(), role).toBe(ability.leadsOn === true ? 307 : 200);
        else expect(text, role).not.toContain("workspace.not_allowed");
      }
    });
  }
}

const REFUSED = ["account.signed_out", "workspace.not_found", "workspace.not_allowed", "workspace.not_own"];

for (const [name, ability] of Object.entries(actionAuthority)) {
  test(`${name} is for: ${ability.roles.join(", ")}`, async ({ house, members }) => {
    const { slug } = house;
    const page = { slug, campaign: house.ids.campaign };
    for (const role of everyRole) {
      const isOwnOnly = ability.own?.includes(role) ?? false;
      // Nothing that could be done: only the door is tried. For the own things it must be a thing of somebody else.
      const args = isOwnOnly ? (actionInputs[name]?.(house.ids) ?? []) : [{ none: true }, { none: true }];
      const { code } = await act(members.as[role], actionNamed(name), page, [slug, ...args]);
      if (isOwnOnly) expect(code, role).toBe("workspace.not_own");
      else if (ability.roles.includes(role)) expect(REFUSED, role).not.toContain(code);
      else expect(code, role).toBe("workspace.not_allowed");
    }
  });
}

test("an operator controls a campaign of the own, and only that", async ({ seed, house, members }) => {
  const { workspace, ids } = house;
  const { as, operatorId } = members;
  const page = { slug: workspace.slug, campaign: ids.campaign };
  const pause = () =>
    act(as.operator, actionNamed("pauseAction"), page, [workspace.slug, { campaignId: ids.campaign }]);
  const denials = () =>
    seed.inWorkspace(workspace.id, async (client) => {
      const denied = "action = 'access.denied' AND actor_id = $1 AND detail->>'permission' = 'campaigns:control'";
      return (await client.query(`SELECT FROM audit_events WHERE ${denied}`, [operatorId])).rowCount ?? 0;
    });
  const before = await denials();
  expect((await pause()).code).toBe("workspace.not_own");
  expect(await denials()).toBe(before + 1);
  const startedBy = (id: string | null) =>
    seed.inWorkspace(workspace.id, (client) =>
      client.query("UPDATE campaigns SET started_by_id = $1 WHERE state = 'completed'", [id]),
    );
  await startedBy(operatorId);
  // Let in, and told that a campaign which is over cannot be paused.
  expect((await pause()).code).toBe("campaign.wrong_state");
  await startedBy(null);
});
