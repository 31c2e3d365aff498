import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type APIRequestContext, expect } from "@playwright/test";
import { act } from "./fixtures/act.ts";
import { actionAuthority, routeAuthority } from "./fixtures/authority.ts";
import { type Ids, idsOfNothing, putContents } from "./fixtures/contents.ts";
import { allActions, allRoutes, type ServerAction, unjudged } from "./fixtures/routes.ts";
import type { SeededRole, SeededWorkspace } from "./fixtures/seed.ts";
import { signInBy } from "./fixtures/sign-in.ts";
import { actionInputs, ownActions, routeEntries } from "./fixtures/strangers.ts";
import { surroundings } from "./fixtures/surroundings.ts";
import { test as base } from "./fixtures/test.ts";

// every route and every action, for every role. stranger.spec.ts asks the same of anonymous visitors and of
// members of other workspaces, worker/jobs-access.test.ts of every job.

const everyRole: readonly SeededRole[] = ["owner", "admin", "operator", "viewer"];

interface House {
  readonly workspace: SeededWorkspace;
  readonly ids: Ids;
  readonly as: Readonly<Record<SeededRole, APIRequestContext>>;
  readonly operatorId: string;
}

const test = base.extend<object, { house: House }>({
  house: [
    async ({ seed, playwright }, use) => {
      const workspace = await seed.workspace({ name: "Gizli Dükkân" });
      const ids = await putContents(seed, workspace);
      const signedIn = async (who: { email: string; password: string }) => {
        const request = await playwright.request.newContext({ baseURL: surroundings.baseUrl });
        await signInBy(request, who);
        return request;
      };
      const operator = await seed.member(workspace, "operator");
      const as = {
        owner: await signedIn(workspace.owner),
        admin: await signedIn(await seed.member(workspace, "admin")),
        operator: await signedIn(operator),
        viewer: await signedIn(await seed.member(workspace, "viewer")),
      };
      await use({ workspace, ids, as, operatorId: operator.id });
      for (const request of Object.values(as)) await request.dispose();
    },
    { scope: "worker" },
  ],
});

const workspaceActions = () =>
  allActions().flatMap((action) => {
    const [file = "", name = ""] = action.name.split(" ");
    return ownActions.includes(file) ? [] : [{ action, name }];
  });

function actionNamed(name: string): ServerAction {
  const found = workspaceActions().find((one) => one.name === name);
  if (found === undefined) throw new Error(`${name} is not in the build`);
  return found.action;
}

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
  const names = workspaceActions().map(({ name }) => name);
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

/** The address of a route for the things of the house, as asked for with one method. */
function addressOf(pattern: string, ids: Ids, { slug }: SeededWorkspace): string {
  const entry = routeEntries[pattern];
  const id = entry?.about === "workspace" && entry.id !== undefined ? ids[entry.id] : "";
  const query = entry?.about === "workspace" ? entry.queries?.(ids).at(-1) : undefined;
  return `${pattern.replace("[workspace]", slug).replace("[id]", id)}${query ?? ""}`;
}

for (const route of judgedRoutes()) {
  const ability = routeAuthority[route.pattern];
  if (ability === undefined) continue;
  for (const method of route.methods) {
    test(`${method} ${route.pattern} is for: ${ability.roles.join(", ") || "nobody of a workspace"}`, async ({
      house,
    }) => {
      const isPage = !route.pattern.startsWith("/api/");
      // What would change something is asked about things that are not there.
      const ids = method === "GET" ? house.ids : idsOfNothing();
      for (const role of everyRole) {
        const answer = await house.as[role].fetch(addressOf(route.pattern, ids, house.workspace), {
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
  test(`${name} is for: ${ability.roles.join(", ")}`, async ({ house }) => {
    const { slug } = house.workspace;
    const page = { slug, campaign: house.ids.campaign };
    for (const role of everyRole) {
      const isOwnOnly = ability.own?.includes(role) ?? false;
      // Nothing that could be done: only the door is tried. For the own things it must be a thing of somebody else.
      const args = isOwnOnly ? (actionInputs[name]?.(house.ids) ?? []) : [{ none: true }, { none: true }];
      const { code } = await act(house.as[role], actionNamed(name), page, [slug, ...args]);
      if (isOwnOnly) expect(code, role).toBe("workspace.not_own");
      else if (ability.roles.includes(role)) expect(REFUSED, role).not.toContain(code);
      else expect(code, role).toBe("workspace.not_allowed");
    }
  });
}

test("an operator controls a campaign of the own, and only that", async ({ seed, house }) => {
  const { workspace, ids, as, operatorId } = house;
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

/** Actions that take nothing. */
const TAKE_NOTHING = [
  ...["signOutAction", "signOutEverywhereAction", "signOutForInviteAction", "readProofWaysAction"],
  ...["beginAuthenticatorAction", "removeAuthenticatorAction", "renewRecoveryCodesAction", "beginPasskeyAction"],
  ...["beginPasskeySignInAction", "beginPasskeyProofAction", "linkElsewhereAction", "unlinkElsewhereAction"],
];

/** Actions inside a page, those that take nothing, and the two that read one field of a form for a cookie. */
const takesNoObject = (name: string) =>
  name.startsWith("$$") || TAKE_NOTHING.includes(name) || /^choose(Locale|Theme|Keys)Action$/.test(name);

/** A name as inputs write it. */
const camel = (column: string) => column.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

// the full list of fields of every model, beside what an action does take. One key too many refuses all of it.
test("no action takes a field that is not its own", async ({ seed, house }) => {
  test.setTimeout(300_000);
  const { workspace, ids, as } = house;
  const page = { slug: workspace.slug, campaign: ids.campaign };
  const models = await seed.inWorkspace(workspace.id, async (client) => {
    const { rows } = await client.query<{ table_name: string; columns: string[] }>(
      `SELECT table_name, array_agg(column_name::text) AS columns FROM information_schema.columns
       WHERE table_schema = 'public' AND table_name !~ '_\\d{4}_\\d{2}$' AND table_name <> '_prisma_migrations' GROUP BY 1`,
    );
    return rows;
  });
  expect(models.length).toBeGreaterThan(20);
  const contents = () =>
    seed.inWorkspace(workspace.id, async (client) => {
      const tables: Record<string, unknown[]> = {};
      for (const table of ["campaigns", "memberships", "invites", "imports", "senders", "suppressions", "consents"]) {
        const { rows } = await client.query(`SELECT to_jsonb(t) - 'last_seen_at' AS row FROM ${table} t ORDER BY 1`);
        tables[table] = rows;
      }
      return tables;
    });
  const before = await contents();
  const stuffedWith = (columns: readonly string[]) =>
    Object.fromEntries(columns.flatMap((column) => [column, camel(column)]).map((key) => [key, "x"]));
  for (const { action, name } of workspaceActions()) {
    const legit = [...(actionInputs[name]?.(ids) ?? [])];
    const last = legit.pop();
    for (const { table_name, columns } of models) {
      const args = [workspace.slug, ...legit, { ...stuffedWith(columns), ...(typeof last === "object" ? last : {}) }];
      const { code } = await act(as.owner, action, page, args);
      expect(code, `${name} with the fields of ${table_name}`).toBe("input.not_valid");
    }
  }
  expect(await contents()).toEqual(before);
  // The same for what is about oneself, each with the fields of a person and of a membership.
  const person = models.filter(({ table_name }) => ["users", "memberships"].includes(table_name));
  for (const { id, page: at, name } of allActions()) {
    const [file = "", exported = ""] = name.split(" ");
    if (!ownActions.includes(file) || file.startsWith("app/instance/") || takesNoObject(exported)) continue;
    const fields = stuffedWith(person.flatMap(({ columns }) => columns));
    const { code } = await act(as.viewer, { id, page: at, name }, page, [fields]);
    expect(code, name).toBe("input.not_valid");
  }
});
