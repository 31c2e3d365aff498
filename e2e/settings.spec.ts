import { readFile } from "node:fs/promises";
import { expect, type Page } from "@playwright/test";
import { strFromU8, unzipSync } from "fflate";
import { expectAccessible } from "./fixtures/axe.ts";
import { messyList } from "./fixtures/messy-list.ts";
import { provider } from "./fixtures/provider.ts";
import { uploadList, writeDraft } from "./fixtures/scene.ts";
import { signOut } from "./fixtures/sign-in.ts";
import { surroundings } from "./fixtures/surroundings.ts";
import { test } from "./fixtures/test.ts";

const dialog = (page: Page) => page.getByRole("alertdialog");
const save = (page: Page) => page.getByRole("button", { name: "Kaydet" }).click();

test("R-121 anybody who writes stops all sending in the middle of a campaign, and an admin opens it again", async ({
  openConnected,
  openElsewhere,
  page,
  seed,
  sandbox,
  signIn,
}) => {
  test.setTimeout(180_000);
  const { workspace, home, remote } = await openConnected();
  const { bytes } = messyList({ rows: 12_000, seed: 5, encoding: "utf-8", delimiter: ";" });
  await uploadList(page.request, workspace.slug, bytes);
  const campaign = await writeDraft(seed, workspace, "Sipariş bildirimi");
  const path = `/api/w/${workspace.slug}/campaigns/${campaign}`;
  const theirs = await openElsewhere(await seed.member(workspace, "operator"));
  // Every call takes a while, so that there is a middle of the campaign.
  await provider.spoil("api", remote, { kind: "slow", ms: 1_500 }, { path: "/v1/messages/bulk", times: null });
  const [beside, elsewhere] = [await theirs.context().newPage(), page];
  await beside.goto(`${home}/messages`);
  await elsewhere.goto(`${home}/team`);
  await theirs.goto(`${home}/campaigns`);
  const start = await page.request.post(`${path}/start?version=1`, { headers: { origin: surroundings.baseUrl } });
  expect(start.status(), await start.text()).toBe(200);
  await expect.poll(async () => (await sandbox.counts(remote)).accepted, { timeout: 60_000 }).toBeGreaterThan(0);

  await theirs.getByRole("button", { name: "Tüm gönderimleri durdur" }).click();
  await dialog(theirs).getByRole("button", { name: "Gönderimleri durdur" }).click();
  await expect(theirs.getByText("Başlatmak için bir yönetici onayı gerekir.")).toBeVisible();
  // Every open page learns of it without being loaded again: in the same browser at once, elsewhere when it is turned to.
  await expect(beside.getByText("Başlatmak için bir yönetici onayı gerekir.")).toBeVisible();
  await elsewhere.evaluate(() => dispatchEvent(new Event("focus")));
  await expect(elsewhere.getByRole("button", { name: "Gönderimi aç" })).toBeVisible();
  const state = async () => (await (await page.request.get(`${path}/progress`)).json()).state;
  await expect.poll(state, { timeout: 5_000 }).toBe("paused");
  await expect(theirs.getByRole("button", { name: "Gönderimi aç" })).toHaveCount(0);
  const open = async () => {
    const { rows } = await seed.inWorkspace(workspace.id, (client) =>
      client.query("SELECT count(*)::int AS open FROM dispatch_attempts WHERE state = 'started'"),
    );
    return rows[0].open;
  };
  await expect.poll(open, { timeout: 10_000 }).toBe(0);
  const sent = (await sandbox.counts(remote)).accepted;
  for (const place of ["", "/messages", "/settings/halt"]) {
    await theirs.goto(`${home}${place}`);
    await expect(theirs.getByText("Başlatmak için bir yönetici onayı gerekir.")).toBeVisible();
    await expectAccessible(theirs);
  }
  expect((await sandbox.counts(remote)).accepted).toBe(sent);

  await provider.heal(remote);
  await signOut(page);
  await signIn(await seed.member(workspace, "admin"));
  await page.goto(`${home}/campaigns/${campaign}`);
  await page.getByRole("button", { name: "Gönderimi aç" }).click();
  await dialog(page).getByRole("button", { name: "Gönderimi aç" }).click();
  await expect(page.getByText("Gönderim yeniden açık.")).toBeVisible();
  expect(await state()).toBe("paused");
  await page.getByRole("button", { name: "Sürdür" }).click();
  await expect.poll(state, { timeout: 90_000 }).toBe("completed");
  expect(await sandbox.duplicates(remote)).toMatchObject({ extra: 0 });
});

test("the palette leads to the stop, and a viewer has none of it", async ({ page, seed, signIn }) => {
  const workspace = await seed.workspace();
  await signIn(workspace.owner);
  await page.goto(`/w/${workspace.slug}`);
  await page.getByRole("button", { name: "Ara ya da bir yere git" }).first().click();
  await expect(page.getByRole("combobox")).toBeFocused();
  await page.keyboard.type("durdur");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/settings\/halt$/);
  await signOut(page);
  await signIn(await seed.member(workspace, "viewer"));
  await page.goto(`/w/${workspace.slug}`);
  await expect(page.getByRole("button", { name: "Tüm gönderimleri durdur" })).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Ayarlar" })).toHaveCount(0);
  expect((await page.goto(`/w/${workspace.slug}/settings/halt`))?.status()).toBe(404);
});

test("profile and rules are kept, the address before still leads here, and what is wrong is said at its field", async ({
  page,
  seed,
  signIn,
}) => {
  const workspace = await seed.workspace();
  const home = `/w/${workspace.slug}`;
  await signIn(workspace.owner);
  await page.goto(`${home}/settings`);
  await expect(page).toHaveURL(/\/settings\/profile$/);
  await page.getByLabel("MERSİS numarası").fill("123");
  await save(page);
  await expect(page.getByText("MERSİS numarası 16 rakamdır.")).toBeVisible();
  await page.getByLabel("MERSİS numarası").fill("0123 4567 8901 2345");
  await page.getByLabel("Ticaret unvanı").fill("Ihlamur Ev Ltd. Şti.");
  const moved = `${workspace.slug}-yeni`;
  await page.getByLabel("Adres", { exact: true }).fill(moved);
  await save(page);
  await expect(page).toHaveURL(new RegExp(`/w/${moved}/settings/profile$`));
  await expect(page.getByLabel("MERSİS numarası")).toHaveValue("0123456789012345");
  await page.goto(home);
  await expect(page.getByRole("link", { name: "Kampanyalar" }).first()).toHaveAttribute(
    "href",
    `/w/${moved}/campaigns`,
  );

  await page.goto(`/w/${moved}/settings/policies`);
  await page.getByLabel("Saniye").fill("301");
  await page.getByLabel("Bir günde en fazla kişi").fill("250");
  await page.getByLabel("Ticari gönderim yapılmayan günler").fill("29.10.2026\n31.02.2026");
  await page.getByText("Sessiz saatleri uygula").click();
  await save(page);
  await expect(page.getByText('"31.02.2026" bir gün değil')).toBeVisible();
  await expect(page.getByLabel("Sessiz saatleri uygula")).toBeChecked();
  await page.getByLabel("Ticari gönderim yapılmayan günler").fill("29.10.2026");
  await page.getByLabel("Saniye").fill("30");
  await save(page);
  await expect(page.getByText("Kaydedildi")).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Saniye")).toHaveValue("30");
  await expect(page.getByLabel("Bir günde en fazla kişi")).toHaveValue("250");
  await expect(page.getByLabel("Sessiz saatleri uygula")).toBeChecked();
  await expect(page.getByLabel("Başlangıç")).toHaveValue("21:00");
  await expect(page.getByLabel("Ticari gönderim yapılmayan günler")).toHaveValue("29.10.2026");
});

test("everything of the workspace is exported, with its progress, into files a spreadsheet reads safely", async ({
  page,
  seed,
  signIn,
}) => {
  const workspace = await seed.workspace();
  await seed.inWorkspace(workspace.id, (client) =>
    client.query(
      "INSERT INTO suppressions (workspace_id, msisdn, reason, source) VALUES ($1, 905321234567, '=1+1', 'member')",
      [workspace.id],
    ),
  );
  await signIn(workspace.owner);
  await page.goto(`/w/${workspace.slug}/settings/export`);
  await page.getByRole("button", { name: "Arşiv hazırla" }).click();
  await expect(page.getByText("Hazır", { exact: true })).toBeVisible({ timeout: 30_000 });
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "İndir" }).click(),
  ]);
  const files = unzipSync(Uint8Array.from(await readFile(await download.path())));
  expect(strFromU8(files["engelli-liste.csv"] ?? new Uint8Array(0))).toContain(`"905321234567","'=1+1"`);
  expect(strFromU8(files["uyeler.csv"] ?? new Uint8Array(0))).toContain(workspace.owner.email);
  await signOut(page);
  await signIn(await seed.member(workspace, "operator"));
  expect((await page.request.get(new URL(download.url()).pathname)).status()).toBe(403);
});

test("R-136 a person is erased on request, and the page says what went", async ({ page, seed, signIn }) => {
  const workspace = await seed.workspace();
  await seed.inWorkspace(workspace.id, (client) =>
    client.query(
      "INSERT INTO suppressions (workspace_id, msisdn, reason, source) VALUES ($1, 905321234567, 'istemiyor', 'member')",
      [workspace.id],
    ),
  );
  await signIn(workspace.owner);
  await page.goto(`/w/${workspace.slug}/settings/retention`);
  await page.getByLabel("Mesaj metinleri, gün").fill("3");
  await save(page);
  await expect(page.getByText("7 ile 3.650 arasında bir tam sayı yazın.")).toBeVisible();
  await page.getByLabel("Telefon numarası").fill("0532 123 45 67");
  await page.getByRole("button", { name: "Kişiyi sil" }).click();
  await dialog(page).getByRole("button", { name: "Kişiyi sil" }).click();
  await expect(page.getByText("Silindi: 0 mesaj, 0 liste satırı.")).toBeVisible();
  const { rowCount } = await seed.inWorkspace(workspace.id, (client) => client.query("SELECT FROM suppressions"));
  expect(rowCount).toBe(0);
});

test("an owner deletes the workspace by its name, may take it back, and after its time nothing is left of it", async ({
  page,
  seed,
  signIn,
}) => {
  test.setTimeout(120_000);
  const workspace = await seed.workspace();
  const home = `/w/${workspace.slug}`;
  await signIn(workspace.owner);
  await page.goto(`${home}/settings/delete`);
  const ask = async () => {
    await page.getByRole("button", { name: "Çalışma alanını sil" }).click();
    await dialog(page).getByRole("textbox").fill(workspace.name);
    await dialog(page).getByRole("button", { name: "Çalışma alanını sil" }).click();
  };
  await ask();
  await expect(page.getByText(/Bu çalışma alanı .* tarihinde silinecek/)).toBeVisible();
  await page.getByRole("button", { name: "Silmeyi geri al" }).click();
  await expect(page.getByRole("button", { name: "Çalışma alanını sil" })).toBeVisible();
  await ask();
  await expect(page.getByText(/Bu çalışma alanı .* tarihinde silinecek/)).toBeVisible();
  // An open page would ask after the workspace when it is gone, and rightly be told so.
  await page.goto("about:blank");
  await seed.inWorkspace(workspace.id, (client) =>
    client.query("UPDATE workspaces SET delete_at = now() - interval '1 second'"),
  );
  await expect.poll(async () => (await page.request.get(home)).status(), { timeout: 60_000 }).toBe(404);
  // The tables are emptied one after the other, and its address goes with one of them.
  const left = async () => {
    const text = "SELECT FROM memberships UNION ALL SELECT FROM campaigns";
    return (await seed.inWorkspace(workspace.id, (client) => client.query(text))).rowCount;
  };
  await expect.poll(left, { timeout: 30_000 }).toBe(0);
  await signOut(page);
  await signIn(workspace.owner);
});
