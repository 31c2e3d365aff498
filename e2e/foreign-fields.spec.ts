import { expect } from "@playwright/test";
import { act } from "./fixtures/act.ts";
import { test as base } from "./fixtures/house.ts";
import { sortedActions } from "./fixtures/named-actions.ts";
import { once } from "./fixtures/once.ts";
import type { Seed } from "./fixtures/seed.ts";
import { actionInputs } from "./fixtures/strangers.ts";

// the fields of every model, beside what an action does take. One key too many refuses all of it; so the keys with which
// something could be gained are also sent one by one, which an input that knows some of the others would let through.

interface Model {
  readonly name: string;
  readonly columns: readonly string[];
}

const MODELS = `SELECT table_name AS name, array_agg(column_name::text) AS columns FROM information_schema.columns
  WHERE table_schema = 'public' AND table_name !~ '_\\d{4}_\\d{2}$' AND table_name <> '_prisma_migrations' GROUP BY 1`;

const readModels = once(async (seed: Seed): Promise<readonly Model[]> => (await seed.shared(MODELS, [])).rows);

const test = base.extend<{ models: readonly Model[] }>({
  models: async ({ seed }, use) => use(await readModels(seed)),
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

/** What is never anybody's to say: whose it is, how far it has come, who stands behind it, what somebody may do. */
const NEVER_GIVEN = [
  ...["workspaceId", "userId", "createdById", "startedById", "role"],
  ...["isOperator", "maySend", "state", "people", "dailyLimit"],
];

/** A name as inputs write it. */
const camel = (column: string) => column.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

const stuffedWith = (columns: readonly string[]) =>
  Object.fromEntries(columns.flatMap((column) => [column, camel(column)]).map((key) => [key, "x"]));

test("there are models to take fields from", ({ models }) => {
  expect(models.length).toBeGreaterThan(20);
});

const { workspace: aboutWorkspace, oneself: aboutOneself } = sortedActions();

for (const { action, name } of aboutWorkspace) {
  test(`${name} takes no field that is not its own`, async ({ house, models }) => {
    const page = { slug: house.slug, campaign: house.ids.campaign };
    const before = await house.footprint();
    const legit = [...(actionInputs[name]?.(house.ids) ?? [])];
    const last = legit.pop();
    const own = typeof last === "object" && last !== null ? last : {};
    const every = stuffedWith(models.flatMap(({ columns }) => columns));
    const alone = NEVER_GIVEN.filter((key) => !Object.hasOwn(own, key)).map((key) => ({ [key]: "x" }));
    const codes = await Promise.all(
      [every, ...alone].map(async (more) => {
        const { code } = await act(house.request, action, page, [house.slug, ...legit, { ...more, ...own }]);
        return [Object.keys(more).slice(0, 3).join(), code];
      }),
    );
    for (const [fields, code] of codes) expect(code, `with ${fields}`).toBe("input.not_valid");
    expect(await house.footprint()).toEqual(before);
  });
}

// The same for what is about oneself, each with the fields of a person and of a membership.
for (const { action, file, name } of aboutOneself) {
  if (file.startsWith("app/instance/") || takesNoObject(name)) continue;
  test(`${name} of the own account takes no field that is not its own`, async ({ stranger, models }) => {
    const person = models.filter((model) => ["users", "memberships"].includes(model.name));
    const fields = stuffedWith(person.flatMap(({ columns }) => columns));
    const { code } = await act(stranger.request, action, { slug: stranger.slug, campaign: "" }, [fields]);
    expect(code).toBe("input.not_valid");
  });
}
