import { expect, type Locator, type Page } from "@playwright/test";
import { expectAccessible } from "./fixtures/axe.ts";
import { countEndings, type Ending, endingOf, isTaken } from "./fixtures/campaign-truth.ts";
import { lengthenUndo } from "./fixtures/database.ts";
import { journeyWords } from "./fixtures/journey-words.ts";
import { choose, sidewaysRoom } from "./fixtures/looks.ts";
import { type ListedPerson, messyList } from "./fixtures/messy-list.ts";
import { type ReportWords, reportWords } from "./fixtures/report-words.ts";
import { uploadList, writeDraft } from "./fixtures/scene.ts";
import { surroundings } from "./fixtures/surroundings.ts";
import { takeFile } from "./fixtures/take-file.ts";
import { test } from "./fixtures/test.ts";

// The "done when" of issue 5: what the pages, the files and the provider's ledger say of one campaign is the same.

const LOST: readonly Ending[] = ["undelivered", "expired", "rejected", "failed"];
const PEOPLE = 260;

/** The campaign as its list says it must end. */
interface Truth {
  readonly home: string;
  readonly campaign: string;
  readonly people: readonly ListedPerson[];
  /** On which it goes out; midnight may come meanwhile. */
  readonly day: string;
}

const among = ({ people }: Truth, endings: readonly Ending[]) =>
  people.filter((person) => endings.includes(endingOf(person)));

function one<T>(items: readonly T[]): T {
  const [first] = items;
  if (first === undefined) throw new Error("the list has nobody who ends so");
  return first;
}

/** What the address asks for, without the page it stands on. */
const asked = (page: Page) => Object.fromEntries(new URL(page.url()).searchParams);

/** Waits until the address asks exactly for this. */
const expectAsked = (page: Page, wanted: Record<string, unknown>) => expect.poll(() => asked(page)).toEqual(wanted);

const viewLink = (page: Page, words: ReportWords, view: string): Locator =>
  page.getByRole("navigation", { name: words.state, exact: true }).getByRole("link", { name: view, exact: true });

/** Watches reports come in on the open page, and gives every count of delivered people that was shown on the way. */
async function follow(page: Page, words: ReportWords, delivered: number): Promise<number[]> {
  const counted = page.getByRole("listitem").filter({ hasText: new RegExp(`^${words.states.delivered}\\s*\\d+$`) });
  const seen: number[] = [];
  const look = async () => {
    const shown = Number(((await counted.first().textContent()) ?? "").replace(/\D/g, ""));
    if (shown !== seen.at(-1)) seen.push(shown);
    const badge = page
      .getByRole("heading", { level: 1 })
      .locator("xpath=..")
      .getByText(words.completed, { exact: true });
    return shown === delivered && (await badge.isVisible());
  };
  await expect.poll(look, { timeout: 60_000, intervals: [100] }).toBe(true);
  return seen;
}

/** Narrows the recipients to those of a view and then to one of them, and back: each time the address says so. */
async function filterRecipients(page: Page, words: ReportWords, view: "lost" | "delivered", person: ListedPerson) {
  const link = viewLink(page, words, words.views[view]);
  await link.click();
  await expectAsked(page, { view });
  const number = person.to.slice(-7);
  await page.getByLabel(words.number).fill(number);
  await page.getByRole("button", { name: words.search, exact: true }).click();
  await expectAsked(page, { view, number });
  await expect(page.getByRole("table").getByRole("link")).toHaveCount(1);
  await page.reload();
  await expect(link).toHaveAttribute("aria-current", "true");
  await expect(page.getByRole("table").getByRole("link")).toContainText(person.to.slice(-2));
  await page.getByRole("list", { name: words.active }).getByRole("link").click();
  await expectAsked(page, { view });
}

/** Narrows the log to the delivered messages of a sender on a day and goes one page on: the address keeps all of it. */
async function filterLog(page: Page, { home, day }: Truth, words: ReportWords, sender: string) {
  await page.goto(`${home}/messages`);
  await page.getByText(words.more, { exact: true }).click();
  await page.getByLabel(words.sender, { exact: true }).selectOption(sender);
  await page.getByLabel(words.from, { exact: true }).fill(day);
  await page.getByRole("button", { name: words.show }).click();
  const chosen = { sender, from: day };
  await expect.poll(() => asked(page)).toMatchObject(chosen);
  await viewLink(page, words, words.views.delivered).click();
  await expectAsked(page, { ...chosen, view: "delivered" });
  await expectAccessible(page);
  await page.getByRole("link", { name: words.next }).click();
  await expectAsked(page, { ...chosen, view: "delivered", after: expect.stringMatching(/^msg_/) });
}

/** Behind the end of the log: says so, passes over a number of too few digits, and leads back. */
async function goBeyond(page: Page, { home }: Truth, words: ReportWords) {
  await page.goto(`${home}/messages?number=123&after=msg_${"0".repeat(22)}`);
  await expect(page.getByRole("heading", { name: words.beyond })).toBeVisible();
  await expect(page.getByText(words.tooShort)).toBeVisible();
  await expect(page.getByRole("list", { name: words.active })).toHaveCount(0);
  await page.getByRole("link", { name: words.toStart }).click();
  await expectAsked(page, { number: "123" });
  await expect(page.getByRole("table").getByRole("link").first()).toBeVisible();
}

/** Has the messages that are listed written to a file, and reads it: each line by the number it is about. */
async function takeOut(page: Page, words: ReportWords, format: "csv" | "xlsx", files: number) {
  const [head, ...rows] = await takeFile(page, words, format, files);
  expect(head?.slice(0, 2)).toEqual([words.column, words.state]);
  const told = rows.map(([to, state, , , body]) => [`+${to}`, { state: String(state), body }] as const);
  expect(new Set(told.map(([to]) => to)).size, "everybody once").toBe(rows.length);
  return Object.fromEntries(told);
}

const statesOf = (people: readonly ListedPerson[], words: ReportWords) =>
  Object.fromEntries(
    people.map((person) => [
      person.to,
      { state: words.states[endingOf(person)], body: person.text ?? expect.any(String) },
    ]),
  );

/** Keeps the reports of a span of days under its name. */
async function saveView(page: Page, { home }: Truth, words: ReportWords, name: "7d" | "90d") {
  await page.goto(`${home}/reports?span=${name}`);
  await page.getByRole("button", { name: words.saveView }).click();
  const dialog = page.getByRole("dialog", { name: words.saveView });
  await expectAccessible(page);
  await dialog.getByLabel(words.viewName).fill(name);
  await dialog.getByRole("button", { name: words.keep, exact: true }).click();
  await expect(page.getByRole("list", { name: words.kept }).getByRole("link", { name })).toHaveAttribute(
    "aria-current",
    "true",
  );
}

/** Makes a link to the report, and gives its address. */
async function share(page: Page, { home, campaign }: Truth, words: ReportWords): Promise<string> {
  await page.goto(`${home}/campaigns/${campaign}`);
  await page.getByRole("button", { name: words.share, exact: true }).click();
  const dialog = page.getByRole("dialog", { name: words.shareTitle });
  await expect(dialog).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: words.makeLink }).click();
  const address = (await dialog.locator("code").textContent()) ?? "";
  await expectAccessible(page);
  expect(await sidewaysRoom(page)).toBe(0);
  return address;
}

/** What somebody outside sees: the figures, and nothing of anybody who got it. */
async function readShared(page: Page, address: string, { people }: Truth, delivered: string) {
  await page.goto(address);
  await expect(page.getByRole("main")).toContainText(delivered);
  await expectAccessible(page);
  expect(await page.context().cookies(), "no session").not.toContainEqual(
    expect.objectContaining({ name: expect.stringMatching(/session|device/) }),
  );
  const source = await page.content();
  const digits = ((await page.getByRole("main").textContent()) ?? "").replaceAll(/\D/g, "");
  for (const { to, text: body } of people) {
    const number = to.slice(3);
    expect(digits.includes(number) || source.includes(number), `${to} is shown`).toBe(false);
    if (body !== null) expect(source).not.toContain(body);
  }
}

test("a campaign is followed to its report, filtered, taken out and shown, on a desktop and in Turkish on a phone", async ({
  page,
  seed,
  sandbox,
  openConnected,
  openElsewhere,
}) => {
  test.setTimeout(120_000);
  const shop = await openConnected();
  const { slug, owner } = shop.workspace;
  await choose(page.context(), { language: "en" });
  const { bytes, people } = messyList({ rows: PEOPLE, seed: 5, encoding: "utf-8", delimiter: ";" });
  await uploadList(page.request, slug, bytes);
  const day = new Date().toLocaleDateString("en-CA", { timeZone: "Europe/Istanbul" });
  const truth: Truth = { home: `/w/${slug}`, people, day, campaign: await writeDraft(seed, shop.workspace, "Rapor") };
  await lengthenUndo(seed, shop.workspace.id);
  const { delivered } = countEndings(people);
  const path = `${truth.home}/campaigns/${truth.campaign}`;
  const words = reportWords.en;

  await test.step("followed live", async () => {
    await page.request.post(`/api${path}/start?version=1`, { headers: { origin: surroundings.baseUrl } });
    await page.goto(path);
    const seen = await follow(page, words, delivered);
    expect(seen, "reports only add").toEqual(seen.toSorted((one, other) => one - other));
    expect(seen.length, `shown: ${seen}`).toBeGreaterThan(1);
  });
  const ledger = new Map((await sandbox.ledger(shop.remote)).map(({ to, body }) => [to, body]));
  expect(new Set(ledger.keys())).toEqual(new Set(people.filter(isTaken).map(({ to }) => to)));

  await test.step("recipients: filtered, and a workbook of them", async () => {
    const lost = among(truth, LOST);
    await filterRecipients(page, words, "lost", one(lost));
    expect(await takeOut(page, words, "xlsx", 1)).toEqual(statesOf(lost, words));
  });
  await test.step("the log: filtered, and a text file of it that the ledger agrees with", async () => {
    const [sender = ""] = (await sandbox.ledger(shop.remote)).map(({ sender }) => sender ?? "");
    await filterLog(page, truth, words, sender);
    const rows = await takeOut(page, words, "csv", 2);
    expect(Object.keys(rows)).toHaveLength(delivered);
    for (const [to, { state, body }] of Object.entries(rows)) {
      expect({ state, body }).toEqual({ state: words.states.delivered, body: ledger.get(to) });
    }
  });
  await test.step("behind the end of the log", () => goBeyond(page, truth, words));
  await test.step("contacts: those that are listed, in a text file", async () => {
    const [tagged, other] = people;
    await seed.inWorkspace(shop.workspace.id, (client) =>
      client.query(
        `INSERT INTO contacts (workspace_id, id, msisdn, name, tags, source)
         VALUES ($1, gen_random_uuid(), $2, '=Ayşe', '{vip}', 'member'), ($1, gen_random_uuid(), $3, 'Can', '{}', 'member')`,
        [shop.workspace.id, tagged?.to.slice(1), other?.to.slice(1)],
      ),
    );
    await page.goto(`${truth.home}/contacts?tag=vip`);
    const [, ...rows] = await takeFile(page, words, "csv", 3);
    expect(rows.map((row) => row.slice(0, 3))).toEqual([[tagged?.to.slice(1), "'=Ayşe", "vip"]]);
  });
  await test.step("kept and shared", async () => {
    await saveView(page, truth, words, "7d");
    const address = await share(page, truth, words);
    const outside = await openElsewhere();
    await readShared(outside, address, truth, journeyWords.tr.format.format(delivered));
    await outside.goto(`${address.slice(0, -1)}${address.endsWith("A") ? "B" : "A"}`);
    await expect(outside.getByRole("heading", { name: reportWords.tr.linkEnded })).toBeVisible();
  });
  await test.step("all of it in Turkish on a phone", async () => {
    const phone = await openElsewhere(owner);
    await phone.setViewportSize({ width: 390, height: 844 });
    await phone.goto(path);
    const got = among(truth, ["delivered"]);
    await filterRecipients(phone, reportWords.tr, "delivered", one(got));
    await expectAccessible(phone);
    expect(await takeOut(phone, reportWords.tr, "csv", 4)).toEqual(statesOf(got, reportWords.tr));
    await saveView(phone, truth, reportWords.tr, "90d");
    const address = await share(phone, truth, reportWords.tr);
    const outside = await openElsewhere();
    await outside.setViewportSize({ width: 390, height: 844 });
    await readShared(outside, address, truth, journeyWords.tr.format.format(delivered));
    expect(await sidewaysRoom(outside)).toBe(0);
  });
});
