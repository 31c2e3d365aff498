import { type APIRequestContext, expect, type Page } from "@playwright/test";
import { whileNewRowsFail } from "./fixtures/faults.ts";
import { test } from "./fixtures/journey.ts";
import { signInBy } from "./fixtures/sign-in.ts";

async function fillSignIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel("E-posta").fill(email);
  await page.getByLabel("Parola", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Giriş yap" }).click();
}

const alert = (page: Page) => page.getByRole("main").getByRole("alert");

test("a person signs in where they wanted to go, and out again", async ({ page, seed, browser }) => {
  const { slug, owner } = await seed.workspace();
  await page.goto(`/w/${slug}/campaigns?tab=done`);
  await expect(page).toHaveURL(`/sign-in?next=${encodeURIComponent(`/w/${slug}/campaigns?tab=done`)}`);
  await fillSignIn(page, owner.email, owner.password);
  await expect(page).toHaveURL(`/w/${slug}/campaigns?tab=done`);

  // Its scripts are there as well: a press on a page that is still being loaded opens nothing.
  await page.waitForLoadState();
  const copied = await page.context().cookies();
  await page.getByRole("button", { name: `Hesap: ${owner.name}` }).click();
  await page.getByRole("menuitem", { name: "Çıkış yap" }).click();
  await expect(page).toHaveURL("/sign-in");

  // R-042: a copy of the cookie, made before, is worth nothing now.
  const copy = await browser.newContext();
  await copy.addCookies(copied);
  const answer = await copy.request.get(`/w/${slug}/campaigns`, { maxRedirects: 0 });
  expect(answer.status()).toBe(307);
  expect(answer.headers().location).toContain("/sign-in");
});

test("a wrong password and an unknown address look the same, and nothing typed is lost", async ({ page, seed }) => {
  const { email } = await seed.person();
  const seen: string[] = [];
  for (const address of [email, "kimse@ornek.com"]) {
    // Anew, so that the answer is the one to this try.
    await page.goto("/sign-in");
    await fillSignIn(page, address, "başka bir parola");
    await expect(alert(page)).toHaveText("E-posta ya da parola yanlış.");
    await expect(page.getByLabel("E-posta")).toHaveValue(address);
    seen.push(((await page.getByRole("main").textContent()) ?? "").trim());
  }
  expect(seen[1]).toBe(seen[0]);
});

test("an unreachable server keeps what was typed", async ({ page, seed }) => {
  const person = await seed.person();
  await page.goto("/sign-in");
  await page.route("**/sign-in", (route) => (route.request().method() === "POST" ? route.abort() : route.continue()));
  await fillSignIn(page, person.email, person.password);
  await expect(alert(page)).toContainText("Sunucuya ulaşılamadı.");
  await expect(page.getByLabel("E-posta")).toHaveValue(person.email);
  await expect(page.getByLabel("Parola", { exact: true })).toHaveValue(person.password);
  await page.unroute("**/sign-in");
  await page.getByRole("button", { name: "Giriş yap" }).click();
  await expect(page).toHaveURL("/workspaces/new");
});

// R-040: a forged header buys no more tries, and a browser the person has used before is not held up by a stranger.
test("wrong passwords make a stranger wait, not the person", async ({ page, seed, browser }) => {
  const person = await seed.person();
  await signInBy(page.request, person);
  await page.context().clearCookies({ name: "tellal.session" });

  const stranger = await browser.newPage();
  await stranger.goto("/sign-in");
  for (let n = 0; n < 6; n++) {
    await stranger.setExtraHTTPHeaders({ "x-forwarded-for": `203.0.113.${n}` });
    await fillSignIn(stranger, person.email, `deneme ${n}`);
    await expect(alert(stranger)).toBeVisible();
    await expect(stranger.getByRole("button", { name: "Giriş yap" })).not.toHaveAttribute("aria-busy", "true");
  }
  await expect(alert(stranger)).toHaveText(/Çok sık denediniz\. \d+ (saniye|dakika) sonra yeniden deneyin\./);

  await page.goto("/sign-in");
  await fillSignIn(page, person.email, person.password);
  await expect(page).toHaveURL("/workspaces/new");
});

test("a forgotten password is replaced by mail, once, and ends every login", async ({
  page,
  seed,
  sandbox,
  browser,
}) => {
  const person = await seed.person();
  const elsewhere = await browser.newContext();
  await signInBy(elsewhere.request, person);

  await page.goto("/sign-in");
  await page.getByRole("link", { name: "Unuttum" }).click();
  await expect(page.getByRole("heading", { name: "Yeni parola isteyin" })).toBeVisible();
  await page.getByLabel("E-posta").fill(person.email);
  await page.getByRole("button", { name: "Bağlantı gönder" }).click();
  await expect(page.getByRole("heading", { name: "Postanıza bakın" })).toBeVisible();

  const mail = await sandbox.mailTo(person.email);
  expect(mail.subject).toBe("Yeni parola seçin");
  const link = mail.links.find((one) => one.includes("/reset/"));
  if (link === undefined) throw new Error("the mail has no link");
  await page.goto(link);
  await page.getByLabel("Yeni parola").fill("kısa");
  await page.getByRole("button", { name: "Parolayı kaydet" }).click();
  await expect(page.getByText("En az 12 karakter yazın.")).toBeVisible();
  await page.getByLabel("Yeni parola").fill("sarı limon ağacı gölge");
  await page.getByRole("button", { name: "Parolayı kaydet" }).click();
  await expect(page).toHaveURL("/workspaces/new");

  expect((await elsewhere.request.get("/account", { maxRedirects: 0 })).status()).toBe(307);
  await page.goto(link);
  await expect(page.getByRole("heading", { name: "Bu bağlantı artık geçerli değil" })).toBeVisible();
});

test("an account is opened by its mailbox, and an address that has one learns it by mail alone", async ({
  page,
  seed,
  sandbox,
}) => {
  const known = await seed.person();
  const address = known.email.replace("@", "-yeni@");
  const pages: string[] = [];
  for (const email of [address, known.email]) {
    await page.goto("/sign-up");
    await page.getByLabel("Adınız").fill("Bora Demir");
    await page.getByLabel("E-posta").fill(email);
    await page.getByRole("button", { name: "Bağlantı gönder" }).click();
    await expect(page.getByRole("heading", { name: "Postanıza bakın" })).toBeVisible();
    pages.push(((await page.getByRole("main").textContent()) ?? "").replace(email, ""));
  }
  expect(pages[1]).toBe(pages[0]);
  expect((await sandbox.mailTo(known.email)).subject).toBe("Zaten bir hesabınız var");
  const mail = await sandbox.mailTo(address);
  expect(mail.subject).toBe("Hesabınızı tamamlayın");
  await page.goto(mail.links.find((one) => one.includes("/reset/")) ?? "");
  await page.getByLabel("Yeni parola").fill("sarı limon ağacı gölge");
  await page.getByRole("button", { name: "Parolayı kaydet" }).click();
  await expect(page).toHaveURL("/workspaces/new");
});

test("a device is signed out from another, then all of them at once", async ({ page, seed, signIn, browser }) => {
  const person = await seed.person();
  const phone = await browser.newContext({
    userAgent:
      "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1",
  });
  await signInBy(phone.request, person);
  await signIn(person);
  await page.goto("/account");
  await page.getByRole("button", { name: "Safari, iPhone oturumunu kapat" }).click();
  await expect(page.locator("#devices").getByText("Safari, iPhone")).toHaveCount(0);
  expect((await phone.request.get("/account", { maxRedirects: 0 })).status()).toBe(307);

  await signInBy(phone.request, person);
  const account = async (who: APIRequestContext) => (await who.get("/account", { maxRedirects: 0 })).status();
  await page.getByRole("button", { name: "Bütün cihazlarda çık" }).click();
  // Refused, everybody is still signed in, and this browser knows it.
  await whileNewRowsFail("security_events", { column: "user_id", id: person.id }, async () => {
    await page.getByRole("alertdialog").getByRole("button", { name: "Bütün cihazlarda çık" }).click();
    await expect(page.getByRole("alertdialog")).toContainText("İşlem tamamlanamadı.");
    expect([await account(page.request), await account(phone.request)]).toEqual([200, 200]);
  });
  await page.getByRole("alertdialog").getByRole("button", { name: "Bütün cihazlarda çık" }).click();
  await expect(page).toHaveURL("/sign-in?out=everywhere");
  await expect(page.getByText("Bütün cihazlardaki oturumlarınız kapatıldı.")).toBeVisible();
  expect(await account(phone.request)).toBe(307);
});

test("name, language and password are changed on the account page", async ({ page, seed, signIn }) => {
  const person = await seed.person();
  await signIn(person);
  await page.goto("/account");
  await page.getByLabel("Şu anki parola").fill(person.password);
  await page.getByLabel("Yeni parola").fill("sarı limon ağacı gölge");
  await page.getByRole("button", { name: "Parolayı değiştir" }).click();
  await expect(page.getByText("Parolanız değişti.")).toBeVisible();
  await expect(page.getByLabel("Şu anki parola")).toHaveValue("");

  await page.getByLabel("Adınız").fill("Deniz K.");
  await page.getByLabel("English").check();
  await page.getByRole("button", { name: "Kaydet" }).click();
  await expect(page.getByRole("heading", { name: "Account" })).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Your name")).toHaveValue("Deniz K.");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
});

test("of several workspaces one is chosen, and the switcher leads to the others", async ({ page, seed, signIn }) => {
  const first = await seed.workspace({ name: "Birinci Şube" });
  const second = await seed.workspace({ name: "İkinci Şube", owner: first.owner });
  await signIn(first.owner);
  await page.goto("/");
  await page.getByRole("link", { name: "Aç: İkinci Şube" }).click();
  await expect(page).toHaveURL(`/w/${second.slug}`);
  await page.getByRole("button", { name: "İkinci Şube" }).click();
  await page.getByRole("menuitem", { name: /Birinci Şube/ }).click();
  await expect(page).toHaveURL(`/w/${first.slug}`);
});

test("a browser without JavaScript is told so before anybody types", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, locale: "tr-TR", ...(baseURL && { baseURL }) });
  const page = await context.newPage();
  await page.goto("/sign-in");
  // Texts of this element are none for a locator by text.
  await expect(page.locator("noscript .banner")).toBeVisible();
  await context.close();
});
