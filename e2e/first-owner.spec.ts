import { expect, test } from "@playwright/test";

// The one journey that needs an instance without anybody: it runs before all others (see playwright.config.ts).
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

  const late = await browser.newPage();
  await late.goto("/welcome");
  await expect(late).toHaveURL("/sign-in");
});
