import { expect, type Locator, type Page } from "@playwright/test";
import readSheet from "read-excel-file/node";
import { arriveAsFirstOwner, arriveByMail, openWorkspace } from "./fixtures/arrivals.ts";
import { expectAccessible } from "./fixtures/axe.ts";
import { countEndings, endingOf, isTaken } from "./fixtures/campaign-truth.ts";
import { connectionStates, lengthenUndo, sealedSecrets, workspaceId } from "./fixtures/database.ts";
import { type JourneyWords, journeyWords } from "./fixtures/journey-words.ts";
import { choose } from "./fixtures/looks.ts";
import { CAMPAIGN_TEXT, messyList } from "./fixtures/messy-list.ts";
import { provider, visitProvider } from "./fixtures/provider.ts";
import { sandbox } from "./fixtures/sandbox.ts";
import { test } from "./fixtures/test.ts";

const OWN_NUMBER = "+905559990011";
const SENDER = "ORNEKMAGAZA";

const journeys = [
  {
    language: "en",
    title: "in English on a desktop, with a list in UTF-8",
    arrive: arriveAsFirstOwner,
    viewport: { width: 1440, height: 900 },
    list: { rows: 5_000, seed: 11, encoding: "utf-8-bom", delimiter: "," },
  },
  {
    language: "tr",
    title: "in Turkish on a phone, with a list as an old Excel writes it",
    arrive: arriveByMail,
    viewport: { width: 390, height: 844 },
    list: { rows: 5_000, seed: 12, encoding: "windows-1254", delimiter: ";" },
  },
] as const;

/** The figure under a label. */
function figure(page: Page | Locator, label: string): Locator {
  const term = page.getByRole("term").filter({ hasText: new RegExp(`^${label}$`) });
  return term.locator("xpath=following-sibling::dd");
}

/** A line of a list that names something and counts it. */
function counted(page: Page | Locator, label: string, count: string): Locator {
  return page.getByRole("listitem").filter({ hasText: new RegExp(`^${label}\\s*${count.replace(".", "\\.")}$`) });
}

/** Proves that a number is one's own by the code that came to it, and sends the test there. */
async function testToOneself(page: Page, words: JourneyWords, remote: string): Promise<void> {
  const sentTo = async () =>
    (await sandbox.ledger(remote)).filter(({ to }) => to === OWN_NUMBER).map(({ body }) => body ?? "");
  await page.getByRole("button", { name: words.shortest }).click();
  await page.getByRole("button", { name: words.test.open }).click();
  await page.getByLabel(words.test.phone).fill("0555 999 00 11");
  await page.getByRole("button", { name: words.test.sendCode }).click();
  await expect(page.getByLabel(words.test.code)).toBeVisible();
  await expect.poll(async () => (await sentTo()).length).toBe(1);
  await page.getByLabel(words.test.code).fill(/\d{6}/.exec((await sentTo())[0] ?? "")?.[0] ?? "no code came");
  await page.getByRole("button", { name: words.test.confirm }).click();
  await page.getByRole("button", { name: words.test.send }).click();
  await expect(page.getByText(words.test.delivered)).toBeVisible({ timeout: 20_000 });
  await expectAccessible(page);
  expect((await sentTo())[1]).toMatch(/^Sayın .+ siparişiniz hazır\. Kod: K-\d+$/);
  await page.getByRole("dialog").getByRole("button", { name: words.test.close }).click();
}

/** Whether the campaign is completed, by what stands beside its name. */
function stateBadge(page: Page, state: string): Locator {
  return page.getByRole("heading", { level: 1 }).locator("xpath=..").getByText(state, { exact: true });
}

/** Watches the campaign until it is completed, and gives every number of people handled that was shown on the way. */
async function watchProgress(page: Page, words: JourneyWords, total: string): Promise<number[]> {
  const seen: number[] = [];
  const look = async () => {
    const [done = "", of = ""] = ((await figure(page, words.handled).textContent()) ?? "").split("/");
    const shown = Number(done.replace(/\D/g, ""));
    if (shown !== seen.at(-1)) seen.push(shown);
    return of.trim() === total && (await stateBadge(page, words.completed).isVisible());
  };
  await expect.poll(look, { timeout: 120_000, intervals: [200] }).toBe(true);
  return seen;
}

for (const { language, title, viewport, arrive, list: wanted } of journeys) {
  const words = journeyWords[language];
  const count = (value: number) => words.format.format(value);

  test.describe(() => {
    test.use({ viewport, locale: language === "tr" ? "tr-TR" : "en-GB", acceptDownloads: true });

    test(`from the first visit to the last key, ${title}`, async ({ page, seed }) => {
      test.setTimeout(300_000);
      const list = messyList(wanted);
      const endings = countEndings(list.people);
      const sendable = list.people.length - endings.skipped;
      const taken = list.people.filter(isTaken);
      const slug = `y-${language}-${Date.now()}`;
      const home = `/w/${slug}`;
      await choose(page.context(), { language });
      const email = await test.step("arrive, and open a workspace", async () => {
        const arrived = await arrive(page, words);
        await openWorkspace(page, words, slug);
        await lengthenUndo(seed, await workspaceId(seed, slug));
        await expectAccessible(page);
        return arrived;
      });
      const remote = await sandbox.openWorkspace({ name: "Ihlamur Ev Ltd.", members: [email], rate: "off" });

      await test.step("connect, and see plan, quota and senders", async () => {
        await page.getByRole("main").getByRole("button", { name: words.connect }).click();
        await visitProvider(page, { email, workspace: remote.id });
        // Connecting was started on the dashboard, so that is where it comes back to.
        await expect(page).toHaveURL((url) => url.pathname === home);
        const quota = page.getByRole("region", { name: words.planAndQuota });
        await expect(quota).toContainText(words.plan);
        await expect(quota).toContainText(words.quota);
        const senders = page.getByRole("region", { name: words.senders });
        for (const name of ["MAGAZA", SENDER]) await expect(senders).toContainText(name);
        await expect(senders).not.toContainText("YENIBASLIK");
        await page.goto(`${home}/senders`);
        await page.getByRole("button", { name: words.makeDefault(SENDER) }).click();
        await expect(page.getByText(words.isDefault(SENDER))).toBeVisible();
      });

      await test.step("upload the list, and see every row counted", async () => {
        await page.goto(`${home}/campaigns/new`);
        await page.waitForURL("**/edit");
        const file = { name: "müşteriler.csv", mimeType: "text/csv", buffer: Buffer.from(list.bytes) };
        await page.getByLabel(words.listFile).setInputFiles(file);
        await expect(figure(page, words.tally.total)).toHaveText(count(list.rows));
        await expect(figure(page, words.tally.unique)).toHaveText(count(list.rows - list.refused.duplicate));
        await expect(figure(page, words.tally.sendable)).toHaveText(count(list.people.length));
        for (const [reason, label] of Object.entries(words.reasons)) {
          const rows = list.refused[reason as keyof typeof words.reasons];
          await expect(counted(page, label, count(rows))).toBeVisible();
        }
      });

      await test.step("write, and see who is left out", async () => {
        await page.getByText(words.informational, { exact: true }).first().click();
        await expect(page.getByLabel(words.sender, { exact: true })).toHaveValue(/^snd_/);
        await page.getByLabel(words.text).fill(CAMPAIGN_TEXT);
        await expect(counted(page, words.missing, count(endings.skipped))).toBeVisible();
        await expect(figure(page, words.tally.sendable)).toHaveText(count(sendable));
        await expectAccessible(page);
      });

      await test.step("test to oneself", () => testToOneself(page, words, remote.id));

      await test.step("send, and watch it go", async () => {
        // In the middle of it the provider asks for a pause, which is long enough for a page to show where it stands.
        const pause = { kind: "status", status: 429, retry_after: 4 };
        await provider.spoil("api", remote.id, pause, { path: "/v1/messages/bulk", skip: 8 });
        await page.getByRole("button", { name: words.send(count(sendable)) }).click();
        const dialog = page.getByRole("alertdialog");
        await expect(dialog).toContainText(SENDER);
        await expectAccessible(page);
        await dialog.getByRole("button", { name: words.send(count(sendable)) }).click();
        await expect(page.getByText(words.undoWindow)).toBeVisible();
        const seen = await watchProgress(page, words, count(sendable));
        expect(seen).toEqual(seen.toSorted((a, b) => a - b));
        expect(seen.filter((shown) => shown > 0 && shown < sendable).length, `shown: ${seen}`).toBeGreaterThan(0);
      });

      await test.step("the provider has everyone once, with their own text", async () => {
        const messages = (await sandbox.ledger(remote.id)).filter(({ to }) => to !== OWN_NUMBER);
        expect((await sandbox.duplicates(remote.id)).people, "only the tester got more than one").toBe(1);
        const texts = Object.fromEntries(messages.map(({ to, body }) => [to, body]));
        expect(messages).toHaveLength(taken.length);
        expect(texts).toEqual(Object.fromEntries(taken.map(({ to, text }) => [to, text])));
        expect(new Set(messages.map(({ sender }) => sender))).toEqual(new Set([SENDER]));
      });

      await test.step("the report says what the provider decided", async () => {
        const { delivered, undelivered, expired, rejected, failed, skipped } = endings;
        const lost = undelivered + expired + rejected + failed;
        await expect(counted(page, words.counts.delivered, count(delivered))).toBeVisible();
        await expect(counted(page, words.counts.lost, count(lost))).toBeVisible();
        await expect(counted(page, words.counts.skipped, count(skipped))).toBeVisible();
        await expectAccessible(page);
      });

      await test.step("export it, and find everyone", async () => {
        await page.getByRole("button", { name: words.exportFile }).click();
        await page.getByRole("menuitem", { name: words.spreadsheet }).click();
        const started = page.waitForEvent("download");
        await page.getByRole("link", { name: words.download }).click({ timeout: 30_000 });
        await expectAccessible(page);
        const [{ data } = { data: [] }] = await readSheet(await (await started).path());
        const rows = data.slice(1).map(([to, state, , , body]) => [String(to), { state, body }] as const);
        const stated = list.people.map((person) => {
          const state = words.states[endingOf(person)];
          return [person.to.slice(1), { state, body: person.text ?? expect.any(String) }] as const;
        });
        expect(data).toHaveLength(list.people.length + 1);
        expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(stated));
      });

      await test.step("disconnect: the key is gone here and dead there", async () => {
        await page.goto(`${home}/connections`);
        await page.getByRole("button", { name: words.disconnect }).click();
        const dialog = page.getByRole("alertdialog");
        await dialog.getByLabel(words.typeToConfirm).fill("Ihlamur Ev Ltd.");
        await expectAccessible(page);
        await dialog.getByRole("button", { name: words.disconnect }).click();
        await expect(page.getByText(words.disconnected)).toBeVisible();
        await expect(page.getByText(words.noConnection)).toBeVisible();
        const active = async () => (await sandbox.keys(remote.id)).filter(({ revokedAt }) => revokedAt === null).length;
        await expect.poll(active, { timeout: 30_000 }).toBe(0);
        const id = await workspaceId(seed, slug);
        expect(await connectionStates(seed, id)).toEqual(["disconnected"]);
        await expect.poll(() => sealedSecrets(seed, id), { timeout: 30_000 }).toEqual([]);
        await page.goto(home);
        await expect(page.getByRole("region", { name: words.connections })).toContainText(words.noProvider);
        await expect(page.getByRole("region", { name: words.senders })).toBeHidden();
      });
    });
  });
}
