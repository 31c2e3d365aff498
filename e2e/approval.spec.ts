import { expect, type Page } from "@playwright/test";
import { expectAccessible } from "./fixtures/axe.ts";
import { readyShop, THREE_PEOPLE } from "./fixtures/composer.ts";
import { choose } from "./fixtures/looks.ts";
import { openShop } from "./fixtures/shop.ts";
import { surroundings } from "./fixtures/surroundings.ts";
import { test } from "./fixtures/test.ts";

const words = {
  tr: {
    limit: "Kişi sınırı",
    save: "Sınırları kaydet",
    saved: "Kaydedildi",
    list: "Liste dosyası",
    kind: "Bilgilendirme",
    text: "Mesaj metni",
    submit: "3 kişi için onaya gönder",
    note: /^Onaylayana not/,
    waiting: /^Onay bekleniyor/,
    waits: (name: string) => `${name} onay bekliyor`,
    review: "İncele",
    longest: "En uzun",
    changes: "Düzeltme iste",
    what: "Ne değişmeli?",
    changed: "Düzeltme istendi.",
    asked: /düzeltme istedi: “Adıyla başlayın”/,
    compared: /gönderilen metne göre değişiklikler/,
    approve: "Onayla",
    completed: "Tamamlandı",
    subject: "Onayınızı bekliyor: ",
    tab: "Onay",
  },
  en: {
    limit: "Limit of people",
    save: "Save the limits",
    saved: "Saved",
    list: "List file",
    kind: "Informational",
    text: "Message text",
    submit: "Send for approval, 3 people",
    note: /^Note to the approver/,
    waiting: /^Waiting for approval/,
    waits: (name: string) => `${name} waits for approval`,
    review: "Review",
    longest: "Longest",
    changes: "Request changes",
    what: "What should change?",
    changed: "Changes requested.",
    asked: /asked for changes: “Adıyla başlayın”/,
    compared: /^Changes against the text submitted/,
    approve: "Approve",
    completed: "Completed",
    subject: "Waiting for your approval: ",
    tab: "Approval",
  },
} as const;

type Words = (typeof words)["tr"] | (typeof words)["en"];

const looks = [
  { language: "en", viewport: { width: 1440, height: 900 } },
  { language: "tr", viewport: { width: 390, height: 844 } },
] as const;

/** Writes a draft to three people; gives the address of its page. */
async function write(page: Page, say: Words, home: string): Promise<string> {
  await page.goto(`${home}/campaigns/new`);
  await page.waitForURL(/\/campaigns\/cmp_\w+\/edit$/);
  const buffer = Buffer.from(THREE_PEOPLE);
  await page.getByLabel(say.list).setInputFiles({ name: "liste.csv", mimeType: "text/csv", buffer });
  await page.getByText(say.kind, { exact: true }).first().click();
  await page.getByLabel(say.text).fill("Siparişiniz hazır");
  return new URL(page.url()).pathname.replace(/\/edit$/, "");
}

async function submit(page: Page, say: Words, note: string): Promise<void> {
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

for (const { language, viewport } of looks) {
  const say = words[language];

  test.describe(() => {
    test.use({ viewport, locale: language === "tr" ? "tr-TR" : "en-GB" });

    test(`R-121: an operator drafts, an admin asks for changes and approves, and it is sent once, ${language}`, async ({
      page,
      seed,
      sandbox,
      signIn,
    }) => {
      test.setTimeout(120_000);
      const shop = await openShop(seed, sandbox);
      const { workspace, home } = shop;
      const operator = await seed.member(workspace, "operator");
      const admin = await seed.member(workspace, "admin");
      await choose(page.context(), { language: "tr" });
      await signIn(workspace.owner);
      await readyShop(page, shop);
      await choose(page.context(), { language });

      await test.step("the owner sets the threshold", async () => {
        await page.goto(`${home}/settings/approval`);
        await page.getByLabel(say.limit).fill("2");
        await expectAccessible(page);
        await page.getByRole("button", { name: say.save }).click();
        await expect(page.getByText(say.saved, { exact: true })).toBeVisible();
      });

      await signIn(operator);
      const path = await test.step("the operator writes, and can only submit", async () => {
        const written = await write(page, say, home);
        await submit(page, say, "Cuma için");
        // What the page does not offer is refused as well.
        const headers = { origin: surroundings.baseUrl };
        const start = await page.request.post(`/api${written}/start?version=1`, { headers });
        expect(start.status()).toBe(422);
        await page.goto(`${written}/edit`);
        await expect(page).toHaveURL(/\/review$/);
        await expect(page.getByRole("button", { name: say.approve, exact: true })).toHaveCount(0);
        return written;
      });
      const name = (await page.getByRole("heading", { level: 1 }).textContent()) ?? "";

      await signIn(admin);
      await test.step("the admin is told by mail and on the dashboard, and asks for changes", async () => {
        const mail = await sandbox.mailTo(admin.email);
        expect(mail.subject).toContain(name);
        expect(mail.text).toContain("Cuma için");
        expect(mail.links.some((link) => new URL(link).pathname === `${path}/review`)).toBe(true);
        await page.goto(home);
        await expect(page.getByText(say.waits(name))).toBeVisible();
        await page.getByRole("link", { name: say.review, exact: true }).click();
        await expect(page.getByText(say.longest, { exact: true })).toBeVisible();
        await expect(page.getByText("Cuma için")).toBeVisible();
        await expectAccessible(page);
        await page.getByRole("button", { name: say.changes }).click();
        const dialog = page.getByRole("dialog");
        await dialog.getByLabel(say.what).fill("Adıyla başlayın");
        await dialog.getByRole("button", { name: say.changes }).click();
        await expect(page.getByText(say.changed)).toBeVisible();
      });

      await signIn(operator);
      await test.step("the operator reads it, changes the text and submits again", async () => {
        await page.goto(`${path}/edit`);
        await expect(page.getByText(say.asked)).toBeVisible();
        await page.getByLabel(say.text).fill("{{Ad}}, siparişiniz hazır");
        await submit(page, say, "");
      });

      await signIn(admin);
      await test.step("the admin finds it in the list, sees what changed, and approves", async () => {
        await page.goto(`${home}/campaigns?tab=approval`);
        await page.getByRole("link", { name }).first().click();
        await expect(page.getByText(say.compared)).toBeVisible();
        await expect(page.locator("ins").first()).toBeVisible();
        await expect(page.getByText("Çağla, siparişiniz hazır").first()).toBeVisible();
        await page.getByRole("button", { name: say.approve, exact: true }).click();
        await page.getByRole("alertdialog").getByRole("button", { name: say.approve, exact: true }).click();
        await page.waitForURL((url) => url.pathname === path);
        const head = page.getByRole("heading", { level: 1 }).locator("xpath=..");
        await expect(head.getByText(say.completed, { exact: true })).toBeVisible({ timeout: 60_000 });
      });

      const sent = await sandbox.ledger(shop.remote);
      expect(sent.map(({ body }) => body).toSorted((a, b) => (a ?? "").localeCompare(b ?? "", "tr"))).toEqual([
        "Ayşe, siparişiniz hazır",
        "Çağla, siparişiniz hazır",
        "Veli, siparişiniz hazır",
      ]);
    });
  });
}
