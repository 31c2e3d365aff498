import { afterAll, beforeAll, expect, it } from "vitest";
import { Browser } from "../testing/browser.ts";
import { list, Running } from "../testing/running.ts";

let sandbox: Running;

beforeAll(async () => {
  sandbox = await Running.start();
});
afterAll(() => sandbox.stop());

it.each([
  ["/", "Defter", "Ledger"],
  ["/mailbox", "Posta kutusu", "Mailbox"],
  ["/keys", "Anahtarlar", "Keys"],
  ["/switches", "Arızalar", "Faults"],
  ["/workspaces", "Çalışma alanları", "Workspaces"],
])("%s says in both languages that nothing is real", async (path, turkish, english) => {
  const browser = new Browser(sandbox.auth);
  await browser.open(path);
  expect(browser.status).toBe(200);
  expect(browser.page).toContain(`<h1>${turkish}</h1>`);
  expect(browser.page).toContain("Buradaki hiçbir şey gerçek değildir");
  expect(browser.page).not.toMatch(/<script|\son\w+=|\sstyle=/);
  await browser.open(`${path}?lang=en`);
  expect(browser.page).toContain(`<h1>${english}</h1>`);
  expect(browser.page).toContain("Nothing here is real");
});

it("the ledger is searched by number, text and id, and shows texts as text", async () => {
  const shop = await sandbox.customer();
  await shop.bulk({
    items: [
      { to: "+905321112233", body: "<script>alert(1)</script> İndirim" },
      { to: "+905321112244", body: "Başka" },
    ],
  });
  const browser = new Browser(sandbox.auth);
  for (const q of ["0532 111 22 33", "1112233", "indirim"]) {
    await browser.open(`/?q=${encodeURIComponent(q)}&workspace=${shop.id}`);
    expect(browser.page, q).toContain("&lt;script&gt;alert(1)&lt;/script&gt; İndirim");
    expect(browser.page, q).not.toContain("Başka");
    expect(browser.page, q).not.toContain("<script");
  }
  const jobId = /<code>([0-9a-z]{16})<\/code>/.exec(browser.page)?.[1] ?? "";
  await browser.open(`/?q=${jobId}`);
  expect(browser.page).toContain("+905321112233");
});

it("the ledger leads to older messages", async () => {
  const shop = await sandbox.customer();
  await shop.bulk({ items: Array.from({ length: 51 }, (_, n) => ({ to: "+905321112233", body: `metin-${n}.` })) });
  const browser = new Browser(sandbox.auth);
  await browser.open(`/?workspace=${shop.id}`);
  expect(browser.page).not.toContain("metin-0.");
  const older = /href="([^"]*before=[^"]*)"/.exec(browser.page)?.[1]?.replaceAll("&amp;", "&") ?? "";
  await browser.open(older);
  expect(browser.page).toContain("metin-0.");
  expect(browser.page).not.toContain("metin-1.");
});

it("a fault is turned on and off by form, from the list and as JSON", async () => {
  const shop = await sandbox.customer();
  const browser = new Browser(sandbox.auth);
  await browser.open("/switches");
  await browser.submit({ act: "set", preset: "reset_after", workspace: shop.id, to: "33", times: "", json: "" });
  expect(browser.page).toContain("Arıza açıldı.");
  const { body } = await sandbox.control("/switches");
  expect(list(body, "switches")).toMatchObject([
    { on: "api", workspace: shop.id, to: "33", times: null, fault: { kind: "reset", when: "after" } },
  ]);
  await browser.submit({ act: "set", json: '{"workspace":"ws_x","fault":{"kind":"slow","ms":5}}' });
  expect(browser.page).toContain("slow");
  await browser.submit({ act: "set", json: "{oops" });
  expect(browser.status).toBe(422);
  await browser.submit({ act: "clear" });
  expect(list((await sandbox.control("/switches")).body, "switches")).toEqual([]);
});

it("the rate limit is set by form", async () => {
  const browser = new Browser(sandbox.auth);
  await browser.open("/switches");
  await browser.submit({ act: "rate", off: "1" });
  expect((await sandbox.control("/rate")).body).toEqual({ rate: "off" });
  await browser.submit({ act: "rate", per_second: "0", burst: "1" });
  expect(browser.status).toBe(422);
  await browser.submit({ act: "rate", per_second: "10", burst: "20" });
  expect((await sandbox.control("/rate")).body).toEqual({ rate: { per_second: 10, burst: 20 } });
});

it("plan and quota are changed by form, and the next call sees it", async () => {
  const shop = await sandbox.customer();
  const browser = new Browser(sandbox.auth);
  await browser.open("/workspaces");
  await browser.submit({ act: "save", id: shop.id, plan: "active", limit: "10", used: "10", endings: "1" });
  expect((await shop.send({ to: "+905321112233", body: "a" })).body).toMatchObject({ error: "quota_exceeded" });
  await browser.submit({ act: "save", id: shop.id, plan: "", limit: "", used: "0" });
  expect((await shop.send({ to: "+905321112233", body: "a" })).body).toMatchObject({ error: "no_active_plan" });
  await browser.submit({ act: "save", id: shop.id, plan: "active", limit: "-1", used: "0" });
  expect(browser.status).toBe(422);
});

it("a key is made and revoked by form", async () => {
  const shop = await sandbox.customer();
  const browser = new Browser(sandbox.auth);
  await browser.open("/workspaces");
  await browser.submit({ act: "mint", id: shop.id });
  expect(browser.page).toMatch(/iltz_test_[A-Za-z0-9_-]{43}/);
  await browser.open("/keys");
  expect(browser.page).toContain(shop.fingerprint);
  await browser.submit({ revoke: shop.fingerprint });
  expect((await shop.call("/v1/account")).status).toBe(401);
});

it("starting over needs the box to be ticked", async () => {
  const own = await Running.start();
  const shop = await own.customer();
  const browser = new Browser(own.auth);
  await browser.open("/workspaces");
  await browser.submit({ act: "reset" });
  expect(browser.page).toContain("Silmek için kutuyu işaretleyin.");
  expect((await shop.call("/v1/account")).status).toBe(200);
  await browser.submit({ act: "reset", sure: "1" });
  expect((await shop.call("/v1/account")).status).toBe(401);
  await own.stop();
});
