import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { changeRole } from "#lib/domain/team/commands/change-role";
import { leaveTeam, removeMember } from "#lib/domain/team/commands/remove-member";
import { setDailyCap, setSwitches } from "#lib/domain/team/commands/set-switches";
import { transferOwnership } from "#lib/domain/team/commands/transfer-ownership";
import { type Role, roles, startingSwitches } from "#lib/domain/team/model";
import { listMembers } from "#lib/domain/team/queries";
import { closePools } from "#lib/infra/db/pools";
import { withAccount } from "#lib/infra/db/tenant";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace, type TestPerson, type TestWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { newId } from "#lib/infra/ids";
import { withQueues } from "#lib/infra/test-queue.fixture";

useTestDatabase();
withQueues();
afterAll(() => closePools());

let workspace: TestWorkspace;
beforeEach(async () => {
  workspace = await makeWorkspace();
});

const give = (actor: TestPerson, member: TestPerson, role: Role) =>
  workspace.transact((tx) => changeRole(tx, { memberId: member.id, role }), actor.id);
const remove = (actor: TestPerson, member: TestPerson) =>
  workspace.transact((tx) => removeMember(tx, { memberId: member.id }), actor.id);

async function rolesNow(): Promise<Record<string, Role>> {
  const rows = await workspace.transact((tx) =>
    tx.db.membership.findMany({ where: { workspaceId: tx.workspaceId }, select: { userId: true, role: true } }),
  );
  return Object.fromEntries(rows.map(({ userId, role }) => [userId, role]));
}

const refused = (code: string) => expect.objectContaining({ code });

/** Opens a sign-in that was used so many minutes ago. */
function openLogin(userId: string, minutesAgo: number): Promise<string> {
  const id = newId();
  const lastSeenAt = new Date(Date.now() - minutesAgo * 60_000);
  return withAccount(null, async ({ db }) => {
    await db.loginSession.create({ data: { id, userId, lastSeenAt, expiresAt: new Date(Date.now() + 3_600_000) } });
    return id;
  });
}

async function openLoginsOf(userId: string): Promise<string[]> {
  const rows = await withAccount(null, ({ db }) =>
    db.loginSession.findMany({ where: { userId, revokedAt: null }, select: { id: true } }),
  );
  return rows.map(({ id }) => id);
}

describe("changing a role", () => {
  it("gives the role with its switches, and keeps only the sign-in used last (R-042)", async () => {
    const viewer = await workspace.join("viewer");
    const [, latest] = await Promise.all([openLogin(viewer.id, 30), openLogin(viewer.id, 1), openLogin(viewer.id, 90)]);
    await give(workspace.person, viewer, "operator");
    const [, row] = await workspace.transact(listMembers);
    expect(row).toMatchObject({ role: "operator", ...startingSwitches("operator") });
    expect(await openLoginsOf(viewer.id)).toEqual([latest]);
  });

  it("ends nothing when the role stays", async () => {
    const viewer = await workspace.join("viewer");
    await Promise.all([openLogin(viewer.id, 30), openLogin(viewer.id, 1)]);
    await give(workspace.person, viewer, "viewer");
    expect(await openLoginsOf(viewer.id)).toHaveLength(2);
  });

  it.each(roles)("lets an admin give %s only up to the own role, and touch nobody above (R-036)", async (role) => {
    const [admin, other] = [await workspace.join("admin"), await workspace.join("operator")];
    const isAbove = role === "owner";
    await expect(
      give(admin, other, role).then(
        () => "done",
        (error) => error,
      ),
    ).resolves.toEqual(isAbove ? refused("team.role_too_high") : "done");
    await expect(give(admin, workspace.person, role)).rejects.toEqual(refused("team.role_too_high"));
    await expect(remove(admin, workspace.person)).rejects.toEqual(refused("team.role_too_high"));
  });

  it.each(["operator", "viewer"] as const)(
    "is not for a member with the role %s, whatever the gate said before",
    async (role) => {
      const [member, other] = [await workspace.join(role), await workspace.join("viewer")];
      await expect(give(member, other, "viewer")).rejects.toEqual(refused("workspace.not_allowed"));
      await expect(remove(member, other)).rejects.toEqual(refused("workspace.not_allowed"));
    },
  );

  it("is not for somebody who was removed a moment ago (R-038)", async () => {
    const [admin, other] = [await workspace.join("admin"), await workspace.join("viewer")];
    await remove(workspace.person, admin);
    await expect(give(admin, other, "operator")).rejects.toEqual(refused("workspace.not_allowed"));
  });

  it("finds no member of another workspace, and no one who is none (R-035)", async () => {
    const stranger = (await makeWorkspace()).person;
    for (const member of [stranger, { ...stranger, id: newId() }]) {
      await expect(give(workspace.person, member, "viewer")).rejects.toEqual(refused("team.member_not_found"));
      await expect(remove(workspace.person, member)).rejects.toEqual(refused("team.member_not_found"));
    }
  });
});

describe("the last owner (R-036)", () => {
  it("cannot be demoted, removed, or leave", async () => {
    const { person } = workspace;
    await expect(give(person, person, "admin")).rejects.toEqual(refused("team.last_owner"));
    await expect(workspace.transact(leaveTeam)).rejects.toEqual(refused("team.last_owner"));
    await expect(remove(person, person)).rejects.toEqual(refused("team.not_oneself"));
    expect(await rolesNow()).toEqual({ [person.id]: "owner" });
  });

  it("remains when two owners demote each other at once, whoever is first", async () => {
    for (let round = 0; round < 8; round++) {
      workspace = await makeWorkspace();
      const [one, two] = [workspace.person, await workspace.join("owner")];
      const results = await Promise.allSettled([give(one, two, "viewer"), give(two, one, "viewer")]);
      expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      expect(Object.values(await rolesNow()).sort()).toEqual(["owner", "viewer"]);
    }
  });

  it("remains when two owners leave, or remove each other, at once", async () => {
    for (let round = 0; round < 8; round++) {
      workspace = await makeWorkspace();
      const [one, two] = [workspace.person, await workspace.join("owner")];
      const results = await Promise.allSettled(
        round % 2 === 0
          ? [workspace.transact(leaveTeam, one.id), workspace.transact(leaveTeam, two.id)]
          : [remove(one, two), remove(two, one)],
      );
      expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      expect(Object.values(await rolesNow())).toEqual(["owner"]);
    }
  });
});

describe("handing over", () => {
  const hand = (actor: TestPerson, member: TestPerson, typedName = "Ihlamur Ev") =>
    workspace.transact((tx) => transferOwnership(tx, { memberId: member.id, typedName }, newId()), actor.id);

  it("makes the other one the owner and oneself an admin", async () => {
    const viewer = await workspace.join("viewer");
    await hand(workspace.person, viewer);
    expect(await rolesNow()).toEqual({ [workspace.person.id]: "admin", [viewer.id]: "owner" });
  });

  it("is for owners, with the name typed, and not to oneself", async () => {
    const admin = await workspace.join("admin");
    await expect(hand(admin, workspace.person)).rejects.toEqual(refused("workspace.not_allowed"));
    await expect(hand(workspace.person, admin, "Ihlamur")).rejects.toEqual(refused("team.name_mismatch"));
    await expect(hand(workspace.person, workspace.person)).rejects.toEqual(refused("team.not_oneself"));
  });

  it("keeps the sign-in that did it", async () => {
    const viewer = await workspace.join("viewer");
    const [here] = [await openLogin(workspace.person.id, 10), await openLogin(workspace.person.id, 1)];
    await workspace.transact((tx) => transferOwnership(tx, { memberId: viewer.id, typedName: "Ihlamur Ev" }, here));
    expect(await openLoginsOf(workspace.person.id)).toEqual([here]);
  });
});

describe("switches and caps", () => {
  it("turn for the roles that have them and for no other", async () => {
    const [operator, viewer, admin] = [
      await workspace.join("operator"),
      await workspace.join("viewer"),
      await workspace.join("admin"),
    ];
    const turn = (member: TestPerson, turned: object) =>
      workspace.transact((tx) => setSwitches(tx, { memberId: member.id, ...turned }));
    await turn(operator, { maySend: false, mayApprove: true });
    await turn(viewer, { fullNumbers: true });
    await expect(turn(viewer, { maySend: true })).rejects.toEqual(refused("workspace.not_allowed"));
    await expect(turn(admin, { fullNumbers: false })).rejects.toEqual(refused("workspace.not_allowed"));
    const rows = await workspace.transact(listMembers);
    expect(rows.find(({ role }) => role === "operator")).toMatchObject({ maySend: false, mayApprove: true });
    expect(rows.find(({ role }) => role === "viewer")).toMatchObject({ fullNumbers: true });
  });

  it("nobody sets the own cap, and owners and viewers have none", async () => {
    const [admin, operator, viewer] = [
      await workspace.join("admin"),
      await workspace.join("operator"),
      await workspace.join("viewer"),
    ];
    const cap = (actor: TestPerson, member: TestPerson, value: number | null) =>
      workspace.transact((tx) => setDailyCap(tx, { memberId: member.id, cap: value }), actor.id);
    await cap(admin, operator, 200);
    expect((await workspace.transact(listMembers)).find(({ role }) => role === "operator")?.dailyCap).toBe(200);
    await expect(cap(admin, admin, null)).rejects.toEqual(refused("team.not_oneself"));
    await expect(cap(workspace.person, viewer, 5)).rejects.toEqual(refused("workspace.not_allowed"));
    await expect(cap(admin, workspace.person, 5)).rejects.toEqual(refused("team.role_too_high"));
    // Nobody could lift a cap that an owner brought along.
    await give(workspace.person, operator, "owner");
    const rows = await workspace.transact(listMembers);
    expect(rows.filter(({ role }) => role === "owner").map(({ dailyCap }) => dailyCap)).toEqual([null, null]);
  });
});
