import { expect, type Page } from "@playwright/test";
import { expectAccessible } from "./fixtures/axe.ts";
import { connectByKey, openAccount } from "./fixtures/companies.ts";
import { sidewaysRoom } from "./fixtures/looks.ts";
import type { Seed, SeededWorkspace } from "./fixtures/seed.ts";
import { signOut } from "./fixtures/sign-in.ts";
import { test } from "./fixtures/test.ts";

/** The open dialog; a toast has the same role. */
const dialog = (page: Page) => page.locator("[role=dialog].dialog");

async function record(page: Page, numbers: string, day: string, answer: "Onayları" | "Retleri"): Promise<void> {
  await dialog(page).getByRole("textbox", { name: "Numaralar" }).fill(numbers);
  await page.getByLabel("Nerede söylendi").selectOption("paper");
  await page.getByLabel(answer === "Retleri" ? "Reddin verildiği gün" : "Onayın verildiği gün").fill(day);
  await dialog(page).getByRole("textbox", { name: "Kanıt" }).fill("Klasör 3, sıra 1");
  await page.getByRole("button", { name: `${answer} kaydet` }).click();
}

async function becomes(seed: Seed, { id, owner }: SeededWorkspace, role: string, fullNumbers: boolean): Promise<void> {
  await seed.inWorkspace(id, (client) =>
    client.query("UPDATE memberships SET role = $3::role, full_numbers = $4 WHERE workspace_id = $1 AND user_id = $2", [
      ...[id, owner.id, role, fullNumbers],
    ]),
  );
}

test("R-131 what people said is recorded, and a refusal stays one", async ({ page, seed, signIn }) => {
  const { slug, owner } = await seed.workspace();
  await signIn(owner);
  await page.goto(`/w/${slug}/consent`);
  await expect(page.getByRole("heading", { name: "Henüz onay kaydı yok" })).toBeVisible();
  await page.getByRole("button", { name: "Onay ya da ret kaydet" }).click();
  await record(page, "0532 123 45 67 Ayşe\n0533 111 22 33\nVeli Bey", "2026-10-05", "Onayları");
  await expect(dialog(page)).toContainText("2 kişinin onayı kaydedildi");
  await dialog(page).getByText("Hangileri okunamadı").click();
  await expect(dialog(page).getByRole("listitem").filter({ hasText: "3. satır" })).toContainText("Numara değil");
  await expectAccessible(page);

  await page.getByRole("button", { name: "Yeni kayıt" }).click();
  await dialog(page).getByText("Reddettiler").click();
  await record(page, "0533 111 22 33", "2026-10-06", "Retleri");
  await expect(dialog(page)).toContainText("1 kişinin reddi kaydedildi");

  await page.getByRole("button", { name: "Yeni kayıt" }).click();
  await record(page, "0533 111 22 33", "2026-10-05", "Onayları");
  await expect(dialog(page)).toContainText("1 kişi reddetmiş kaldı");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("row").filter({ hasText: "+90 533 111 22 33" })).toContainText("Ret");
});

test("R-131 İYS: a brand, a consent that is reported, a question, and everything about one person", async ({
  page,
  seed,
  signIn,
}) => {
  const { slug, owner } = await seed.workspace();
  await signIn(owner);
  await page.goto(`/w/${slug}/consent?tab=iys`);
  await expect(page.getByRole("heading", { name: "Bağlantılarınız İYS'ye erişmiyor" })).toBeVisible();
  await connectByKey(page, `/w/${slug}`, await openAccount("iletimerkezi"));
  await page.goto(`/w/${slug}/consent?tab=iys`);
  await page.getByLabel("Marka kodu").fill("696422");
  await page.getByRole("button", { name: "Kaydet", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Bildirim sırası" })).toBeVisible();
  await page.getByRole("button", { name: "Onay ya da ret kaydet" }).click();
  await record(
    page,
    "0532 123 45 67",
    new Date().toLocaleDateString("sv", { timeZone: "Europe/Istanbul" }),
    "Onayları",
  );
  await expect(dialog(page)).toContainText("1 kişinin onayı kaydedildi");
  await page.keyboard.press("Escape");

  const registered = page.getByRole("listitem").filter({ hasText: "İYS'de kayıtlı" });
  await expect(async () => {
    await page.reload();
    await expect(registered).toContainText("1", { timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
  await page.getByLabel("Numara", { exact: true }).fill("0532 123 45 67");
  await page.getByRole("button", { name: "Sor", exact: true }).click();
  await expect(page.getByRole("status").filter({ hasText: "İYS'nin yanıtı: ONAY" })).toBeVisible();
  await expectAccessible(page);

  await page.goto(`/w/${slug}/consent`);
  await page.getByRole("link", { name: "+90 532 123 45 67" }).click();
  await expect(page.getByRole("heading", { name: "+90 532 123 45 67", level: 1 })).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: "İYS'ye bildirildi" })).toBeVisible();
  await expect(page.getByText("Kanıt: Klasör 3, sıra 1")).toBeVisible();
  expect(page.url()).not.toContain("5321234567");
  await expectAccessible(page);
});

test("R-131 somebody without an account refuses on the public page, and is off every list at once", async ({
  page,
  seed,
  signIn,
}) => {
  const { slug, owner } = await seed.workspace({ name: "Ihlamur Ev" });
  await signIn(owner);
  await page.goto(`/w/${slug}/consent?tab=suppression`);
  const address = (await page.getByRole("link", { name: /\/o\/[0-9a-f]{12}$/ }).getAttribute("href")) ?? "";
  await signOut(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(new URL(address).pathname);
  await expect(
    page.getByRole("heading", { name: "Ihlamur Ev size artık tanıtım mesajı göndermesin mi?" }),
  ).toBeVisible();
  await expectAccessible(page);
  expect(await sidewaysRoom(page)).toBe(0);
  await page.getByLabel("Cep telefonu numaranız").fill("0532 123 45 67");
  await page.getByRole("button", { name: "Artık gönderilmesin" }).click();
  await expect(page.getByRole("heading", { name: "Tamam. Tercihiniz kaydedildi." })).toBeVisible();
  await expectAccessible(page);
  await signIn(owner);
  await page.goto(`/w/${slug}/consent?tab=suppression`);
  await expect(page.getByRole("row").filter({ hasText: "+90 532 123 45 67" })).toContainText("Vazgeçme sayfası");
});

test("only admins take a number off the suppression list, and say why", async ({ page, seed, signIn }) => {
  const workspace = await seed.workspace();
  await signIn(workspace.owner);
  await page.goto(`/w/${workspace.slug}/consent?tab=suppression`);
  await page.getByRole("button", { name: "Numara ekle" }).click();
  await dialog(page).getByRole("textbox", { name: "Numaralar" }).fill("0533 111 22 33");
  await dialog(page).getByRole("textbox", { name: "Neden" }).fill("Mağazada istedi");
  await page.getByRole("button", { name: "Listeye ekle" }).click();
  await expect(dialog(page)).toContainText("1 numara engelli listeye eklendi");
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "+90 533 111 22 33 numarasını listeden çıkar" }).click();
  const ask = page.getByRole("alertdialog");
  await ask.getByRole("textbox").fill("Yanlış numara yazılmış");
  await becomes(seed, workspace, "operator", true);
  await ask.getByRole("button", { name: "Listeden çıkar" }).click();
  await expect(ask.getByRole("alert")).toContainText("Bunun için yetkiniz yok");
  await expect(ask.getByRole("textbox")).toHaveValue("Yanlış numara yazılmış");

  await becomes(seed, workspace, "owner", true);
  await ask.getByRole("button", { name: "Listeden çıkar" }).click();
  await expect(page.getByRole("heading", { name: "Engelli liste boş" })).toBeVisible();
});

test("a viewer reads masked numbers and can change nothing", async ({ page, seed, signIn }) => {
  const workspace = await seed.workspace();
  await signIn(workspace.owner);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`/w/${workspace.slug}/consent`);
  await page.getByRole("button", { name: "Onay ya da ret kaydet" }).click();
  await becomes(seed, workspace, "viewer", false);
  await record(page, "0532 123 45 67", "2026-10-05", "Onayları");
  await expect(dialog(page).getByRole("alert")).toContainText("Bunun için yetkiniz yok");

  await becomes(seed, workspace, "owner", true);
  await page.getByRole("button", { name: "Onayları kaydet" }).click();
  await expect(dialog(page)).toContainText("1 kişinin onayı kaydedildi");
  await becomes(seed, workspace, "viewer", false);
  const answer = await page.goto(`/w/${workspace.slug}/consent`);
  await expect(page.getByText("+90 5•• ••• 45 67")).toBeVisible();
  expect(await answer?.text()).not.toContain("905321234567");
  await expect(page.getByRole("button", { name: "Onay ya da ret kaydet" })).toHaveCount(0);
  expect(await sidewaysRoom(page)).toBe(0);
  await expectAccessible(page);
});
