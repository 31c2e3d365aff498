import { expect } from "@playwright/test";
import { expectAccessible } from "./fixtures/axe.ts";
import { composer, THREE_PEOPLE } from "./fixtures/composer.ts";
import { test as journey } from "./fixtures/journey.ts";
import { chooseSender } from "./fixtures/shop.ts";
import { signInBy } from "./fixtures/sign-in.ts";
import { test } from "./fixtures/test.ts";

test.describe("sending", () => {
  test("from a pasted list to the phones, and to nobody twice", async ({ page, seed, sandbox, openConnected }) => {
    const shop = await openConnected();
    await chooseSender(seed, shop);
    await composer.open(page, shop.workspace);
    await page.getByText("Yapıştır", { exact: true }).click();
    await page.getByLabel("Numaralar").fill("0532 123 45 01 Ayşe\n0532 123 45 02 Veli\n0532 123 45 01\nyok\n");
    await page.getByRole("button", { name: "Listeyi ekle" }).click();
    await expect(composer.tally(page, "Gidecek")).toHaveText("2");
    await expect(composer.tally(page, "Tekil")).toHaveText("3");
    await composer.chooseKind(page, "Bilgilendirme");
    await composer.text(page).fill("Merhaba ");
    await page.getByRole("button", { name: "Değişken", exact: true }).click();
    await page.getByRole("menuitem", { name: "Ad" }).click();
    // The caret stands behind what was put in, ready to go on.
    await expect(composer.text(page)).toBeFocused();
    await page.keyboard.type(", siparişiniz hazır.");
    await expect(page.locator(".bubble").first()).toContainText("Merhaba Ayşe, siparişiniz hazır.");
    await page.getByRole("button", { name: "Sonraki kişi" }).click();
    await expect(page.locator(".bubble").first()).toContainText("Merhaba Veli");

    await composer.sendButton(page, "2 kişiye gönder").click();
    const dialog = page.getByRole("alertdialog");
    await expect(dialog).toContainText("2 kişiye 2 parça. Başlık: ORNEKMAGAZA. Tür: Bilgilendirme.");
    await expect(dialog.getByRole("listitem")).toHaveText([/Merhaba Ayşe/, /Merhaba Veli/]);
    await dialog.getByRole("button", { name: "2 kişiye gönder" }).click();
    await page.waitForURL(/\/campaigns\/cmp_\w+$/);
    await expect.poll(async () => (await sandbox.counts(shop.remote)).accepted, { timeout: 30_000 }).toBe(2);
    const bodies = (await sandbox.ledger(shop.remote)).map((message) => message.body).sort();
    expect(bodies).toEqual(["Merhaba Ayşe, siparişiniz hazır.", "Merhaba Veli, siparişiniz hazır."]);
  });

  test("two browsers send the same draft: it goes out once, and the second is shown where", async ({
    page,
    browser,
    seed,
    sandbox,
    openConnected,
  }) => {
    const shop = await openConnected();
    await chooseSender(seed, shop);
    await composer.open(page, shop.workspace);
    await composer.upload(page, THREE_PEOPLE);
    await composer.chooseKind(page, "Bilgilendirme");
    await composer.text(page).fill("Merhaba {{Ad}}");
    await composer.saved(page);
    const elsewhere = await browser.newContext();
    const second = await elsewhere.newPage();
    await signInBy(second.request, shop.workspace.owner);
    await second.goto(page.url());
    for (const window of [page, second]) await composer.sendButton(window, "3 kişiye gönder").click();
    const confirm = (window: typeof page) => window.getByRole("alertdialog").getByRole("button", { name: /gönder$/ });
    await confirm(page).click();
    await page.waitForURL(/\/campaigns\/cmp_\w+$/);
    await confirm(second).click();
    await expect(second.getByRole("alertdialog")).toContainText("İkinci kez gönderilmedi, ikinci kez ücret alınmadı.");
    await expectAccessible(second);
    await second.getByRole("link", { name: "Kampanya sayfası" }).click();
    await second.waitForURL(page.url());
    await expect.poll(async () => (await sandbox.counts(shop.remote)).accepted, { timeout: 30_000 }).toBe(3);
    expect((await sandbox.duplicates(shop.remote)).people).toBe(0);
    await elsewhere.close();
  });

  test("a test goes to one's own number after its code, and counts for no campaign", async ({
    page,
    seed,
    sandbox,
    openConnected,
  }) => {
    const shop = await openConnected();
    await chooseSender(seed, shop);
    await composer.open(page, shop.workspace);
    await composer.upload(page, THREE_PEOPLE);
    await composer.text(page).fill("Merhaba {{ad}}");
    await expect(page.locator(".bubble").first()).toContainText("Merhaba Ayşe");
    await page.getByRole("button", { name: "Kendime dene" }).click();
    await page.getByLabel("Cep numaranız").fill("0533 765 43 21");
    await page.getByRole("button", { name: "Kod gönder" }).click();
    await expect(page.getByLabel("Doğrulama kodu")).toBeVisible();
    const bodyOf = async (n: number) => (await sandbox.ledger(shop.remote))[n]?.body ?? "";
    await expect.poll(() => bodyOf(0)).toMatch(/kodunuz: \d{6}/);
    const code = /\d{6}/.exec(await bodyOf(0))?.[0] ?? "";
    await page.getByLabel("Doğrulama kodu").fill(code === "000000" ? "111111" : "000000");
    await page.getByRole("button", { name: "Doğrula" }).click();
    await expect(page.getByText("Kod yanlış. 4 deneme hakkınız kaldı.")).toBeVisible();
    await page.getByLabel("Doğrulama kodu").fill(code);
    await page.getByRole("button", { name: "Doğrula" }).click();
    await expect(page.getByRole("radio", { name: /0533 765 43 21/ })).toBeChecked();
    await page.getByRole("button", { name: "Deneme gönder" }).click();
    await expect(page.getByText(/Sağlayıcı denemeyi aldı|Deneme telefonunuza ulaştı/)).toBeVisible({ timeout: 20_000 });
    expect(await bodyOf(1)).toBe("Merhaba Ayşe");
    // What is kept of the code is dots.
    await page.goto(`${shop.home}/messages`);
    await expect(page.getByText(code)).toHaveCount(0);
    await page.goto(`${shop.home}/campaigns`);
    await expect(page.getByRole("row")).toHaveCount(2);
  });
});

test.describe("what is typed", () => {
  test("is kept by itself and is there again", async ({ page, seed, signIn }) => {
    const { slug, owner } = await seed.workspace();
    await signIn(owner);
    await composer.open(page, { slug });
    await composer.text(page).fill("Yarım kalmış");
    await composer.saved(page);
    await page.getByRole("button", { name: "Adı değiştir" }).click();
    await page.getByLabel("Ad", { exact: true }).fill("Ev haftası");
    await page.getByRole("button", { name: "Kaydet", exact: true }).click();
    await expect(page.getByRole("heading", { name: "Ev haftası" })).toBeVisible();
    await composer.saved(page);
    await page.reload();
    await expect(composer.text(page)).toHaveValue("Yarım kalmış");
    await expect(page.getByRole("heading", { name: "Ev haftası" })).toBeVisible();
  });

  // A refused request is what this one is about, so what the browser complains of is not looked at.
  journey("survives a lost network and a reload without it", async ({ page, context, seed, signIn }) => {
    const { slug, owner } = await seed.workspace();
    await signIn(owner);
    await composer.open(page, { slug });
    await page.route("**/campaigns/cmp_*/edit", (route) =>
      route.request().method() === "POST" ? route.abort() : route.continue(),
    );
    await composer.text(page).fill("Tünelde yazıldı");
    await expect(page.getByText(/Bağlantı yok\. Yazdıklarınız bu sayfada duruyor/)).toBeVisible();
    await expect(page.getByText("Kaydedilmedi", { exact: true })).toBeVisible();
    page.on("dialog", (dialog) => void dialog.accept());
    await page.reload();
    await expect(composer.text(page)).toHaveValue("Tünelde yazıldı");
    await page.unroute("**/campaigns/cmp_*/edit");
    // It is saved by itself then, at the latest when the browser says that the network is back.
    await page.evaluate(() => window.dispatchEvent(new Event("online")));
    await composer.saved(page);
    const other = await context.newPage();
    await other.goto(page.url());
    await expect(composer.text(other)).toHaveValue("Tünelde yazıldı");
  });

  // Nor here: the page asks every now and then whether all sending was stopped, and may be refused.
  journey("stays when the login ends, and is saved after signing in again", async ({ page, context, seed, signIn }) => {
    const { slug, owner } = await seed.workspace();
    await signIn(owner);
    await composer.open(page, { slug });
    await context.clearCookies();
    await composer.text(page).fill("Oturum bitti");
    await expect(page.getByText(/Oturumunuz kapanmış\. Yazdıklarınız bu sayfada duruyor/)).toBeVisible();
    await expect(page.getByRole("link", { name: "Yeni sekmede giriş yap" })).toBeVisible();
    await signInBy(page.request, owner);
    await page.getByRole("button", { name: "Şimdi kaydet" }).click();
    await composer.saved(page);
    await expect(composer.text(page)).toHaveValue("Oturum bitti");
  });

  test("is not overwritten by a second window; each side may be chosen", async ({ page, context, seed, signIn }) => {
    const { slug, owner } = await seed.workspace();
    await signIn(owner);
    await composer.open(page, { slug });
    const second = await context.newPage();
    await second.goto(page.url());
    await composer.text(second).fill("İkinci pencere");
    await composer.saved(second);
    await composer.text(page).fill("Birinci pencere");
    await expect(page.getByText("Değişen: metin. Yazdıklarınız henüz kaydedilmedi.")).toBeVisible();
    await expect(composer.text(page)).toHaveValue("Birinci pencere");
    await expectAccessible(page);
    await page.getByRole("button", { name: "Yeni sürümü aç" }).click();
    await expect(composer.text(page)).toHaveValue("İkinci pencere");
    await composer.text(second).fill("İkinci pencere, yeni");
    await composer.saved(second);
    await composer.text(page).fill("Birinci kazansın");
    await page.getByRole("button", { name: "Benimkini kaydet" }).click();
    await composer.saved(page);
    await second.reload();
    await expect(composer.text(second)).toHaveValue("Birinci kazansın");
  });
});
