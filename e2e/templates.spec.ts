import { expect } from "@playwright/test";
import { test } from "./fixtures/test.ts";

test("what is written on an earlier version of a template is what the form shows once it is saved", async ({
  page,
  seed,
  signIn,
}) => {
  const workspace = await seed.workspace();
  await signIn(workspace.owner);
  await page.goto(`/w/${workspace.slug}/templates/new`);
  const text = page.getByLabel("Metin");
  const save = () => page.getByRole("button", { name: "Yeni sürüm olarak kaydet" }).click();
  const saved = page.getByText("Kaydedildi");
  await page.getByLabel("Ad", { exact: true }).fill("Duyuru");
  await text.fill("Birinci metin");
  await page.getByRole("button", { name: "Şablonu kaydet" }).click();
  await page.waitForURL(/\/templates\/tpl_/);
  await text.fill("İkinci metin");
  await save();
  await expect(page.getByText("2. sürüm")).toBeVisible();
  await expect(saved.first()).toBeVisible();
  await page.getByRole("link", { name: "Bu sürümü forma al" }).click();
  await expect(text).toHaveValue("Birinci metin");
  await text.fill("Birinci metin, düzeltilmiş");
  await save();
  await expect(page.getByText("3. sürüm")).toBeVisible();
  await expect(text).toHaveValue("Birinci metin, düzeltilmiş");
  expect(new URL(page.url()).search).toBe("");
});
