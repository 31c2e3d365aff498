import { expect } from "@playwright/test";
import { expectAccessible } from "./fixtures/axe.ts";
import { expectNotice, provider, visitProvider, watchCallback } from "./fixtures/provider.ts";
import { connect, openShop, type Shop } from "./fixtures/shop.ts";
import { signInBy, signOut } from "./fixtures/sign-in.ts";
import { test } from "./fixtures/test.ts";

const CONNECT = "iletiniz ile bağlan";
/** With a picture of its own, or the browser would ask the provider for one that it does not have. */
const STOPPED = '<link rel="icon" href="data:,">stopped';

test.describe("connecting", () => {
  test("starts at the first steps and comes back to them, with nothing of the answer in the address", async ({
    page,
    seed,
    sandbox,
    signIn,
  }) => {
    const shop = await openShop(seed, sandbox);
    await signIn(shop.workspace.owner);
    const callback = watchCallback(page);
    await page.goto(shop.home);
    await expect(page.getByRole("heading", { name: "İlk mesajınıza beş adım" })).toBeVisible();
    await page.getByRole("button", { name: CONNECT }).click();
    await visitProvider(page, { email: shop.workspace.owner.email, workspace: shop.remote });
    await expect(page.getByText("5 adımdan 2 tanesi tamam")).toBeVisible();
    await expect(page.getByText("50.000 mesaj", { exact: true }).first()).toBeVisible();
    expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe(shop.home);
    // the answer to the provider's redirect sends on, is kept by nobody and told to nobody.
    expect(callback.status).toBe(303);
    expect(callback.headers["cache-control"]).toContain("no-store");
    expect(callback.headers["referrer-policy"]).toBe("no-referrer");
    expect(callback.headers.location).not.toMatch(/code|state|iss/);
    // no page carries the key, in its markup or in what its scripts were sent.
    for (const path of ["", "/connections", "/senders"]) {
      const answer = await page.request.get(`${shop.home}${path}`);
      expect(await answer.text()).not.toContain("iltz_");
    }
  });

  test("shows workspace, permissions, channels and senders", async ({ page, seed, sandbox, signIn }) => {
    const shop = await openShop(seed, sandbox);
    await signIn(shop.workspace.owner);
    await connect(page, shop);
    await expectNotice(page, "iletiniz bağlandı.");
    await expect(page.getByText(shop.remote)).toBeVisible();
    await expect(page.getByText("4 / 4")).toBeVisible();
    await expect(page.getByText("NetGSM")).toBeVisible();
    await page.goto(`${shop.home}/senders`);
    await page.getByRole("button", { name: "ORNEKMAGAZA başlığını varsayılan yap" }).click();
    await expect(page.getByRole("row", { name: /ORNEKMAGAZA/ })).toContainText("Varsayılan");
  });

  // The framework would ask the provider for the page that is being drawn; the page's policy refuses that, and a refusal
  // fails the journey.
  test("a page that is drawn anew while it leaves for the provider asks nobody but us", async ({
    page,
    openConnected,
  }) => {
    const { home } = await openConnected();
    await page.goto(`${home}/connections`);
    const leaving = page.waitForRequest("**/connect/authorize?**");
    const drawn = page.waitForRequest((request) => request.url().includes("/connections?_rsc="));
    await page.route("**/connections/*/refresh", async (route) => {
      await leaving;
      await route.fulfill({ json: { asked: true, waitSeconds: 60 } });
    });
    await page.route("**/connect/authorize?**", async (route) => {
      await drawn;
      await route.fulfill({ status: 200, contentType: "text/html", body: STOPPED });
    });
    await page.getByRole("button", { name: "Yenile" }).click();
    await page.getByRole("button", { name: "Yeniden bağlan" }).click({ noWaitAfter: true });
    await expect(page.getByText("stopped")).toBeVisible();
  });

  test("works on a phone before any script does", async ({ browser, seed, sandbox }) => {
    const shop = await openShop(seed, sandbox);
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
    await signInBy(context.request, shop.workspace.owner);
    const page = await context.newPage();
    await connect(page, shop);
    await expectNotice(page, "iletiniz bağlandı.");
    await context.close();
  });

  test("a viewer sees how things are and can change nothing", async ({ page, seed, openConnected, signIn }) => {
    const shop = await openConnected();
    await signOut(page);
    await signIn(await seed.member(shop.workspace, "viewer"));
    await page.goto(`${shop.home}/connections`);
    await expect(page.getByText("4 / 4")).toBeVisible();
    await expect(page.getByRole("button", { name: "Yenile" })).toBeVisible();
    for (const name of ["Yeniden bağlan", "Bağlantıyı kes"])
      await expect(page.getByRole("button", { name })).toHaveCount(0);
  });
});

test.describe("a connect that fails says why, changes nothing, and can be started again", () => {
  const cases: [string, (shop: Shop) => Promise<unknown>, string][] = [
    [
      "a wrong issuer (R-003)",
      ({ remote }) => provider.spoil("authorize", remote, { kind: "iss", variant: "wrong" }),
      "Yanıt iletiniz'den gelmedi.",
    ],
    [
      "a server error (R-006)",
      ({ remote }) =>
        provider.spoil("authorize", remote, {
          kind: "authorization_error",
          code: "server_error",
          description: "<b>x</b>",
        }),
      "iletiniz tarafında bir hata oldu.",
    ],
    [
      "a busy server (R-006)",
      ({ remote }) =>
        provider.spoil("authorize", remote, { kind: "authorization_error", code: "temporarily_unavailable" }),
      "iletiniz şu an yoğun.",
    ],
    [
      "a malformed key (R-007)",
      ({ remote }) => provider.spoil("token", remote, { kind: "token", variant: "crlf" }),
      "iletiniz'in verdiği anahtar kullanılamaz biçimdeydi.",
    ],
    [
      "a lost exchange (R-007)",
      ({ remote }) => provider.spoil("token", remote, { kind: "reset", when: "after" }),
      "iletiniz son adımda yanıt vermedi.",
    ],
    [
      "an expired code (R-007)",
      ({ remote }) => provider.spoil("token", remote, { kind: "status", status: 400, code: "invalid_grant" }),
      "Onayınızın süresi dolmuş.",
    ],
  ];
  for (const [name, spoil, notice] of cases) {
    test(name, async ({ page, seed, sandbox, signIn }) => {
      const shop = await openShop(seed, sandbox);
      await signIn(shop.workspace.owner);
      await spoil(shop);
      await connect(page, shop);
      await expectNotice(page, notice);
      await expect(page.getByText("Henüz bağlantınız yok")).toBeVisible();
      expect(page.url()).not.toMatch(/code=|state=/);
      await connect(page, shop);
      await expectNotice(page, "iletiniz bağlandı.");
    });
  }

  test("a refusal by the person", async ({ page, seed, sandbox, signIn }) => {
    const shop = await openShop(seed, sandbox);
    await signIn(shop.workspace.owner);
    await connect(page, shop, { refuse: true });
    await expectNotice(page, "İzin vermediniz, hiçbir şey değişmedi.");
    await connect(page, shop);
    await expectNotice(page, "iletiniz bağlandı.");
  });
});

// the answer belongs to the person and the browser that asked for it, once.
test("an answer is worth nothing again, in another browser, for another person, or signed out", async ({
  page,
  browser,
  seed,
  sandbox,
  signIn,
}) => {
  const shop = await openShop(seed, sandbox);
  const stranger = await seed.person("Mallory");
  await signIn(shop.workspace.owner);

  /** The address the provider would send the browser to, had it not been stopped on its way there. */
  async function catchAnswer(): Promise<string> {
    let departure = "";
    await page.route("**/connect/authorize?**", async (route) => {
      departure = route.request().url();
      await route.fulfill({ status: 200, contentType: "text/html", body: STOPPED });
    });
    await page.goto(`${shop.home}/connections`);
    await page.getByRole("button", { name: CONNECT }).click();
    await expect(page.getByText("stopped")).toBeVisible();
    await page.unroute("**/connect/authorize?**");
    return provider.approve(departure, shop.remote);
  }

  async function arriveAs(who: { email: string; password: string } | null, url: string): Promise<string> {
    const context = await browser.newContext();
    if (who !== null) await signInBy(context.request, who);
    const elsewhere = await context.newPage();
    await elsewhere.goto(url);
    const text = (await elsewhere.locator("main").textContent()) ?? "";
    await context.close();
    return text;
  }

  expect(await arriveAs(shop.workspace.owner, await catchAnswer())).toContain(
    "Bağlanma başka bir tarayıcıda başlatılmış.",
  );
  const forStranger = await arriveAs(stranger, await catchAnswer());
  expect(forStranger).toContain("Bu bağlanmayı başka bir kullanıcı başlatmış.");
  expect(forStranger).not.toContain(shop.workspace.slug);
  expect(await arriveAs(null, await catchAnswer())).toContain("Oturumunuz kapanmış");

  const answer = await catchAnswer();
  // A program that only looks does not use the answer up.
  expect((await page.request.head(answer)).status()).toBe(405);
  await page.goto(answer);
  await expectNotice(page, "iletiniz bağlandı.");
  await page.goto(answer);
  await expectNotice(page, "Bu bağlantı yanıtı daha önce kullanıldı.");
  await page.goto("/connect/iletiniz/callback?code=x&state=unknown-unknown-unknown-unknown");
  await expect(page.getByRole("heading", { name: "Bağlanma tamamlanmadı" })).toBeVisible();
  await expectAccessible(page);
});
