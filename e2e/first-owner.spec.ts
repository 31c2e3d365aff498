import { expect, test } from "@playwright/test";
import { expectAccessible } from "./fixtures/axe.ts";

// The one journey that needs an instance without anybody, and may change what holds for everybody: it runs alone, before all
// others (see playwright.config.ts).
test("the first visitor sets the instance up and lands in a workspace of their own", async ({ page, browser }) => {
  await page.goto("/");
  await expect(page).toHaveURL("/welcome");
  await page.getByLabel("Adınız").fill("Ayşe Yılmaz");
  await page.getByLabel("E-posta").fill("owner@ornek.com");
  await page.getByLabel("Parola", { exact: true }).fill("password2026");
  await page.getByRole("button", { name: "Hesabı aç" }).click();
  await expect(page.getByText("Bu parola en sık kullanılanlar arasında.")).toBeVisible();
  await expect(page.getByLabel("E-posta")).toHaveValue("owner@ornek.com");

  await page.getByLabel("Parola", { exact: true }).fill("mor sandalye yağmur");
  await page.getByRole("button", { name: "Hesabı aç" }).click();
  await expect(page).toHaveURL("/workspaces/new");

  await page.getByLabel("Ad", { exact: true }).fill("Ihlamur Ev & Bahçe");
  await expect(page.getByLabel("Adres")).toHaveValue("ihlamur-ev-bahce");
  await expect(page.getByLabel("Saat dilimi")).toHaveValue("Europe/Istanbul");
  await page.getByLabel("Adres").fill("new");
  await page.getByRole("button", { name: "Çalışma alanını aç" }).click();
  await expect(page.getByText("Bu adres Tellal için ayrılmış.")).toBeVisible();
  await page.getByLabel("Adres").fill("ihlamur-ev");
  await page.getByRole("button", { name: "Çalışma alanını aç" }).click();
  await expect(page).toHaveURL("/w/ihlamur-ev");
  await expect(page.getByRole("navigation", { name: "Ana gezinme" })).toBeVisible();

  await page.goto("/");
  await expect(page).toHaveURL("/w/ihlamur-ev");

  await test.step("whoever set it up operates it: turns a provider off for everybody, and on again", async () => {
    const flip = async (label: RegExp, verb: string, done: string) => {
      await page.goto("/instance");
      await page.getByRole("button", { name: label }).click();
      const question = page.getByRole("alertdialog");
      await question.getByLabel("Neden?").fill("Sağlayıcının ricası");
      await question.getByRole("button", { name: verb, exact: true }).click();
      await expect(page.getByText(done, { exact: true })).toBeVisible();
    };
    const connect = page.getByRole("button", { name: "iletiniz ile bağlan" });
    await page.goto("/w/ihlamur-ev/connections");
    await expect(connect).toBeVisible();
    const stale = await page.context().newPage();
    await stale.goto("/w/ihlamur-ev/connections");
    await flip(/^iletiniz sağlayıcısını kapat/, "Kapat", "iletiniz kapatıldı.");
    await expect(page.getByText("Sağlayıcı kapatıldı: iletiniz")).toBeVisible();
    await expect(page.getByText("Hiç bildirilmedi")).toBeVisible();
    await expectAccessible(page);
    // A tab that was open before is refused in words, and leads nowhere.
    await stale.getByRole("button", { name: "iletiniz ile bağlan" }).click();
    await expect(stale.getByText("Kurulum işletmecisi iletiniz sağlayıcısını kapattı.")).toBeVisible();
    await expect(stale).toHaveURL("/w/ihlamur-ev/connections");
    await page.goto("/w/ihlamur-ev/connections");
    await expect(page.getByText("Kurulum işletmecisi iletiniz sağlayıcısını kapattı.")).toBeVisible();
    await expect(connect).toHaveCount(0);
    await expectAccessible(page);
    await flip(/^iletiniz sağlayıcısını aç/, "Aç", "iletiniz açıldı.");
    await page.goto("/w/ihlamur-ev/connections");
    await expect(connect).toBeVisible();
    await stale.close();
  });

  const late = await browser.newPage();
  await late.goto("/welcome");
  await expect(late).toHaveURL("/sign-in");
});
