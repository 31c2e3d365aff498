import { afterAll, describe, expect, it } from "vitest";
import { createWorkspace } from "#lib/domain/workspaces/commands/create";
import { CreateWorkspaceInput } from "#lib/domain/workspaces/schema";
import { closePools } from "#lib/infra/db/pools";
import { bindWorkspace, withAccount } from "#lib/infra/db/tenant";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { newId } from "#lib/infra/ids";

useTestDatabase();
afterAll(() => closePools());

const input = (slug: string) => ({ name: "Ihlamur Ev", slug, zone: "Europe/Istanbul", locale: "tr" as const });

async function makePerson(): Promise<string> {
  const id = newId();
  const data = { id, email: `${id}@ornek.com`, name: "Deniz", passwordHash: "none" };
  await withAccount(null, ({ db }) => db.user.create({ data }));
  return id;
}

function make(userId: string, slug: string) {
  return withAccount(userId, async (account) => {
    const tx = await bindWorkspace(account, { workspaceId: newId(), actorId: userId });
    return createWorkspace(tx, input(slug));
  });
}

const mine = (userId: string) =>
  withAccount(userId, ({ db }) => db.membership.findMany({ where: { userId }, include: { workspace: true } }));

describe("making a workspace", () => {
  it("makes its maker the owner and gives it its address", async () => {
    const userId = await makePerson();
    const { result, audit } = await make(userId, "ihlamur-ev");
    expect(result).toEqual({ slug: "ihlamur-ev" });
    expect(audit).toMatchObject({ subject: "ihlamur-ev" });
    expect(await mine(userId)).toMatchObject([
      { role: "owner", workspace: { slug: "ihlamur-ev", name: "Ihlamur Ev" } },
    ]);
  });

  it("refuses an address that somebody has, and makes nothing then", async () => {
    await make(await makePerson(), "dolu-adres");
    const late = await makePerson();
    await expect(make(late, "dolu-adres")).rejects.toMatchObject({ code: "workspace.slug_taken" });
    expect(await mine(late)).toEqual([]);
  });

  it("by many at the same moment under one address makes one", async () => {
    const people = await Promise.all(Array.from({ length: 6 }, makePerson));
    const answers = await Promise.allSettled(people.map((userId) => make(userId, "yaris")));
    expect(answers.filter((answer) => answer.status === "fulfilled")).toHaveLength(1);
    const memberships = await Promise.all(people.map(mine));
    expect(memberships.flat()).toHaveLength(1);
  });
});

// an action takes what it names, and nothing else.
describe("the input", () => {
  const complaints = (value: unknown) =>
    CreateWorkspaceInput.safeParse(value).error?.issues.map((issue) => issue.message);

  it.each([
    ["a workspace of one's choosing", { ...input("abc"), id: newId() }],
    ["a role", { ...input("abc"), role: "owner" }],
    ["an end to the halt", { ...input("abc"), haltedAt: null }],
  ])("with %s is refused", (_, value) => {
    expect(CreateWorkspaceInput.safeParse(value).success).toBe(false);
  });

  it.each([
    [{ name: "  " }, "workspace.name_empty"],
    [{ name: "Ev\u0000" }, "workspace.name_empty"],
    [{ slug: "API" }, "workspace.slug_not_valid"],
    [{ slug: "new" }, "workspace.slug_not_valid"],
    [{ zone: "Mars/Olympus" }, "workspace.zone_not_valid"],
  ])("with %j says what is wrong", (change, code) => {
    expect(complaints({ ...input("abc"), ...change })).toEqual([code]);
  });

  it("keeps the name as it was typed, less the blanks around it", () => {
    expect(CreateWorkspaceInput.parse({ ...input("abc"), name: "  Ünal & Oğulları A.Ş. " }).name).toBe(
      "Ünal & Oğulları A.Ş.",
    );
  });
});
