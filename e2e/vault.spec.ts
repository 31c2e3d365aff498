import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, type Page } from "@playwright/test";
import pg from "pg";
import { admin } from "./fixtures/admin.ts";
import { expectAccessible } from "./fixtures/axe.ts";
import { uploadList, writeDraft } from "./fixtures/scene.ts";
import { surroundings } from "./fixtures/surroundings.ts";
import { test } from "./fixtures/test.ts";

const PEOPLE = 5_000;
/** People a minute: the campaign waits for both rotations, however slow the machine, and not they for it. */
const PACE = 1_500;
const FIRST_NUMBER = 905_300_000_000;

/** Only numbers that the sandbox delivers to: those that end in 90 to 99 mean something to it. */
const numberOf = (n: number) => FIRST_NUMBER + 100 * Math.floor(n / 90) + (n % 90);

const listOf = (people: number) =>
  ["Telefon;Ad", ...Array.from({ length: people }, (_, n) => `${numberOf(n)};Kişi ${n}`)].join("\r\n");

const stateOf = async (page: Page, path: string) => (await (await page.request.get(`${path}/progress`)).json()).state;

/** Every file below a folder, by its path. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}

/** Every row of every table in which one of these words stands, as text. */
async function rowsWith(words: readonly string[]): Promise<string> {
  const client = new pg.Client({ connectionString: surroundings.ownerDatabaseUrl });
  await client.connect();
  try {
    const { rows: tables } = await client.query(
      `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
       WHERE table_schema IN ('public', 'pgboss') AND table_type = 'BASE TABLE'`,
    );
    const texts: string[] = [];
    for (const { name } of tables) {
      const { rows } = await client.query(
        `SELECT whole.line FROM ${name} t, LATERAL (SELECT t::text AS line OFFSET 0) AS whole
         WHERE EXISTS (SELECT FROM unnest($1::text[]) AS words (word) WHERE strpos(whole.line, words.word) > 0)`,
        [words],
      );
      for (const { line } of rows) texts.push(line);
    }
    return texts.join("\n");
  } finally {
    await client.end();
  }
}

test("R-022 the keys are rotated twice while a campaign of 5,000 goes out, and nothing fails; R-140 the log tells it", async ({
  page,
  seed,
  sandbox,
  openConnected,
}) => {
  test.setTimeout(180_000);
  const { workspace, remote, home } = await openConnected();
  await uploadList(page.request, workspace.slug, Buffer.from(listOf(PEOPLE)));
  const campaign = await writeDraft(seed, workspace, "Beş bin kişiye");
  await seed.inWorkspace(workspace.id, (client) =>
    client.query("UPDATE campaigns SET text = 'Siparişiniz hazır.', per_minute = $1", [PACE]),
  );
  const path = `/api${home}/campaigns/${campaign}`;
  const headers = { origin: surroundings.baseUrl };
  const start = await page.request.post(`${path}/start?version=1`, { headers });
  expect(start.status(), await start.text()).toBe(200);
  await expect.poll(() => stateOf(page, path), { timeout: 60_000 }).toBe("sending");

  for (let turn = 0; turn < 2; turn += 1) {
    // The second run may have to wait until nobody can hold a record of the key before; it says so and changes nothing.
    expect(await admin("keys", "rotate")).toMatch(/sealed anew under/);
    expect(await stateOf(page, path)).toBe("sending");
  }
  expect(await admin("keys", "status")).toMatch(/first/);
  // A page that needs the key works on while everything is under way.
  await page.goto(`${home}/connections`);
  await expect(page.getByText("Ihlamur Ev").first()).toBeVisible();
  expect(await stateOf(page, path)).toBe("sending");
  await seed.inWorkspace(workspace.id, (client) =>
    client.query("UPDATE campaigns SET pace = NULL, pace_free_at = NULL"),
  );

  // What counts is that everything was handed over, once.
  await expect.poll(() => stateOf(page, path), { timeout: 120_000 }).toMatch(/settling|completed/);
  expect(await sandbox.duplicates(remote)).toEqual({ extra: 0, people: 0 });
  const counts = await seed.inWorkspace(workspace.id, (client) =>
    client.query(
      "SELECT sum(messages)::int AS all, sum(messages) FILTER (WHERE state IN ('failed', 'unknown'))::int AS bad FROM message_stats",
    ),
  );
  expect(counts.rows).toEqual([{ all: PEOPLE, bad: null }]);

  await page.goto(`${home}/audit`);
  await expect(page.getByText("Zincir sağlam")).toBeVisible();
  const row = page.getByRole("row");
  await expect(row.filter({ hasText: "Kampanyayı başlattı" })).toContainText("Beş bin kişiye");
  await expect(row.filter({ hasText: "Şifreleme anahtarları yenilendi" }).first()).toContainText("Tellal");
  await expectAccessible(page);
  await page.getByRole("link", { name: "Bağlantılar", exact: true }).last().click();
  await expect(page).toHaveURL(/area=connections/);
  await expect(row.filter({ hasText: "Sağlayıcıya bağlandı" })).toBeVisible();
  await expect(row.filter({ hasText: "Kampanyayı başlattı" })).toHaveCount(0);
  await page.getByRole("button", { name: "Dışa aktar" }).click();
  await page.getByRole("menuitem", { name: "CSV dosyası" }).click();
  const started = page.waitForEvent("download");
  await page.getByRole("link", { name: "İndir" }).click({ timeout: 30_000 });
  const csv = readFileSync(await (await started).path(), "utf8");
  expect(csv).toContain("Sağlayıcıya bağlandı");
  expect(csv).not.toContain("campaign.");
  expect(await admin("audit", "verify", "--workspace", workspace.slug)).toMatch(/whole, \d+ entries/);
});

test("R-029, R-137, R-142 no secret and no number is in logs, pages, the database's secrets, or the built files", async ({
  page,
  seed,
  openConnected,
}) => {
  const { workspace, home } = await openConnected();
  const cookies = (await page.context().cookies()).filter(({ value }) => value.length >= 40).map(({ value }) => value);
  expect(cookies.length).toBeGreaterThan(0);
  const keyring = readFileSync(join(surroundings.dataDir, "keyring"), "utf8").trim();
  const masters = keyring.split(",").map((entry) => entry.split(":")[1] ?? "");
  const canaries = [...masters, surroundings.authSecret, workspace.owner.password, ...cookies];
  const providerKey = /iltz_(?:live|test)_[A-Za-z0-9]{16,}/;
  const known = `${workspace.name} is found`;
  await seed.inWorkspace(workspace.id, (client) => client.query("UPDATE workspaces SET trade_name = $1", [known]));
  // A wrong turn on purpose: what refuses these must not repeat them.
  await page.request.get(`/connect/iletiniz/callback?code=canary-code-5f2a&state=canary-state-77b1`);
  await page.request.get("/reset/canary-token-93c4");
  const turned = ["canary-code-5f2a", "canary-state-77b1", "canary-token-93c4"];

  const rooms: Record<string, string> = {
    logs: filesIn(join(surroundings.dataDir, "logs"))
      .map((file) => readFileSync(file, "utf8"))
      .join("\n"),
    database: await rowsWith([known, ...canaries, "iltz_live_", "iltz_test_"]),
    build: filesIn(fileURLToPath(new URL("../.next/static", import.meta.url)))
      .map((file) => readFileSync(file, "latin1"))
      .join("\n"),
  };
  for (const path of [
    "",
    "/connections",
    "/senders",
    "/campaigns",
    "/messages",
    "/consent",
    "/team",
    "/audit",
    "/settings",
  ]) {
    const html = await page.request.get(`${home}${path}`);
    const rsc = await page.request.get(`${home}${path}`, { headers: { rsc: "1" } });
    rooms[`page ${path}`] = (await html.text()) + (await rsc.text());
  }
  expect(rooms.database, "what is there to be found").toContain(known);
  for (const [room, text] of Object.entries(rooms)) {
    for (const canary of canaries) expect(text.includes(canary), `a secret in ${room}`).toBe(false);
    expect(providerKey.exec(text)?.index, `a provider key in ${room}`).toBeUndefined();
  }
  for (const canary of turned) expect(rooms.logs?.includes(canary), canary).toBe(false);
  expect(/\b905\d{9}\b|\b05\d{9}\b/.exec(rooms.logs ?? "")?.[0], "a number in the logs").toBeUndefined();
});
