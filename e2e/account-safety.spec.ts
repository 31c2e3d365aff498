import { readFile } from "node:fs/promises";
import { expect, type Page } from "@playwright/test";
import { TOTP } from "otpauth";
import { expectAccessible } from "./fixtures/axe.ts";
import type { SeededPerson } from "./fixtures/seed.ts";
import { test } from "./fixtures/test.ts";

async function fillSignIn(page: Page, { email, password }: SeededPerson): Promise<void> {
  await page.getByLabel("E-posta").fill(email);
  await page.getByLabel("Parola", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Giriş yap" }).click();
}

/** Lets the browser make and use passkeys without a person. */
async function giveAuthenticator(page: Page): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

test("authenticator app: set up, sign in by code, by recovery code, switch off", async ({
  page,
  seed,
  signIn,
  openElsewhere,
}) => {
  const person = await seed.person();
  await signIn(person);
  await page.goto("/account");
  // Leaving the dialog leads back to where the person was.
  await page.getByRole("button", { name: "Kur", exact: true }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Vazgeç" }).click();
  await expect(page.getByRole("button", { name: "Kur", exact: true })).toBeFocused();
  await page.getByRole("button", { name: "Kur", exact: true }).click();
  const setup = page.getByRole("alertdialog", { name: "Doğrulama uygulaması" });
  await expect(setup.getByRole("img", { name: "QR kodu" })).toBeVisible();
  await setup.getByText("Okutamıyorum").click();
  const secret = ((await setup.locator("code").textContent()) ?? "").replaceAll(" ", "");
  const totp = new TOTP({ secret });
  await expectAccessible(page);
  await setup.getByLabel("Uygulamadaki kod").fill("000000");
  await setup.getByRole("button", { name: "Aç" }).click();
  await expect(setup.getByText("Kod yanlış ya da kullanılmış.")).toBeVisible();
  await setup.getByLabel("Uygulamadaki kod").fill(totp.generate());
  await setup.getByRole("button", { name: "Aç" }).click();

  const codes = page.getByRole("alertdialog", { name: "Kurtarma kodları" });
  await expect(codes.getByRole("listitem")).toHaveCount(10);
  await expectAccessible(page);
  const [recovery = ""] = await codes.getByRole("listitem").allTextContents();
  const saving = page.waitForEvent("download");
  await codes.getByRole("button", { name: "İndir" }).click();
  const file = await (await saving).path();
  expect(await readFile(file, "utf8")).toContain(recovery);
  await codes.getByRole("button", { name: "Kaydettim" }).click();
  await expect(page.getByText("10 kurtarma kodunuz kaldı.")).toBeVisible();

  const phone = await openElsewhere();
  await phone.goto("/sign-in?next=/account");
  await fillSignIn(phone, person);
  await expect(phone).toHaveURL("/sign-in/code?next=%2Faccount");
  await expectAccessible(phone);
  // The next one: that of the set-up is used, and a step that ends meanwhile leaves this one right.
  await phone.getByLabel("Doğrulama kodu").fill(totp.generate({ timestamp: Date.now() + 30_000 }));
  await phone.keyboard.press("Enter");
  await expect(phone).toHaveURL("/account");
  await phone.getByRole("button", { name: "Çıkış yap" }).click();
  await expect(phone).toHaveURL("/sign-in");

  await phone.goto("/sign-in?next=/account");
  await fillSignIn(phone, person);
  await phone.getByRole("button", { name: "Telefonum yanımda değil" }).click();
  await phone.getByLabel("Kurtarma kodu").fill(recovery);
  await phone.getByRole("button", { name: "Giriş yap" }).click();
  await expect(phone).toHaveURL("/account");
  await expect(phone.getByText("9 kurtarma kodunuz kaldı.")).toBeVisible();
  await expect(phone.getByRole("cell", { name: "Kurtarma kodu kullanıldı" })).toBeVisible();

  await phone.getByRole("button", { name: "Kapat", exact: true }).click();
  await phone.getByRole("alertdialog").getByRole("button", { name: "Kapat", exact: true }).click();
  await expect(phone.getByRole("button", { name: "Kur", exact: true })).toBeVisible();
});

test("passkey: made, named, signs in without a password, is the proof, and goes", async ({ page, seed, signIn }) => {
  const person = await seed.person();
  await signIn(person);
  await page.goto("/account");
  await giveAuthenticator(page);
  await page.getByRole("button", { name: "Geçiş anahtarı ekle" }).click();
  await expect(page.getByRole("button", { name: /geçiş anahtarını sil/ })).toBeVisible();
  await page.getByRole("button", { name: /adını değiştir/ }).click();
  await page.getByRole("alertdialog").getByLabel("Ad", { exact: true }).fill("Dizüstü");
  await page.getByRole("alertdialog").getByRole("button", { name: "Kaydet" }).click();
  await expect(page.getByRole("cell", { name: "Dizüstü", exact: true })).toBeVisible();

  await page.getByRole("button", { name: "Çıkış yap" }).click();
  await expect(page).toHaveURL("/sign-in");
  await page.goto("/sign-in?next=/account");
  await page.getByRole("button", { name: "Geçiş anahtarıyla gir" }).click();
  await expect(page).toHaveURL("/account");

  // removing it asks for a fresh proof, and the passkey itself is one.
  await seed.shared("UPDATE login_sessions SET proved_at = NULL WHERE user_id = $1", [person.id]);
  const sure = page.getByRole("alertdialog").getByRole("button", { name: "Geçiş anahtarını sil" });
  // The page was loaded anew by the sign-in: a press before its scripts are there is none.
  await expect(async () => {
    await page.getByRole("button", { name: "Dizüstü geçiş anahtarını sil" }).click();
    await expect(sure).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await sure.click();
  const proof = page.getByRole("alertdialog", { name: "Siz olduğunuzu doğrulayın" });
  await proof.getByRole("button", { name: "Geçiş anahtarı kullan" }).click();
  await proof.getByRole("button", { name: "Geçiş anahtarı kullan" }).click();
  await expect(page.getByText("Henüz geçiş anahtarınız yok.")).toBeVisible();
});

test("a device is signed out from another browser, and stays out", async ({ page, seed, signIn, openElsewhere }) => {
  const person = await seed.person();
  const phone = await openElsewhere();
  await phone.goto("/sign-in?next=/account");
  await fillSignIn(phone, person);
  await expect(phone).toHaveURL("/account");
  await signIn(person);
  await page.goto("/account");
  await expect(page.getByText("Bu tarayıcı", { exact: true })).toHaveCount(1);
  await page.getByRole("button", { name: /oturumunu kapat/ }).click();
  await expect(page.getByRole("button", { name: /oturumunu kapat/ })).toHaveCount(0);
  await expect(page.getByRole("cell", { name: /Bir cihazın oturumu kapatıldı/ })).toBeVisible();
  await phone.reload();
  await expect(phone).toHaveURL("/sign-in?next=%2Faccount");
});

test("single letters do nothing once they are switched off", async ({ page, seed, signIn }) => {
  const { slug, owner } = await seed.workspace();
  await signIn(owner);
  await page.goto("/account");
  await page.getByText("Kapalı", { exact: true }).first().click();
  const stored = page.waitForResponse((answer) => answer.request().method() === "POST");
  await page.locator("#keys").getByRole("button", { name: "Uygula" }).click();
  await stored;
  await page.goto(`/w/${slug}`);
  await page.keyboard.press("Shift+?");
  await page.keyboard.press("c");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page).toHaveURL(`/w/${slug}`);
});
