import { expect } from "@playwright/test";
import { act } from "./fixtures/act.ts";
import { publicId } from "./fixtures/ids.ts";
import { rolesIn } from "./fixtures/memberships.ts";
import { allActions } from "./fixtures/routes.ts";
import { test } from "./fixtures/test.ts";

// nothing that was open or signed in before keeps any access.
test("a removed member loses access in an open tab", async ({ page, seed, signIn, openElsewhere }) => {
  const workspace = await seed.workspace();
  const operator = await seed.member(workspace, "operator");
  const theirs = await openElsewhere(operator);
  await theirs.goto(`/w/${workspace.slug}/consent`);
  await expect(theirs.getByRole("heading", { level: 1 })).toBeVisible();

  await signIn(workspace.owner);
  await page.goto(`/w/${workspace.slug}/team`);
  await page
    .getByRole("row", { name: new RegExp(operator.email) })
    .getByRole("button", { name: /işlemler/ })
    .click();
  await page.getByRole("menuitem", { name: "Ekipten çıkar" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Çıkar" }).click();
  await expect(page.getByText("artık üye değil.")).toBeVisible();

  await theirs.getByRole("navigation").getByRole("link", { name: "Mesajlar" }).first().click();
  await expect(theirs.getByRole("main")).toContainText(/bulunamadı|yok/i);
  for (const path of [`/w/${workspace.slug}`, `/w/${workspace.slug}/messages`]) {
    expect((await theirs.request.get(path, { maxRedirects: 0 })).status()).toBe(404);
  }
  const create = allActions().find(({ name }) => name.endsWith(" createDraftAction"));
  if (create === undefined) throw new Error("no action to try");
  const tried = await act(theirs.request, create, { slug: workspace.slug, campaign: "" }, [workspace.slug, {}]);
  expect(tried.code).toBe("workspace.not_found");
});

test("a changed role acts on the next request, and ends the other sign-ins", async ({
  page,
  seed,
  signIn,
  requestAs,
}) => {
  const workspace = await seed.workspace();
  const operator = await seed.member(workspace, "operator");
  const older = await requestAs(operator);
  await seed.shared("UPDATE login_sessions SET last_seen_at = now() - interval '10 minutes' WHERE user_id = $1", [
    operator.id,
  ]);
  const newer = await requestAs(operator);

  await signIn(workspace.owner);
  await page.goto(`/w/${workspace.slug}/team`);
  await page
    .getByRole("row", { name: new RegExp(operator.email) })
    .getByRole("button", { name: /rolü: Operatör/ })
    .click();
  await page.getByRole("menuitem", { name: "İzleyici" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Rolü değiştir" }).click();
  await expect(page.getByText("için rol değişti.")).toBeVisible();

  const home = `/w/${workspace.slug}`;
  expect((await older.get(home, { maxRedirects: 0 })).status()).toBe(307);
  expect((await newer.get(home, { maxRedirects: 0 })).status()).toBe(200);
  expect((await newer.get(`${home}/campaigns/new`, { maxRedirects: 0 })).status()).toBe(404);
});

// R-036, over HTTP: whoever is second finds that they are no owner any more.
test("of two owners who demote each other at once one remains", async ({ seed, requestAs }) => {
  const change = allActions().find(({ name }) => name.endsWith(" changeRoleAction"));
  if (change === undefined) throw new Error("no action to change a role with");
  for (let round = 0; round < 5; round += 1) {
    const workspace = await seed.workspace();
    const other = await seed.member(workspace, "owner");
    const pair = [workspace.owner, other];
    const requests = await Promise.all(pair.map(requestAs));
    const results = await Promise.all(
      requests.map((request, at) => {
        const memberId = publicId("usr", pair[1 - at]?.id ?? "");
        return act(request, change, { slug: workspace.slug, campaign: "" }, [
          workspace.slug,
          { memberId, role: "viewer" },
        ]);
      }),
    );
    expect(results.filter(({ code }) => code === undefined)).toHaveLength(1);
    expect(Object.values(await rolesIn(seed, workspace)).sort()).toEqual(["owner", "viewer"]);
  }
});

test("the last owner cannot leave, reads why, and hands over instead", async ({ page, seed, signIn }) => {
  const workspace = await seed.workspace();
  const admin = await seed.member(workspace, "admin");
  await signIn(workspace.owner);
  await page.goto(`/w/${workspace.slug}/team`);
  await expect(page.getByRole("button", { name: "Ekipten ayrıl" })).toBeDisabled();
  await expect(page.getByText("Tek sahip sizsiniz. Önce sahipliği devredin.")).toBeVisible();

  await page
    .getByRole("row", { name: new RegExp(admin.email) })
    .getByRole("button", { name: /işlemler/ })
    .click();
  await page.getByRole("menuitem", { name: "Sahipliği devret" }).click();
  const dialog = page.getByRole("alertdialog");
  await dialog.getByRole("textbox").fill("Ihlamur Ev");
  await dialog.getByRole("button", { name: "Devret" }).click();
  await expect(page.getByText("Çalışma alanının sahibi artık")).toBeVisible();
  expect(await rolesIn(seed, workspace)).toEqual({ [workspace.owner.id]: "admin", [admin.id]: "owner" });

  await page.getByRole("button", { name: "Ekipten ayrıl" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Ayrıl" }).click();
  await expect(page).toHaveURL("/workspaces/new");
  expect(await rolesIn(seed, workspace)).toEqual({ [admin.id]: "owner" });
});

test("switches and the daily limit are set in the table, and hold", async ({ page, seed, signIn }) => {
  const workspace = await seed.workspace();
  const operator = await seed.member(workspace, "operator");
  await signIn(workspace.owner);
  await page.goto(`/w/${workspace.slug}/team`);
  const row = page.getByRole("row", { name: new RegExp(operator.email) });
  await row.getByRole("switch", { name: /Gönderir/ }).click({ force: true });
  await expect(row.getByRole("switch", { name: /Gönderir/ })).not.toBeChecked();
  await row.getByRole("button", { name: /günlük sınır/ }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Günde kişi").fill("beş");
  await dialog.getByRole("button", { name: "Sınırı kaydet" }).click();
  await expect(dialog.getByText("1 ile 10.000.000 arasında")).toBeVisible();
  await dialog.getByLabel("Günde kişi").fill("5.000");
  await dialog.getByRole("button", { name: "Sınırı kaydet" }).click();
  await expect(row).toContainText("5.000 kişi");
  const { rows } = await seed.inWorkspace(workspace.id, (client) =>
    client.query("SELECT may_send, daily_cap FROM memberships WHERE user_id = $1", [operator.id]),
  );
  expect(rows).toEqual([{ may_send: false, daily_cap: 5_000 }]);
});

test("whoever does not manage the team sees names and roles, and nothing to press but leaving", async ({
  page,
  seed,
  signIn,
}) => {
  const workspace = await seed.workspace();
  const viewer = await seed.member(workspace, "viewer");
  await signIn(viewer);
  await page.goto(`/w/${workspace.slug}/team`);
  await expect(page.getByRole("row")).toHaveCount(3);
  await expect(page.getByRole("main")).not.toContainText(workspace.owner.email);
  await expect(page.getByRole("main").getByRole("button")).toHaveText(["Ekipten ayrıl"]);
});
