import { expect, type Page } from "@playwright/test";
import { expectAccessible } from "./fixtures/axe.ts";
import { THREE_PEOPLE } from "./fixtures/composer.ts";
import { invitationOf, inviteBy, newAddress } from "./fixtures/invitation.ts";
import { rolesIn } from "./fixtures/memberships.ts";
import { chooseSender } from "./fixtures/shop.ts";
import { signInBy } from "./fixtures/sign-in.ts";
import { surroundings } from "./fixtures/surroundings.ts";
import { test } from "./fixtures/test.ts";

/** The owner and the operator read Turkish, the operator on a phone; the admin reads English. */
const say = {
  invited: "Ihlamur Ev sizi çağırıyor",
  role: "Operatör",
  name: "Adınız",
  password: "Parola",
  join: "Hesabı aç ve kabul et",
  gone: "Bu davet artık geçerli değil",
  limit: "Kişi sınırı",
  save: "Kaydet",
  saved: "Kaydedildi",
  list: "Liste dosyası",
  kind: "Bilgilendirme",
  text: "Mesaj metni",
  submit: "3 kişi için onaya gönder",
  note: /^Onaylayana not/,
  waiting: /^Onay bekleniyor/,
  asked: /düzeltme istedi: “Adıyla başlayın”/,
  approve: "Onayla",
} as const;
const inEnglish = {
  waits: (name: string) => `${name} waits for approval`,
  review: "Review",
  longest: "Longest",
  changes: "Request changes",
  what: "What should change?",
  changed: "Changes requested.",
  compared: /^Changes against the text submitted/,
  approve: "Approve",
  completed: "Completed",
} as const;

const PASSWORD = "mor sandalye yağmur";

const PHONE = { width: 390, height: 844 };
const DESK = { width: 1440, height: 900 };

/** Writes a draft to three people; gives the address of its page. */
async function write(page: Page, home: string): Promise<string> {
  await page.goto(`${home}/campaigns/new`);
  await page.waitForURL(/\/campaigns\/cmp_\w+\/edit$/);
  const buffer = Buffer.from(THREE_PEOPLE);
  await page.getByLabel(say.list).setInputFiles({ name: "liste.csv", mimeType: "text/csv", buffer });
  await page.getByText(say.kind, { exact: true }).first().click();
  await page.getByLabel(say.text).fill("Siparişiniz hazır");
  return new URL(page.url()).pathname.replace(/\/edit$/, "");
}

async function submit(page: Page, note: string): Promise<void> {
  const button = page.locator(".sendbar").getByRole("button", { name: say.submit });
  await expect(button).not.toHaveAttribute("aria-disabled", "true");
  await button.click();
  const dialog = page.getByRole("alertdialog");
  await dialog.getByLabel(say.note).fill(note);
  await expectAccessible(page);
  await dialog.getByRole("button", { name: say.submit }).click();
  await page.waitForURL("**/review");
  await expect(page.getByText(say.waiting)).toBeVisible();
}

/** Takes an invitation in a browser of one's own, with an account that is opened on accepting. */
async function joinAs(page: Page, link: string, email: string): Promise<void> {
  await page.goto(link);
  // What one agrees to is on the page before anything is agreed to.
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(say.invited);
  await expect(page.getByRole("main")).toContainText(say.role);
  await expect(page.getByRole("main")).toContainText(email);
  await page.getByLabel(say.name).fill("Ece Davetli");
  await page.getByLabel(say.password, { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: say.join }).click();
}

test("R-121: whoever was invited drafts, an admin asks for changes and approves, and it is sent once", async ({
  page: owner,
  seed,
  sandbox,
  openConnected,
  browser,
}) => {
  test.setTimeout(180_000);
  const shop = await openConnected();
  await chooseSender(seed, shop);
  const { workspace, home } = shop;
  const admin = await seed.member(workspace, "admin");
  const { baseUrl: baseURL } = surroundings;
  const theirs = await browser.newContext({ baseURL, locale: "tr-TR", viewport: PHONE });
  const hers = await browser.newContext({ baseURL, locale: "en-GB", viewport: DESK });
  const [operator, approver] = [await theirs.newPage(), await hers.newPage()];
  await signInBy(hers.request, admin);

  await test.step("the owner invites, and the mailed link opens an account and a membership, once", async () => {
    const email = newAddress();
    await inviteBy(owner, workspace, email, "Operatör");
    const link = await invitationOf(sandbox, email);
    await joinAs(operator, link, email);
    await expect(operator).toHaveURL(home);
    expect(Object.values(await rolesIn(seed, workspace)).sort()).toEqual(["admin", "operator", "owner"]);
    // a link works once. It says so to everybody, the new member included.
    await operator.goto(link);
    await expect(operator.getByRole("heading", { level: 1 })).toHaveText(say.gone);
    await owner.reload();
    await expect(owner.getByRole("row", { name: /Ece Davetli/ })).toContainText("Operatör");
  });

  await test.step("the owner sets the threshold", async () => {
    await owner.goto(`${home}/settings/approval`);
    await owner.getByLabel(say.limit).fill("2");
    await expectAccessible(owner);
    await owner.getByRole("button", { name: say.save }).click();
    await expect(owner.getByText(say.saved, { exact: true })).toBeVisible();
  });

  const path = await test.step("the operator writes, and can only submit", async () => {
    const written = await write(operator, home);
    await submit(operator, "Cuma için");
    // What the page does not offer is refused as well.
    const headers = { origin: surroundings.baseUrl };
    const start = await operator.request.post(`/api${written}/start?version=1`, { headers });
    expect(start.status()).toBe(422);
    await operator.goto(`${written}/edit`);
    await expect(operator).toHaveURL(/\/review$/);
    await expect(operator.getByRole("button", { name: say.approve, exact: true })).toHaveCount(0);
    return written;
  });
  const name = (await operator.getByRole("heading", { level: 1 }).textContent()) ?? "";

  await test.step("the admin is told by mail and on the dashboard, and asks for changes", async () => {
    const mail = await sandbox.mailTo(admin.email);
    expect(mail.subject).toContain(name);
    expect(mail.text).toContain("Cuma için");
    expect(mail.links.some((link) => new URL(link).pathname === `${path}/review`)).toBe(true);
    await approver.goto(home);
    await expect(approver.getByText(inEnglish.waits(name))).toBeVisible();
    await approver.getByRole("link", { name: inEnglish.review, exact: true }).click();
    await expect(approver.getByText(inEnglish.longest, { exact: true })).toBeVisible();
    await expect(approver.getByText("Cuma için")).toBeVisible();
    await expectAccessible(approver);
    await approver.getByRole("button", { name: inEnglish.changes }).click();
    const dialog = approver.getByRole("dialog");
    await dialog.getByLabel(inEnglish.what).fill("Adıyla başlayın");
    await dialog.getByRole("button", { name: inEnglish.changes }).click();
    await expect(approver.getByText(inEnglish.changed)).toBeVisible();
  });

  await test.step("the operator reads it, changes the text and submits again", async () => {
    await operator.goto(`${path}/edit`);
    await expect(operator.getByText(say.asked)).toBeVisible();
    await operator.getByLabel(say.text).fill("{{Ad}}, siparişiniz hazır");
    await submit(operator, "");
  });

  await test.step("the admin finds it in the list, sees what changed, and approves", async () => {
    await approver.goto(`${home}/campaigns?tab=approval`);
    await approver.getByRole("link", { name }).first().click();
    await expect(approver.getByText(inEnglish.compared)).toBeVisible();
    await expect(approver.locator("ins").first()).toBeVisible();
    await expect(approver.getByText("Çağla, siparişiniz hazır").first()).toBeVisible();
    await approver.getByRole("button", { name: inEnglish.approve, exact: true }).click();
    await approver.getByRole("alertdialog").getByRole("button", { name: inEnglish.approve, exact: true }).click();
    await approver.waitForURL((url) => url.pathname === path);
    const head = approver.getByRole("heading", { level: 1 }).locator("xpath=..");
    await expect(head.getByText(inEnglish.completed, { exact: true })).toBeVisible({ timeout: 60_000 });
  });

  // The provider's own list is the judge: these three, each once, and nobody else.
  const sent = await sandbox.ledger(shop.remote);
  expect(Object.fromEntries(sent.map(({ to, body }) => [to, body]))).toEqual({
    "+905321234501": "Ayşe, siparişiniz hazır",
    "+905321234502": "Veli, siparişiniz hazır",
    "+905321234503": "Çağla, siparişiniz hazır",
  });
  expect(sent).toHaveLength(3);
  await theirs.close();
  await hers.close();
});
