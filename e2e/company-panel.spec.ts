import { expect } from "@playwright/test";
import { expectAccessible } from "./fixtures/axe.ts";
import { company, connectByKey, openAccount } from "./fixtures/companies.ts";
import { composer } from "./fixtures/composer.ts";
import { sandbox } from "./fixtures/sandbox.ts";
import { test } from "./fixtures/test.ts";
import { counted, listOf, TEXT } from "./fixtures/thousand.ts";

test.describe("what an SMS company keeps itself", () => {
  test("R-116 iletiMerkezi keeps an order until its time, which is cancelled there from the page", async ({
    page,
    seed,
    signIn,
  }) => {
    const { slug, owner } = await seed.workspace();
    await signIn(owner);
    const remote = await openAccount("iletimerkezi");
    await connectByKey(page, `/w/${slug}`, remote);
    await composer.open(page, { slug });
    await composer.upload(page, listOf(3));
    await expect(composer.tally(page, "Gidecek")).toHaveText("3");
    await page.getByLabel("Başlık").selectOption("MAGAZA");
    await composer.chooseKind(page, "Ticari");
    await composer.text(page).fill(TEXT);
    await page.getByText("Tarih ve saat", { exact: true }).click();
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    await page.getByLabel("Başlangıç").fill(`${tomorrow}T14:30`);
    const keep = page.getByRole("checkbox", { name: /Zamanı iletiMerkezi tutsun/ });
    // Whoever refuses until the last minute must not get a commercial message, so that one waits here.
    await expect(keep).toHaveCount(0);
    await composer.chooseKind(page, "Bilgilendirme");
    await keep.check();
    await composer.saved(page);
    await expectAccessible(page);
    await composer.sendButton(page, /3 kişi/).click();
    await page
      .getByRole("alertdialog")
      .getByRole("button", { name: /3 kişi/ })
      .click();
    await expect(page.getByText(/bunu .*14:30.* gönderecek/)).toBeVisible({ timeout: 30_000 });
    const [order] = await company.orders(remote);
    expect(order).toEqual({ send_at: Date.parse(`${tomorrow}T14:30:00+03:00`), cancelled_at: null });
    await expectAccessible(page);
    await page.getByRole("button", { name: "Siparişi iptal et" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Siparişi iptal et" }).click();
    await expect(counted(page, "İptal edildi", "3")).toBeVisible({ timeout: 30_000 });
    expect(await company.orders(remote)).toEqual([expect.objectContaining({ cancelled_at: expect.any(Number) })]);
  });

  test("R-131 a number is blocked and unblocked on both sides, whichever side it was done on", async ({
    page,
    seed,
    signIn,
  }) => {
    const { slug, owner } = await seed.workspace();
    const list = `/w/${slug}/consent?tab=suppression`;
    await signIn(owner);
    const remote = await openAccount("iletimerkezi");
    await connectByKey(page, `/w/${slug}`, remote);
    const [theirs, ours] = ["+905321110001", "+905331112233"];
    await company.block(remote, theirs, true);
    await page.goto(list);
    await page.getByRole("button", { name: "Numara ekle" }).click();
    const dialog = page.locator("[role=dialog].dialog");
    await dialog.getByRole("textbox", { name: "Numaralar" }).fill("0533 111 22 33");
    await dialog.getByRole("textbox", { name: "Neden" }).fill("Mağazada istedi");
    await page.getByRole("button", { name: "Listeye ekle" }).click();
    await expect(dialog).toContainText("1 numara engelli listeye eklendi");
    const blocked = async () => new Set(await company.blocked(remote));
    await expect.poll(blocked, { timeout: 20_000 }).toEqual(new Set([theirs, ours]));
    await page.goto(list);
    await expect(page.getByRole("row").filter({ hasText: "+90 532 111 00 01" })).toBeVisible();

    await company.block(remote, theirs, false);
    await page.getByRole("button", { name: "+90 533 111 22 33 numarasını listeden çıkar" }).click();
    const ask = page.getByRole("alertdialog");
    await ask.getByRole("textbox").fill("Yanlış numara yazılmış");
    await ask.getByRole("button", { name: "Listeden çıkar" }).click();
    await expect.poll(blocked, { timeout: 20_000 }).toEqual(new Set());
    await page.goto(list);
    await expect(page.getByRole("heading", { name: "Engelli liste boş" })).toBeVisible();
  });

  test("a second connection takes whom the first refuses, and the page tells who went where", async ({
    page,
    openConnected,
  }) => {
    const shop = await openConnected();
    const second = await openAccount("iletimerkezi");
    await connectByKey(page, shop.home, second);
    await composer.open(page, shop.workspace);
    await composer.upload(page, "Ad;Telefon\nAyşe;0532 100 00 01\nVeli;0532 100 00 91\n");
    await expect(composer.tally(page, "Gidecek")).toHaveText("2");
    await page.getByLabel("Başlık").selectOption({ label: "ORNEKMAGAZA (Ihlamur Ev)" });
    const ways = page.getByLabel("İkinci bağlantı");
    await ways.selectOption({ label: "MAGAZA (iletiMerkezi)" });
    await composer.chooseKind(page, "Bilgilendirme");
    await composer.text(page).fill(TEXT);
    await composer.saved(page);
    await expectAccessible(page);
    await composer.sendButton(page, "2 kişiye gönder").click();
    await page.getByRole("alertdialog").getByRole("button", { name: "2 kişiye gönder" }).click();
    await expect(counted(page, "Teslim edildi", "2")).toBeVisible({ timeout: 45_000 });
    const bodies = async (remote: string) => (await sandbox.ledger(remote)).map(({ to }) => to);
    expect([await bodies(shop.remote), await bodies(second.id)]).toEqual([["+905321000001"], ["+905321000091"]]);
    await page.reload();
    const card = page.getByRole("region", { name: "Hangi bağlantıdan" });
    await expect(card.getByRole("definition")).toHaveText([/^1 .*ORNEKMAGAZA/, /^1 .*MAGAZA/]);
    await expectAccessible(page);
  });
});
