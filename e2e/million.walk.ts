import { createWriteStream, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { expect, type Page } from "@playwright/test";
import { composer } from "./fixtures/composer.ts";
import { exportedList } from "./fixtures/exported-list.ts";
import { choose } from "./fixtures/looks.ts";
import { chooseSender } from "./fixtures/shop.ts";
import { test } from "./fixtures/test.ts";

const folder = process.env.WALK_FOLDER ?? "";
const rows = Number(process.env.WALK_ROWS ?? "0");
const CITY = "İstanbul";
const TEXT = "Merhaba {{Ad}}, siparişiniz hazır.";
/** How often a picture is taken of something that goes on: a list takes minutes, a hundred thousand messages seconds. */
const PICTURE_MS = { list: 12_000, campaign: 2_000 } as const;
const MINUTES = 60_000;
/** Share of the people of whom no report may be missing any more at the end of the walk. */
const MOST_UNREPORTED = 0.03;

const steps: { name: string; startedAt: number; endedAt: number; people?: number }[] = [];

/** Does a step, and writes down how long it took. `people` are counted by what it returns, if that is a number. */
async function step(name: string, work: () => Promise<number | undefined>): Promise<void> {
  const startedAt = Date.now();
  const people = await test.step(name, work);
  steps.push({ name, startedAt, endedAt: Date.now(), ...(typeof people === "number" && { people }) });
  writeFileSync(join(folder, "steps.json"), JSON.stringify(steps));
}

let pictures = 0;

/** A picture of the page as it is, on a desk and on a phone. */
async function picture(page: Page, name: string): Promise<void> {
  const file = (width: number) => join(folder, `${String(pictures).padStart(2, "0")}-${name}-${width}.png`);
  await page.screenshot({ path: file(1440) });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.screenshot({ path: file(390) });
  await page.setViewportSize({ width: 1440, height: 900 });
  pictures += 1;
}

/** Waits for something that takes minutes, with a picture of the way there now and then. */
async function watch(page: Page, name: string, everyMs: number, isOver: () => Promise<boolean>): Promise<void> {
  let nextPicture = Date.now() + 1_500;
  const look = async () => {
    if (Date.now() >= nextPicture) {
      await picture(page, name);
      nextPicture = Date.now() + everyMs;
    }
    return isOver();
  };
  await expect.poll(look, { timeout: 20 * MINUTES, intervals: [300] }).toBe(true);
  await picture(page, `${name}-over`);
}

/** The number in a text such as `12.345`. */
const numberIn = (text: string | null) => Number((text ?? "").replace(/\D/g, ""));

test("a million people, by hand", async ({ page, context, seed, sandbox, openConnected }) => {
  test.setTimeout(60 * MINUTES);
  await page.setViewportSize({ width: 1440, height: 900 });
  await choose(context, { language: "tr", theme: "light" });
  const list = exportedList({ rows, seed: 7 });
  const path = join(folder, "musteriler.csv");
  await pipeline(Readable.from(list.pieces), createWriteStream(path));
  const shop = await openConnected({ quota: { limit: null } });
  await chooseSender(seed, shop);

  await step("upload and read the list", async () => {
    await page.goto(`${shop.home}/contacts/import`);
    await page.getByLabel("Liste dosyası").setInputFiles(path);
    await watch(page, "reading", PICTURE_MS.list, () =>
      page.getByRole("button", { name: /kişiyi aktar$/ }).isVisible(),
    );
    return list.truth.kept;
  });

  await step("take the people over into the contacts", async () => {
    await page
      .getByRole("button", { name: `${new Intl.NumberFormat("tr").format(list.truth.kept)} kişiyi aktar` })
      .click();
    const first = page.getByRole("row", { name: /musteriler\.csv/ });
    await expect(first).toBeVisible();
    await watch(page, "taking-over", PICTURE_MS.list, () => first.getByText("Alındı", { exact: true }).isVisible());
    expect(
      numberIn(/^[^a-zğüşıöç]*/i.exec((await first.getByRole("cell").nth(2).textContent()) ?? "")?.[0] ?? ""),
    ).toBe(list.truth.kept);
    return list.truth.kept;
  });

  await step("find one of them", async () => {
    const { msisdn = 0 } = list.truth.numbers.at(-1) ?? {};
    await page.goto(`${shop.home}/contacts`);
    await page.getByLabel("Ad ya da numara").fill(String(msisdn).slice(2));
    await page.getByRole("button", { name: "Ara", exact: true }).click();
    await expect(page.getByRole("row")).toHaveCount(2);
    await picture(page, "found");
    return undefined;
  });

  await step("write a segment and see its count", async () => {
    await page.goto(`${shop.home}/segments/new`);
    await page.getByLabel("Ad", { exact: true }).fill(CITY);
    await page.getByLabel("Neye bakılır").selectOption("field");
    await page.getByLabel("Alan adı").fill("Şehir");
    await page.getByLabel("Değer").fill(CITY);
    const counted = page.getByRole("term").filter({ hasText: "Kurala uyan" }).locator("xpath=following-sibling::dd");
    await expect.poll(async () => numberIn(await counted.textContent()), { timeout: MINUTES }).toBeGreaterThan(0);
    await picture(page, "segment");
    const people = numberIn(await counted.textContent());
    await page.getByRole("button", { name: "Segmenti kaydet" }).click();
    await expect(page.getByRole("link", { name: "Kişileri gör" })).toBeVisible();
    return people;
  });

  let people = 0;
  await step("make a campaign of the segment", async () => {
    await composer.open(page, shop.workspace);
    await page.getByText("Kişiler", { exact: true }).last().click();
    await page.getByLabel("Kimlere").selectOption({ label: `Segment: ${CITY}` });
    await page.getByRole("button", { name: "Bu kişileri al" }).click();
    const sendable = composer.tally(page, "Gidecek");
    await expect
      .poll(async () => numberIn(await sendable.textContent().catch(() => "")), { timeout: MINUTES })
      .toBeGreaterThan(0);
    await composer.chooseKind(page, "Bilgilendirme");
    people = numberIn(await sendable.textContent());
    return people;
  });

  await step("write the text and see what it comes to", async () => {
    await composer.text(page).fill(TEXT);
    await composer.saved(page);
    await expect(composer.sendButton(page, /kişiye gönder$/)).toBeEnabled({ timeout: MINUTES });
    await picture(page, "compose");
    return people;
  });

  await step("send, and watch it go", async () => {
    await composer.sendButton(page, /kişiye gönder$/).click();
    const dialog = page.getByRole("alertdialog");
    await picture(page, "send-dialog");
    await dialog.getByRole("button", { name: /gönder$/ }).click();
    await page.waitForURL(/\/campaigns\/cmp_\w+$/);
    await picture(page, "undo-window");
    const state = page.getByRole("heading", { level: 1 }).locator("xpath=..");
    await expect(state.getByText("Geri alınabilir", { exact: true })).toBeHidden({ timeout: 3 * MINUTES });
    // The stand-in never reports on two of a hundred, so a campaign of this size waits for them for three days.
    const open = page.getByRole("listitem").filter({ hasText: /^Operatörde/ });
    const isReported = async () =>
      (await state.getByText("Teslimat bekleniyor", { exact: true }).isVisible()) &&
      numberIn(await open.textContent()) < people * MOST_UNREPORTED;
    await watch(page, "sending", PICTURE_MS.campaign, isReported);
    await page.reload();
    await picture(page, "report");
    return people;
  });

  // Nobody twice; whom the provider refused at the call is in none of its counts.
  const { accepted, recipients } = await sandbox.counts(shop.remote);
  expect(await sandbox.duplicates(shop.remote)).toEqual({ people: 0, extra: 0 });
  expect(recipients).toBe(accepted);
  expect(accepted / people).toBeGreaterThan(0.9);
});
