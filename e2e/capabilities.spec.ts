import { mkdirSync } from "node:fs";
import { expect, type Page } from "@playwright/test";
import { expectAccessible } from "./fixtures/axe.ts";
import { connectByKey, openAccount } from "./fixtures/companies.ts";
import { composer } from "./fixtures/composer.ts";
import { choose } from "./fixtures/looks.ts";
import { sandbox } from "./fixtures/sandbox.ts";
import type { Seed } from "./fixtures/seed.ts";
import { connectBy, openShop, type Shop } from "./fixtures/shop.ts";
import { test } from "./fixtures/test.ts";
import { listOf, TEXT } from "./fixtures/thousand.ts";

// What each kind of connection can do, said a second time: a screen offers that and nothing else.

/** What is offered on the pages of a workspace with one connection. */
interface Offer {
  /** Whether delivery reports have an address of their own. */
  readonly reportAddress: boolean;
  /** Whether the provider can keep a campaign until its start. */
  readonly schedule: boolean;
  /** Whether another company behind the connection can be named. */
  readonly reserve: boolean;
  /** What the page of consents says about İYS. */
  readonly iys: string;
  readonly brand: boolean;
  readonly inbox: string;
  /** Whether senders are typed by hand. */
  readonly byHand: boolean;
  /** What its card says it cannot do. */
  readonly cannot: readonly string[];
}

const kinds: Record<"iletiniz" | "iletimerkezi" | "turkeysms", Offer> = {
  iletiniz: {
    ...{ reportAddress: false, schedule: false, reserve: true, brand: false, byHand: false },
    iys: "iletiniz ticari mesajda kendi İYS süzgecini de uygular",
    inbox: "iletiniz gelen mesajları iletmez.",
    cannot: [
      ...["İYS bildirimi ve sorgusu", "Sağlayıcıda zamanlama", "Kendiliğinden gelen rapor"],
      ...["Kayıp yanıt sorgusu", "Engelli numara listesi", "Gelen mesaj", "Yurt dışı numara"],
    ],
  },
  iletimerkezi: {
    ...{ reportAddress: true, schedule: true, reserve: false, brand: true, byHand: false },
    iys: "iletiMerkezi hesabınızın İYS marka kodu",
    inbox: "Hesabın gelen kutusu yok",
    cannot: ["Yedek SMS şirketi", "Gelen mesaj"],
  },
  turkeysms: {
    ...{ reportAddress: false, schedule: false, reserve: false, brand: false, byHand: true },
    iys: "TurkeySMS İYS ile ilgili bir işlem sunmaz",
    inbox: "TurkeySMS gelen mesajları iletmez.",
    cannot: [
      ...["İYS bildirimi ve sorgusu", "Sağlayıcıda zamanlama", "Yedek SMS şirketi"],
      ...["Kendiliğinden gelen rapor", "Kayıp yanıt sorgusu", "Engelli numara listesi", "Gelen mesaj"],
    ],
  },
};

const LOOKS = [
  { language: "tr", theme: "light", width: 1440 },
  { language: "tr", theme: "dark", width: 390 },
  { language: "en", theme: "light", width: 390 },
  { language: "en", theme: "dark", width: 1440 },
] as const;

/** Pictures of a page for people who look at them; only where somebody names a folder for them. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.E2E_SHOTS;
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  for (const { language, theme, width } of LOOKS) {
    await choose(page.context(), { language, theme });
    await page.setViewportSize({ width, height: 900 });
    await page.reload();
    await page.locator("h1").waitFor();
    // What is still being checked or read is no picture of what the page offers.
    await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
    await page.screenshot({ path: `${folder}/${name}-${width}-${theme}-${language}.png`, fullPage: true });
  }
  await choose(page.context(), { language: "tr", theme: "light" });
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.reload();
}

async function connectKind(page: Page, seed: Seed, kind: keyof typeof kinds, shop: Shop): Promise<void> {
  if (kind === "iletiniz") return connectBy(page.request, shop);
  await connectByKey(page, shop.home, await openAccount(kind));
  if (kind === "iletimerkezi") return;
  await seed.inWorkspace(shop.workspace.id, (client) =>
    client.query(
      `INSERT INTO senders (workspace_id, id, connection_id, name, status, is_default)
       SELECT $1, gen_random_uuid(), id, 'MAGAZA', 'unverified', true FROM connections`,
      [shop.workspace.id],
    ),
  );
}

const count = (wanted: boolean) => (wanted ? 1 : 0);

for (const [kind, offer] of Object.entries(kinds) as [keyof typeof kinds, Offer][]) {
  test(`${kind}: nothing is offered that it cannot do`, async ({ page, seed, signIn }) => {
    test.setTimeout(process.env.E2E_SHOTS === undefined ? 90_000 : 400_000);
    const shop = await openShop(seed, sandbox);
    const { home, workspace } = shop;
    await signIn(workspace.owner);
    await connectKind(page, seed, kind, shop);
    await page.goto(`${home}/connections`);
    await expect(page.getByRole("button", { name: "Denetle" })).toBeVisible();
    await expect(page.getByRole("button", { name: "Rapor adresi" })).toHaveCount(count(offer.reportAddress));
    const cannot = page.getByRole("listitem").filter({ hasText: "Yapamaz:" });
    await expect(cannot).toHaveText(offer.cannot.map((name) => `Yapamaz:${name}`));
    await expectAccessible(page);
    await picture(page, `${kind}-connections`);

    await page.goto(`${home}/senders`);
    await expect(page.getByRole("row", { name: /MAGAZA/ }).first()).toBeVisible();
    await expect(page.getByLabel("Başlık", { exact: true })).toHaveCount(count(offer.byHand));

    await page.goto(`${home}/consent?tab=iys`);
    await expect(page.getByText(offer.iys)).toBeVisible();
    await expect(page.getByLabel("Marka kodu")).toHaveCount(count(offer.brand));
    await picture(page, `${kind}-consent`);

    await page.goto(`${home}/inbox`);
    await expect(page.getByText(offer.inbox)).toBeVisible();
    await expect(page.getByLabel("Yanıt")).toHaveCount(0);
    await picture(page, `${kind}-inbox`);

    await composer.open(page, workspace);
    await composer.upload(page, listOf(3));
    await expect(composer.tally(page, "Gidecek")).toHaveText("3");
    await page.getByLabel("Başlık").selectOption({
      label: (await page.getByLabel("Başlık").locator("option:not([disabled])").first().textContent()) ?? "",
    });
    await composer.chooseKind(page, "Bilgilendirme");
    await composer.text(page).fill(TEXT);
    await page.getByText("Tarih ve saat", { exact: true }).click();
    await expect(page.getByLabel("Başlangıç")).toBeVisible();
    await expect(page.getByRole("checkbox", { name: /Zamanı .+ tutsun/ })).toHaveCount(count(offer.schedule));
    await expect(page.getByLabel(/içinde yedek/)).toHaveCount(count(offer.reserve));
    // There is one connection, so there is no second to choose.
    await expect(page.getByLabel("İkinci bağlantı")).toHaveCount(0);
    await composer.saved(page);
    // A name that somebody typed is not called approved before the company takes a message under it.
    await expect(page.getByText(/başlığı doğrulanmadı/)).toHaveCount(count(offer.byHand));
    await expect(page.getByText("Kota okunamadı")).toHaveCount(0);
    await expectAccessible(page);
    await picture(page, `${kind}-compose`);
  });
}
