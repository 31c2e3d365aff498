import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signIn } from "#lib/domain/accounts/commands/sign-in";
import { readLoginSession } from "#lib/domain/accounts/queries";
import { GOOD_PASSWORD, visitFrom } from "#lib/domain/accounts/test-account.fixture";
import { setNote, setSignUp } from "#lib/domain/instance/commands/change-settings";
import { disableUser, enableUser, setOperator } from "#lib/domain/instance/commands/disable-user";
import { openWorkspace } from "#lib/domain/instance/commands/open-workspace";
import { setDailyLimit } from "#lib/domain/instance/commands/set-daily-limit";
import { suspendWorkspace, unsuspendWorkspace } from "#lib/domain/instance/commands/suspend-workspace";
import { turnProviderOff, turnProviderOn } from "#lib/domain/instance/commands/switch-provider";
import { viewWorkspace } from "#lib/domain/instance/commands/view-workspace";
import { failedJobs, lastBackupAt, queueLines, storageFacts } from "#lib/domain/instance/health-queries";
import { providerLines } from "#lib/domain/instance/provider-queries";
import {
  countedWithinDay,
  findWorkspace,
  isSignUpOpen,
  listUsers,
  listWorkspaces,
  readSettings,
} from "#lib/domain/instance/queries";
import { DailyLimitInput, NoteInput, OpenWorkspaceInput, UserInput } from "#lib/domain/instance/schema";
import { findScope } from "#lib/gate/scope";
import { hashPassword } from "#lib/infra/crypto/password-hash";
import { closePools } from "#lib/infra/db/pools";
import { bindWorkspace, withAccount } from "#lib/infra/db/tenant";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace, type TestWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { env } from "#lib/infra/env";
import { newId } from "#lib/infra/ids";
import { providerNames, providerOrigins } from "#lib/infra/providers/registry";
import { closeSender } from "#lib/infra/queue";

useTestDatabase();
afterAll(async () => {
  await closeSender();
  await closePools();
});

let workspace: TestWorkspace;
let passwordHash: string;
beforeAll(async () => {
  workspace = await makeWorkspace();
  passwordHash = await hashPassword(GOOD_PASSWORD);
});

const reason = "a complaint of the provider";

async function person(isOperator = false): Promise<{ id: string; email: string }> {
  const id = newId();
  const email = `${id}@ornek.com`;
  await withAccount(null, ({ db }) => db.user.create({ data: { id, email, name: "Deniz", passwordHash, isOperator } }));
  return { id, email };
}

describe("a suspended workspace", () => {
  it("lets nobody in from the next request on, and its members again afterwards", async () => {
    const { slug, person: owner } = workspace;
    expect((await findScope(owner.id, slug))?.may("workspace:read")).toBe(true);
    await workspace.transact((tx) => suspendWorkspace(tx, { reason }));
    const scope = await findScope(owner.id, slug);
    expect(scope).toMatchObject({ isSuspended: true });
    expect(scope?.may("workspace:read")).toBe(false);
    await expect(workspace.transact((tx) => suspendWorkspace(tx, { reason }))).rejects.toMatchObject({
      code: "instance.already_so",
    });
    await workspace.transact((tx) => unsuspendWorkspace(tx, { reason }));
    expect((await findScope(owner.id, slug))?.may("workspace:read")).toBe(true);
  });
});

// an operator learns figures, and the entry with the reason is part of the same change.
describe("a look at a workspace", () => {
  it("answers counts only and says who looked and why", async () => {
    const { result, audit } = await workspace.transact((tx) => viewWorkspace(tx, { reason }));
    expect(audit).toEqual({ subject: null, detail: { reason } });
    expect(result).toEqual({
      members: { owner: 1 },
      connections: {},
      campaigns: {},
      countedToday: 0,
      startedEver: 0,
      lastStartAt: null,
    });
  });

  it("is of one workspace: the list names it and holds nothing of it", async () => {
    const lines = await withAccount(null, listWorkspaces);
    const line = await withAccount(null, (tx) => findWorkspace(tx, workspace.slug));
    expect(lines).toContainEqual(line);
    const facts = ["id", "slug", "name", "createdAt", "suspendedAt", "dailyLimit", "members"];
    expect(new Set(Object.keys(line ?? {}))).toEqual(new Set(facts));
  });

  it("is of no workspace that was erased", async () => {
    const gone = await makeWorkspace();
    await gone.transact(({ db, workspaceId }) =>
      db.workspace.updateMany({ where: { id: workspaceId }, data: { name: "", deletedAt: new Date() } }),
    );
    expect((await withAccount(null, listWorkspaces)).map(({ id }) => id)).not.toContain(gone.id);
  });
});

describe("a limit", () => {
  it("is a number of people a day, or none", async () => {
    await workspace.transact((tx) => setDailyLimit(tx, { limit: 5, reason }));
    expect(await withAccount(null, (tx) => findWorkspace(tx, workspace.slug))).toMatchObject({ dailyLimit: 5 });
    expect(await workspace.transact((tx) => countedWithinDay(tx, new Date()))).toBe(0);
    expect(DailyLimitInput.parse({ limit: "", reason }).limit).toBeNull();
    expect(DailyLimitInput.parse({ limit: "0", reason }).limit).toBe(0);
    expect(DailyLimitInput.safeParse({ limit: "-1", reason }).success).toBe(false);
    expect(DailyLimitInput.safeParse({ limit: "5" }).success).toBe(false);
  });
});

describe("an account that is switched off", () => {
  it("ends with its next request and cannot sign in, until it is switched on again", async () => {
    const { id, email } = await person();
    const typed = { email, password: GOOD_PASSWORD };
    const { sessionId } = await signIn(withAccount, typed, visitFrom());
    const read = () => withAccount(null, (tx) => readLoginSession(tx, sessionId));
    expect(await read()).toMatchObject({ id });
    await withAccount(null, (tx) => disableUser(tx, { userId: id, reason }));
    expect(await read()).toBeNull();
    await expect(signIn(withAccount, typed, visitFrom())).rejects.toMatchObject({ code: "account.disabled" });
    // Whoever does not know the password does not learn it.
    await expect(signIn(withAccount, { email, password: "wrong" }, visitFrom())).rejects.toMatchObject({
      code: "account.wrong_password",
    });
    await withAccount(null, (tx) => enableUser(tx, { userId: id, reason }));
    expect(await read()).toBeNull();
    expect((await signIn(withAccount, typed, visitFrom())).userId).toBe(id);
  });

  it("is never the last operator, also when two operators switch each other off at once", async () => {
    const [one, other] = [await person(true), await person(true)];
    const off = (userId: string) => withAccount(null, (tx) => disableUser(tx, { userId, reason }));
    const answers = await Promise.allSettled([off(one.id), off(other.id)]);
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const left = await withAccount(null, ({ db }) =>
      db.user.findMany({ where: { isOperator: true, disabledAt: null }, select: { id: true } }),
    );
    expect(left).toHaveLength(1);
    const last = left[0]?.id ?? "";
    await expect(withAccount(null, (tx) => setOperator(tx, { userId: last, reason }, false))).rejects.toMatchObject({
      code: "instance.last_operator",
    });
  });

  it("is found by a part of its address", async () => {
    const { id, email } = await person();
    const found = await withAccount(null, (tx) => listUsers(tx, { search: email.slice(0, 20), after: null }));
    expect(found.users.map((user) => user.id)).toContain(id);
  });
});

describe("what is decided for everybody", () => {
  it("closes and opens sign-up", async () => {
    expect(await withAccount(null, isSignUpOpen)).toBe(true);
    await withAccount(null, (tx) => setSignUp(tx, { isOpen: false }));
    expect(await withAccount(null, isSignUpOpen)).toBe(false);
    await withAccount(null, (tx) => setSignUp(tx, { isOpen: true }));
    expect(await withAccount(null, isSignUpOpen)).toBe(true);
  });

  it("is a note in both languages, or none", async () => {
    expect(NoteInput.safeParse({ tr: "Bakım var", en: "" }).success).toBe(false);
    const note = { tr: "Bakım var", en: "Maintenance" };
    await withAccount(null, (tx) => setNote(tx, note));
    expect((await withAccount(null, readSettings)).note).toEqual(note);
    await withAccount(null, (tx) => setNote(tx, { tr: "", en: "" }));
    expect((await withAccount(null, readSettings)).note).toBeNull();
  });
});

describe("a workspace opened for somebody", () => {
  const input = (slug: string, ownerEmail: string) =>
    OpenWorkspaceInput.parse({ name: "Yeni Dükkân", slug, zone: "Europe/Istanbul", locale: "tr", ownerEmail });
  const open = (operatorId: string, slug: string, ownerEmail: string) =>
    withAccount(operatorId, async (account) => {
      const tx = await bindWorkspace(account, { workspaceId: newId(), actorId: operatorId });
      return openWorkspace(tx, input(slug, ownerEmail));
    });

  it("is theirs and not the operator's", async () => {
    const [operator, owner] = [await person(true), await person()];
    await open(operator.id, "onun-dukkani", owner.email);
    expect(await findScope(operator.id, "onun-dukkani")).toBeNull();
    expect(await findScope(owner.id, "onun-dukkani")).toMatchObject({ role: "owner" });
  });

  it("needs a way to tell an owner who has no account", async () => {
    const operator = await person(true);
    await expect(open(operator.id, "kimsesiz", "kimse@ornek.com")).rejects.toMatchObject({
      code: "account.mail_not_ready",
    });
    expect(await withAccount(null, (tx) => findWorkspace(tx, "kimsesiz"))).toBeNull();
  });
});

it("only a provider that there is can be turned off or on, whatever else is named", async () => {
  for (const provider of ["smscim", "constructor", "iletiniz\0"]) {
    const wish = { provider, reason: "a complaint" };
    const refused = { code: "instance.already_so" };
    await expect(withAccount(null, (tx) => turnProviderOff(tx, wish))).rejects.toMatchObject(refused);
    await expect(withAccount(null, (tx) => turnProviderOn(tx, wish))).rejects.toMatchObject(refused);
  }
});

describe("how the instance stands", () => {
  it("is told in figures", async () => {
    const queues = await withAccount(null, queueLines);
    expect(queues.map(({ name }) => name)).toContain("mail.reset");
    expect(await withAccount(null, (tx) => failedJobs(tx, 10))).toEqual([]);
    expect(await withAccount(null, lastBackupAt)).toBeNull();
    const providers = await withAccount(null, providerLines);
    expect(providers.map(({ provider, active, offSince }) => [provider, active, offSince])).toEqual(
      providerNames.map((name) => [name, 0, null]),
    );
    // The list that can be turned off is the list of the drivers.
    expect(providerOrigins(env())).toHaveLength(providerNames.length);
    const storage = await withAccount(null, storageFacts);
    expect(storage.databaseBytes).toBeGreaterThan(1_000_000);
    expect(storage.migration).toMatch(/^\d{14}_/);
  });
});

//
it("an input with a role is refused", () => {
  expect(UserInput.safeParse({ userId: newId(), reason, isOperator: true }).success).toBe(false);
});
