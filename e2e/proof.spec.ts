import { expect, type Page } from "@playwright/test";
import type { Seed } from "./fixtures/seed.ts";
import { connect, openShop } from "./fixtures/shop.ts";
import { surroundings } from "./fixtures/surroundings.ts";
import { test } from "./fixtures/test.ts";

/** Puts the last proof of a person so far back that it no longer stands for what is dangerous. */
async function forgetProof(seed: Seed, { id }: { id: string }): Promise<void> {
  await seed.shared("UPDATE login_sessions SET proved_at = now() - interval '16 minutes' WHERE user_id = $1", [id]);
}

const proof = (page: Page) => page.getByRole("alertdialog", { name: "Siz olduğunuzu doğrulayın" });

// the question comes over whatever asked for it, by keyboard alone, and what was asked for is done once.
test("a dangerous action asks who the person is, and goes on", async ({ page, seed, sandbox, signIn }) => {
  const shop = await openShop(seed, sandbox);
  const { owner } = shop.workspace;
  await signIn(owner);
  await connect(page, shop);
  await page.goto(`${shop.home}/connections`);
  await forgetProof(seed, owner);

  await page.getByRole("button", { name: "Bağlantıyı kes" }).click();
  const dialog = page.getByRole("alertdialog").first();
  await dialog.getByRole("textbox").fill("Ihlamur Ev");
  await dialog.getByRole("button", { name: "Bağlantıyı kes" }).click();

  // Esc: nothing is done, and it is said.
  await expect(proof(page).getByLabel("Parolanız")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(proof(page)).toBeHidden();
  await expect(page.getByText("Hiçbir şey yapılmadı.")).toBeVisible();

  await dialog.getByRole("button", { name: "Bağlantıyı kes" }).click();
  await expect(proof(page).getByLabel("Parolanız")).toBeFocused();
  await page.keyboard.type("başka bir parola");
  await page.keyboard.press("Enter");
  await expect(proof(page).getByRole("alert")).toContainText("parola");
  const before = (await page.context().cookies()).find(({ name }) => name.endsWith("tellal.session"));
  await proof(page).getByLabel("Parolanız").fill(owner.password);
  await page.keyboard.press("Enter");
  await expect(page.getByText("Henüz bağlantınız yok")).toBeVisible();
  await expect(proof(page)).toBeHidden();

  // a copy of the cookie from before the proof is worth nothing.
  const old = await page.context().browser()?.newContext({ baseURL: surroundings.baseUrl });
  if (old === undefined || before === undefined) throw new Error("no browser or no cookie to copy");
  await old.addCookies([before]);
  expect((await old.request.get(shop.home, { maxRedirects: 0 })).status()).toBe(307);
  await old.close();
});
