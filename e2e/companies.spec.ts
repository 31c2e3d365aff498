import { expect, type Page } from "@playwright/test";
import { expectAccessible } from "./fixtures/axe.ts";
import { connectByKey, letReportsIn, openAccount, pasteKey } from "./fixtures/companies.ts";
import { composer } from "./fixtures/composer.ts";
import { sandbox } from "./fixtures/sandbox.ts";
import { chooseSender, connect, openShop } from "./fixtures/shop.ts";
import { test } from "./fixtures/test.ts";
import { judgeThousand, listOf, TEXT } from "./fixtures/thousand.ts";

async function sendTo(page: Page, slug: string, people: number, name: string) {
  await composer.open(page, { slug });
  await composer.upload(page, listOf(people));
  await expect(composer.tally(page, "Gidecek")).toHaveText(name);
  await composer.chooseKind(page, "Bilgilendirme");
  await composer.text(page).fill(TEXT);
  await composer.sendButton(page, `${name} kişiye gönder`).click();
  await page
    .getByRole("alertdialog")
    .getByRole("button", { name: `${name} kişiye gönder` })
    .click();
  // It may have begun by the time its page is there.
  await page.waitForURL(/\/campaigns\/cmp_\w+$/);
}

test.describe("an account at an SMS company", () => {
  test("iletiMerkezi: key and hash, balance, senders, a thousand messages, reports", async ({ page, seed, signIn }) => {
    test.setTimeout(240_000);
    const workspace = await seed.workspace();
    const home = `/w/${workspace.slug}`;
    await signIn(workspace.owner);
    const remote = await openAccount("iletimerkezi", { balance: { amount: 5_000, sms: 4_321 } });
    await connectByKey(page, home, remote);
    await expect(page.getByText("4.321 mesaj").first()).toBeVisible();
    await expect(page.getByText(`…${(remote.key ?? "").slice(-4)}`)).toBeVisible();
    await expectAccessible(page);
    expect(await page.content()).not.toContain(remote.hash);
    await letReportsIn(page, remote);
    // Without the toast, which would fade behind the dialog.
    await page.reload();
    await page.getByRole("button", { name: "Denetle" }).click();
    const doctor = page.locator("[role=dialog].dialog");
    await expect(doctor.getByRole("listitem").filter({ hasText: "Başlıklar" })).toContainText("2 onaylı başlık");
    await expect(doctor.getByRole("listitem").filter({ hasText: "Gelen kutusu" })).toContainText("gelen kutusu yok");
    await expectAccessible(page);
    await page.goto(home);
    await expect(page.getByText("4.321 mesaj").first()).toBeVisible();
    await page.goto(`${home}/senders`);
    const choose = page.getByRole("button", { name: "ORNEKMAGAZA başlığını varsayılan yap" });
    await choose.click();
    // Its own label says "default" as well; it goes when it is so.
    await expect(choose).toHaveCount(0);
    await expect(page.getByRole("row", { name: /ORNEKMAGAZA/ })).toContainText("Varsayılan");
    await sendTo(page, workspace.slug, 1_000, "1.000");
    await judgeThousand(page, remote.id);
  });

  test("iletiniz: connected by its own page, quota, the same thousand messages, reports", async ({
    page,
    seed,
    signIn,
  }) => {
    test.setTimeout(240_000);
    const shop = await openShop(seed, sandbox, { endings: false });
    await signIn(shop.workspace.owner);
    await connect(page, shop);
    await chooseSender(seed, shop);
    await page.goto(`${shop.home}/connections`);
    await expect(page.getByText(/50\.000/).first()).toBeVisible();
    await sendTo(page, shop.workspace.slug, 1_000, "1.000");
    await judgeThousand(page, shop.remote);
  });

  test("iletiMerkezi: the panel's switch is off, which the refusal names; nothing is kept", async ({
    page,
    seed,
    signIn,
  }) => {
    const workspace = await seed.workspace();
    await signIn(workspace.owner);
    const remote = await openAccount("iletimerkezi", { api_access: false });
    await pasteKey(page, `/w/${workspace.slug}`, remote);
    await expect(page.locator("[role=dialog].dialog").getByRole("alert")).toContainText("API erişimini açın");
    await expectAccessible(page);
    await page.reload();
    await expect(page.getByRole("heading", { name: "Henüz bağlantınız yok" })).toBeVisible();
  });

  test("TurkeySMS: key, sender by hand, a thousand messages, reports", async ({ page, seed, signIn }) => {
    test.setTimeout(240_000);
    const workspace = await seed.workspace();
    const home = `/w/${workspace.slug}`;
    await signIn(workspace.owner);
    const remote = await openAccount("turkeysms", { name: "Ihlamur Ev" });
    await connectByKey(page, home, remote);
    await page.goto(`${home}/senders`);
    await page.getByLabel("Başlık", { exact: true }).fill("MAGAZA");
    await page.getByRole("button", { name: "Ekle" }).click();
    await expect(page.getByRole("row", { name: /MAGAZA/ })).toContainText("Doğrulanmadı");
    await expectAccessible(page);
    await sendTo(page, workspace.slug, 1_000, "1.000");
    await judgeThousand(page, remote.id);
  });

  test("R-122 TurkeySMS makes a one-time code: it comes by SMS, is on no page, and counts once", async ({
    page,
    seed,
    signIn,
  }) => {
    const { id, slug, owner } = await seed.workspace();
    await signIn(owner);
    const remote = await openAccount("turkeysms");
    await connectByKey(page, `/w/${slug}`, remote);
    await seed.inWorkspace(id, async (client) => {
      await client.query(
        `INSERT INTO senders (workspace_id, id, connection_id, name, status, is_default)
         SELECT $1, gen_random_uuid(), id, 'MAGAZA', 'unverified', true FROM connections`,
        [id],
      );
      await client.query(
        `INSERT INTO test_numbers (workspace_id, id, user_id, msisdn, verified_at)
         VALUES ($1, gen_random_uuid(), $2, $3, now())`,
        [id, owner.id, `90532${String(Date.now()).slice(-7)}`],
      );
    });
    await page.goto(`/w/${slug}/otp`);
    await page.getByRole("button", { name: "Yeni profil" }).click();
    const dialog = page.locator("[role=dialog].dialog");
    await dialog.getByLabel("Profilin adı").fill("Giriş");
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Kaydet" }).click();
    await dialog.getByText("Profil kaydedildi.").waitFor();
    await page.keyboard.press("Escape");
    await expect(page.getByText("TurkeySMS; yanıtındaki kodun yalnızca anahtarlı özeti saklanır")).toBeVisible();

    await page.getByRole("button", { name: "Dene", exact: true }).click();
    await dialog.getByRole("button", { name: "Kod gönder", exact: true }).click();
    await expect(dialog.getByRole("status")).toContainText("Kod yola çıktı");
    const [sms] = await sandbox.ledger(remote.id);
    const code = /\d{6}/.exec(sms?.body ?? "")?.[0] ?? "";
    expect(code).toHaveLength(6);
    expect(await page.content()).not.toContain(code);
    await dialog.getByLabel("Gelen kod").fill(code);
    await dialog.getByRole("button", { name: "Doğrula" }).click();
    await expect(dialog.getByText("Kod doğru.")).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await page.reload();
    await expect(page.getByRole("listitem").filter({ hasText: "Doğrulandı" })).toContainText("1");
    expect(await page.content()).not.toContain(code);
  });
});
