import { expect, type Page } from "@playwright/test";
import { expectAccessible } from "./fixtures/axe.ts";
import { putContents, SECRET_WORDS } from "./fixtures/contents.ts";
import { callAction } from "./fixtures/hostile/stage.ts";
import { allActions } from "./fixtures/routes.ts";
import type { Seed, SeededPerson, SeededWorkspace } from "./fixtures/seed.ts";
import { signInBy, signOut } from "./fixtures/sign-in.ts";
import { surroundings } from "./fixtures/surroundings.ts";
import { test } from "./fixtures/test.ts";
import { askOverWire, cookieHeader } from "./fixtures/wire.ts";

const cookieOf = async (page: Page) => cookieHeader(await page.context().cookies());

/** What the operator has left in the history of a workspace, the oldest first. */
async function traces(seed: Seed, workspace: SeededWorkspace) {
  const { rows } = await seed.inWorkspace(workspace.id, (client) =>
    client.query(
      "SELECT action, actor_id, detail->>'reason' AS reason FROM audit_events WHERE action LIKE 'instance.%' ORDER BY id",
    ),
  );
  return rows;
}

/** Lets the last proof of a person's logins be longer ago than it may. */
const ageProof = (seed: Seed, { id }: SeededPerson) =>
  seed.shared("UPDATE login_sessions SET proved_at = now() - interval '16 minutes' WHERE user_id = $1", [id]);

test.describe("the operator of the instance", () => {
  test("suspends a workspace: its members are out with the next request, and in again afterwards", async ({
    page,
    seed,
    signIn,
    browser,
  }) => {
    const workspace = await seed.workspace({ name: "Askıdaki Dükkân" });
    const operator = await seed.operator();
    const member = await browser.newContext({ baseURL: surroundings.baseUrl, locale: "tr-TR" });
    const open = await member.newPage();
    await signInBy(open.request, workspace.owner);
    await open.goto(`/w/${workspace.slug}`);
    await expect(open.getByRole("navigation", { name: "Ana gezinme" })).toBeVisible();

    await signIn(operator);
    await page.goto(`/instance/workspaces/${workspace.slug}`);
    await page.getByRole("button", { name: "Askıya al" }).click();
    const question = page.getByRole("alertdialog");
    await question.getByLabel("Neden?").fill("kısa");
    await question.getByRole("button", { name: "Askıya al" }).click();
    // The browser's own check, or ours: five characters at least.
    await expect(question).toBeVisible();
    await question.getByLabel("Neden?").fill("Üç aydır ödeme yok");
    await question.getByRole("button", { name: "Askıya al" }).click();
    await expect(page.getByText("Askıdaki Dükkân askıya alındı.")).toBeVisible();
    await expect(page.getByText("Askıda", { exact: true }).first()).toBeVisible();

    await open.goto(`/w/${workspace.slug}/campaigns`);
    await expect(open).toHaveURL(`/suspended/${workspace.slug}`);
    await expect(open.getByRole("heading", { name: "Bu çalışma alanı askıda" })).toBeVisible();
    await expectAccessible(open);
    const upload = await open.request.post(`/api/w/${workspace.slug}/imports`, {
      headers: { origin: surroundings.baseUrl, "content-type": "text/csv", "x-filename": "a.csv" },
      data: "a",
    });
    expect(upload.status()).toBe(403);
    expect(await upload.text()).toContain("workspace.suspended");

    await page.getByRole("button", { name: "Yeniden aç" }).click();
    await page.getByRole("alertdialog").getByLabel("Neden?").fill("Ödeme geldi");
    await page.getByRole("alertdialog").getByRole("button", { name: "Yeniden aç" }).click();
    await expect(page.getByText("Askıdaki Dükkân yeniden açık.")).toBeVisible();
    await open.getByRole("link", { name: "Yeniden dene" }).click();
    await expect(open.getByRole("navigation", { name: "Ana gezinme" })).toBeVisible();
    await member.close();
    expect(await traces(seed, workspace)).toEqual([
      { action: "instance.suspend", actor_id: operator.id, reason: "Üç aydır ödeme yok" },
      { action: "instance.unsuspend", actor_id: operator.id, reason: "Ödeme geldi" },
    ]);
  });

  test("R-039 sees figures of a workspace only after saying why, and each look is one entry in its history", async ({
    page,
    seed,
    signIn,
  }) => {
    const workspace = await seed.workspace({ name: "Sayılan Dükkân" });
    await putContents(seed, workspace);
    const operator = await seed.operator();
    await signIn(operator);
    await page.goto(`/instance/workspaces/${workspace.slug}`);
    expect(await traces(seed, workspace)).toEqual([]);
    for (const reason of ["Şikâyet 42", "Şikâyet 42, ikinci bakış"]) {
      await page.getByLabel("Neden bakıyorsunuz?").fill(reason);
      await page.getByRole("button", { name: "Sayıları göster" }).click();
      await expect(page.getByText("Kişi, toplam")).toBeVisible();
      await expect.poll(async () => (await traces(seed, workspace)).at(-1)?.reason).toBe(reason);
    }
    expect(await traces(seed, workspace)).toEqual([
      { action: "instance.view", actor_id: operator.id, reason: "Şikâyet 42" },
      { action: "instance.view", actor_id: operator.id, reason: "Şikâyet 42, ikinci bakış" },
    ]);
    const shown = await page.content();
    for (const content of [SECRET_WORDS, "GIZLI", "905321234567", "0532 123 45 67", workspace.owner.email]) {
      expect(shown).not.toContain(content);
    }
    await expectAccessible(page);
  });

  test("R-039 without a fresh proof is asked who they are, and nothing is done", async ({ page, seed, signIn }) => {
    const workspace = await seed.workspace();
    const operator = await seed.operator();
    await signIn(operator);
    await ageProof(seed, operator);
    for (const path of ["", "/workspaces", `/workspaces/${workspace.slug}`, "/users", "/workspaces/new"]) {
      const answer = await askOverWire(`/instance${path}`, { headers: { cookie: await cookieOf(page) } });
      expect(answer.status).toBe(307);
      expect(answer.headers.location).toMatch(/^\/account\/confirm\?next=%2Finstance/);
      expect(answer.body).not.toContain(workspace.name);
    }
    const cookie = await cookieOf(page);
    for (const name of ["suspendWorkspaceAction", "viewWorkspaceAction"]) {
      const answer = await callAction(name, [workspace.slug, { reason: "without a proof" }], { cookie });
      expect(answer.body).toContain("account.proof_needed");
    }
    expect(await traces(seed, workspace)).toEqual([]);

    await page.goto("/instance/workspaces");
    await page.getByLabel("Parolanız").fill(operator.password);
    await page.getByRole("button", { name: "Doğrula" }).click();
    await expect(page).toHaveURL("/instance/workspaces");
  });

  test("has no way into a workspace of others, and nobody else has a way to the operator's pages", async ({
    page,
    seed,
    signIn,
  }) => {
    const theirs = await seed.workspace({ name: SECRET_WORDS });
    const operator = await seed.operator();
    await signIn(operator);
    const cookie = await cookieOf(page);
    for (const path of ["", "/messages", "/campaigns", "/team", "/settings", "/connections", "/consent"]) {
      const answer = await askOverWire(`/w/${theirs.slug}${path}`, { headers: { cookie } });
      expect(answer.status, path).toBe(404);
      expect(answer.body, path).not.toContain(SECRET_WORDS);
    }
    await signOut(page);
    await signIn(theirs.owner);
    const member = await cookieOf(page);
    for (const path of ["", "/workspaces", `/workspaces/${theirs.slug}`, "/users", "/workspaces/new"]) {
      expect((await askOverWire(`/instance${path}`, { headers: { cookie: member } })).status).toBe(404);
    }
    const actions: [string, unknown[]][] = [
      ["suspendWorkspaceAction", [theirs.slug, { reason: "to harm" }]],
      ["unsuspendWorkspaceAction", [theirs.slug, { reason: "to harm" }]],
      ["setDailyLimitAction", [theirs.slug, { limit: "0", reason: "to harm" }]],
      ["viewWorkspaceAction", [theirs.slug, { reason: "to harm" }]],
      ["openWorkspaceAction", [{ name: "A", slug: "zarar", zone: "UTC", locale: "tr", ownerEmail: "a@ornek.com" }]],
      ["disableUserAction", [{ userId: operator.id, reason: "to harm" }]],
      ["enableUserAction", [{ userId: operator.id, reason: "to harm" }]],
      ["setSignUpAction", [{ isOpen: "no" }]],
      ["setNoteAction", [{ tr: "zarar", en: "harm" }]],
      ["setRampAction", [{ people: "1" }]],
      ["retryJobAction", [{ queue: "mail.reset", jobId: operator.id }]],
      ["turnProviderOffAction", [{ provider: "iletiniz", reason: "to harm" }]],
      ["turnProviderOnAction", [{ provider: "iletiniz", reason: "to harm" }]],
      ["checkMailAction", []],
    ];
    const inBuild = allActions().flatMap(({ name }) => name.match(/^app\/instance\/actions\.ts (\w+)$/)?.[1] ?? []);
    const listed = new Set(actions.map(([name]) => name));
    expect(listed, "every action of the operator has a row").toEqual(new Set(inBuild));
    for (const [name, args] of actions) {
      expect((await callAction(name, args, { cookie: member })).body, name).toContain("instance.not_found");
      expect((await callAction(name, args, {})).body, name).toContain("account.signed_out");
    }
    expect(await traces(seed, theirs)).toEqual([]);
  });
});
