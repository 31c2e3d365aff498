import { expect, type Page } from "@playwright/test";
import { TOTP } from "otpauth";
import { expectAccessible } from "./fixtures/axe.ts";
import { signOut } from "./fixtures/sign-in.ts";
import { test } from "./fixtures/test.ts";

const NAME = "Ofis Kimliği";
const address = () => `${crypto.randomUUID().slice(0, 13)}@ornek.com`;

/** Signs in at the stand-in of the other server. */
async function signInThere(page: Page, email: string, { isVerified = true } = {}): Promise<void> {
  await expect(page.getByRole("heading", { name: "Stand-in sign-in" })).toBeVisible();
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("The address is verified").setChecked(isVerified);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.waitForURL(
    (url) => url.pathname !== "/sign-in/elsewhere/callback" && !url.pathname.startsWith("/interaction"),
  );
  await page.waitForLoadState("load");
  // Next time that server asks again.
  await page.context().clearCookies({ name: /^people_/ });
}

test("somebody new gets an account, comes back to it, and cannot lose the only way in", async ({ page }) => {
  const email = address();
  for (const _ of ["new", "again"]) {
    await page.goto("/sign-in?next=/account");
    await page.getByRole("button", { name: `${NAME} ile gir` }).click();
    await signInThere(page, email);
    await expect(page).toHaveURL("/account");
    await expect(page.getByText(email).first()).toBeVisible();
    await signOut(page);
  }
  await page.goto("/sign-in?next=/account");
  await page.getByRole("button", { name: `${NAME} ile gir` }).click();
  await signInThere(page, email);
  await page.getByRole("button", { name: "Bağlantıyı kaldır" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Bağlantıyı kaldır" }).click();
  await expect(page.getByText("giriş yapmanın kalan tek yolu")).toBeVisible();
});

test("whoever has a second factor is asked for its code, and comes to the page they wanted", async ({ page }) => {
  const email = address();
  const signInElsewhere = async () => {
    await page.goto("/sign-in?next=/account");
    await page.getByRole("button", { name: `${NAME} ile gir` }).click();
    await signInThere(page, email);
  };
  await signInElsewhere();
  await page.getByRole("button", { name: "Kur", exact: true }).click();
  const setup = page.getByRole("alertdialog", { name: "Doğrulama uygulaması" });
  await setup.getByText("Okutamıyorum").click();
  const totp = new TOTP({ secret: ((await setup.locator("code").textContent()) ?? "").replaceAll(" ", "") });
  await setup.getByLabel("Uygulamadaki kod").fill(totp.generate());
  await setup.getByRole("button", { name: "Aç" }).click();
  await page.getByRole("button", { name: "Kaydettim" }).click();
  await signOut(page);

  await signInElsewhere();
  await expect(page).toHaveURL("/sign-in/code?next=%2Faccount");
  // The next one: that of the set-up is used, and a step that ends meanwhile leaves this one right.
  await page.getByLabel("Doğrulama kodu").fill(totp.generate({ timestamp: Date.now() + 30_000 }));
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/account");
});

test("an address that is not verified there, or has an account here, lets nobody in", async ({ page, seed }) => {
  const known = await seed.person();
  const cases = [
    [address(), false, "doğrulamamış"],
    [known.email, true, "burada başka bir hesaba ait"],
  ] as const;
  for (const [email, isVerified, words] of cases) {
    await page.goto("/sign-in");
    await page.getByRole("button", { name: `${NAME} ile gir` }).click();
    await signInThere(page, email, { isVerified });
    await expect(page.getByRole("main").getByRole("alert")).toContainText(words);
    expect(new URL(page.url()).pathname).toBe("/sign-in");
  }
});

test("an account is linked from within, signs in, is the proof, and goes", async ({ page, seed, signIn }) => {
  const person = await seed.person();
  const email = address();
  await signIn(person);
  await page.goto("/account");
  await page.getByRole("button", { name: `${NAME} hesabını bağla` }).click();
  await signInThere(page, email);
  await expect(page.getByRole("button", { name: "Bağlantıyı kaldır" })).toBeVisible();
  await page.getByRole("button", { name: "Çıkış yap" }).click();
  await expect(page).toHaveURL("/sign-in");
  await page.getByRole("button", { name: `${NAME} ile gir` }).click();
  await signInThere(page, email);
  await page.goto("/account");
  await expect(page.getByText(person.email).first()).toBeVisible();

  await seed.shared("UPDATE login_sessions SET proved_at = NULL WHERE user_id = $1", [person.id]);
  await page.goto("/account/confirm?next=/account");
  await expect(page.getByRole("button", { name: `${NAME} ile doğrula` })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: `${NAME} ile doğrula` }).click();
  await page.getByRole("button", { name: `${NAME} ile doğrula` }).click();
  await signInThere(page, email);
  await page.goto("/account");
  await page.getByRole("button", { name: "Bağlantıyı kaldır" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Bağlantıyı kaldır" }).click();
  await expect(page.getByRole("button", { name: `${NAME} hesabını bağla` })).toBeVisible();
});

test("an answer that this browser did not ask for changes nothing", async ({ page, browser }) => {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: `${NAME} ile gir` }).click();
  await expect(page.getByRole("heading", { name: "Stand-in sign-in" })).toBeVisible();
  await page.route("**/sign-in/elsewhere/callback**", (route) => route.abort());
  const asked = page.waitForRequest("**/sign-in/elsewhere/callback**");
  await page.getByLabel("E-mail").fill(address());
  await page.getByRole("button", { name: "Continue" }).click();
  const stolen = (await asked).url();
  const other = await (await browser.newContext()).newPage();
  await other.goto(stolen);
  expect(new URL(other.url()).searchParams.get("error")).toBe("account.step_over");
});
