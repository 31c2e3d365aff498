import { expect } from "@playwright/test";
import { expectAccessible } from "./fixtures/axe.ts";
import { composer, THREE_PEOPLE } from "./fixtures/composer.ts";
import { expectNotice, provider } from "./fixtures/provider.ts";
import { connect, openShop } from "./fixtures/shop.ts";
import { test } from "./fixtures/test.ts";

test("R-008 a missing permission hides only its part, and reconnecting brings it back", async ({
  page,
  seed,
  sandbox,
  signIn,
}) => {
  const shop = await openShop(seed, sandbox);
  await signIn(shop.workspace.owner);
  await connect(page, shop, { scopes: ["messages:send"] });
  await expectNotice(page, "Bağlandınız, ama bazı izinler eksik.");
  await page.goto(`${shop.home}/senders`);
  await expect(page.getByRole("heading", { name: '"connections:read" izni eksik' })).toBeVisible();
  await page.goto(shop.home);
  await expect(page.getByRole("heading", { name: '"account:read" izni eksik' })).toBeVisible();
  await connect(page, shop);
  await expectNotice(page, "Yeniden bağlandınız.");
  await expect(page.getByText("4 / 4")).toBeVisible();
});

test("R-009 another account waits for a yes, and the one before stays until then", async ({
  page,
  sandbox,
  openConnected,
}) => {
  const shop = await openConnected();
  const members = [shop.workspace.owner.email];
  const other = await sandbox.openWorkspace({ name: "Başka Mağaza", members });
  const switchTo = () => connect(page, { ...shop, remote: other.id });
  await switchTo();
  await expectNotice(page, "Farklı bir iletiniz hesabı seçtiniz.");
  await page.getByRole("button", { name: "Ihlamur Ev kalsın" }).click();
  await expect(page.getByRole("heading", { name: /Başka bir hesap seçtiniz/ })).toBeHidden();
  await expect(page.getByText(shop.remote)).toBeVisible();
  await switchTo();
  await page.getByRole("button", { name: "Başka Mağaza hesabına geç" }).click();
  await expect(page.getByText(other.id)).toBeVisible();
  await expect(page.getByText(shop.remote)).toBeHidden();
  // The key of the first account ends at the provider without anybody waiting for it.
  await expect
    .poll(async () => (await sandbox.keys(shop.remote)).every(({ revokedAt }) => revokedAt !== null))
    .toBe(true);
});

test("R-009 another account that waits is not told to replace one that was disconnected meanwhile", async ({
  page,
  sandbox,
  openConnected,
}) => {
  const shop = await openConnected();
  const other = await sandbox.openWorkspace({ name: "Başka Mağaza", members: [shop.workspace.owner.email] });
  await connect(page, { ...shop, remote: other.id });
  await page.getByRole("button", { name: "Bağlantıyı kes" }).click();
  await page
    .getByRole("alertdialog")
    .getByLabel(/Onaylamak için/)
    .fill("Ihlamur Ev");
  await page.getByRole("alertdialog").getByRole("button", { name: "Bağlantıyı kes" }).click();
  await expect(page.getByText("Şu an bağlı bir iletiniz hesabı yok.")).toBeVisible();
  await page.getByRole("button", { name: "Başka Mağaza hesabını bağla" }).click();
  await expect(page.getByText(other.id)).toBeVisible();
});

test("R-013 disconnecting asks for the name, and ends the key at the provider", async ({
  page,
  sandbox,
  openConnected,
}) => {
  const shop = await openConnected();
  await page.goto(`${shop.home}/connections`);
  await page.getByRole("button", { name: "Bağlantıyı kes" }).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog.getByRole("button", { name: "Bağlantıyı kes" })).toBeDisabled();
  await expectAccessible(page);
  await dialog.getByRole("textbox").fill("Ihlamur Ev");
  await dialog.getByRole("button", { name: "Bağlantıyı kes" }).click();
  await expect(page.getByText("Henüz bağlantınız yok")).toBeVisible();
  await expect
    .poll(async () => (await sandbox.keys(shop.remote)).every(({ revokedAt }) => revokedAt !== null))
    .toBe(true);
});

test("R-015 a key that was ended at the provider is noticed at the next look", async ({
  page,
  sandbox,
  openConnected,
}) => {
  const shop = await openConnected();
  await page.goto(`${shop.home}/connections`);
  for (const { fingerprint } of await sandbox.keys(shop.remote)) await provider.revoke(fingerprint);
  await page.getByRole("button", { name: "Yenile" }).click();
  await expect(page.getByText("iletiniz bu anahtarı artık kabul etmiyor.")).toBeVisible();
  await expectAccessible(page);
  await connect(page, shop);
  await expectNotice(page, "Yeniden bağlandınız.");
});

test("a silent provider leaves the last known values, with their age", async ({ page, openConnected }) => {
  const shop = await openConnected();
  await page.goto(`${shop.home}/connections`);
  await provider.spoil("api", shop.remote, { kind: "status", status: 503 }, { times: null });
  await page.getByRole("button", { name: "Yenile" }).click();
  await expect(page.getByText("Yanıt vermiyor", { exact: true })).toBeVisible();
  await expect(page.getByText("50.000 mesaj", { exact: true }).first()).toBeVisible();
  await page.goto(shop.home);
  await expect(page.getByText("50.000 mesaj", { exact: true }).first()).toBeVisible();
});

const gates: [string, Record<string, unknown>, string][] = [
  ["no plan", { plan: null }, "Etkin bir planınız yok."],
  ["a used-up quota", { quota: { limit: 100, used: 100 } }, "Kotanız doldu."],
  ["a low quota", { quota: { limit: 100, used: 95 } }, "Kotanız azalıyor."],
];
for (const [name, settings, sentence] of gates) {
  test(`${name} is said, with the way to a bigger plan`, async ({ page, openConnected }) => {
    const shop = await openConnected({ upgrade_url: "https://iletiniz.com/planlar", ...settings });
    await page.goto(shop.home);
    const card = page.getByRole("region", { name: "Plan ve kota" });
    await expect(card).toContainText(sentence);
    const upgrade = card.getByRole("link", { name: "Planı yükselt (iletiniz'de açılır)" });
    await expect(upgrade).toHaveAttribute("href", "https://iletiniz.com/planlar");
    await expect(upgrade).toHaveAttribute("rel", "noopener noreferrer");
  });
}

test("a bigger quota is noticed on coming back from the provider", async ({ page, openConnected }) => {
  const shop = await openConnected({ quota: { limit: 100, used: 98 } });
  await composer.open(page, shop.workspace);
  await composer.upload(page, THREE_PEOPLE);
  await composer.chooseKind(page, "Bilgilendirme");
  await composer.text(page).fill("Siparişiniz hazır");
  await expect(composer.check(page, "Kota 3 kişiden yalnızca 2 kişiye yetiyor")).toBeVisible();
  await provider.change(shop.remote, { quota: { limit: 1_000, used: 98 } });
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await expect(composer.check(page, "Kota yetiyor")).toBeVisible();
  await expect(page.locator(".sendbar").getByRole("link", { name: /Planı yükselt/ })).toBeHidden();
});
