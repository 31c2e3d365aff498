import { expect } from "@playwright/test";
import { expectAccessible } from "./fixtures/axe.ts";
import { composer, THREE_PEOPLE } from "./fixtures/composer.ts";
import { exportedBytes, exportedList } from "./fixtures/exported-list.ts";
import { test } from "./fixtures/test.ts";

test.describe("the list", () => {
  test("is counted exactly, with a line and a reason for every row left out (R-092)", async ({
    page,
    seed,
    signIn,
  }) => {
    const { slug, owner } = await seed.workspace();
    await signIn(owner);
    await composer.open(page, { slug });
    const wanted = { rows: 2_000, seed: 7, encoding: "windows-1254" } as const;
    const { truth, pieces } = exportedList(wanted);
    for (const _ of pieces);
    await composer.upload(page, exportedBytes(wanted), "müşteriler ocak.csv");
    const number = (n: number) => new Intl.NumberFormat("tr-TR").format(n);
    await expect(composer.tally(page, "Toplam")).toHaveText(number(2_000));
    await expect(composer.tally(page, "Gidecek")).toHaveText(number(truth.kept));
    await expect(page.getByText("müşteriler ocak.csv")).toBeVisible();
    await expect(page.getByText(/Windows-1254 .*başlık satırı var.*"Telefon" sütununda/)).toBeVisible();
    await page.getByRole("button", { name: "Sorunlu satırları göster" }).click();
    const rows = page.getByRole("table", { name: /gönderime uygun olmayan/ }).getByRole("row");
    await expect(rows).toHaveCount(21);
    await expect(rows.nth(1)).toContainText(String(truth.refusals[0]?.line));
    await page.getByRole("button", { name: "Sonraki satırlar" }).click();
    await expect(rows.nth(1)).toContainText(String(truth.refusals[20]?.line));
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "Sorunlu satırları indir" }).click();
    const file = await (await download).createReadStream();
    let lines = 0;
    for await (const part of file) lines += String(part).split("\r\n").length - 1;
    // Cells that span lines end theirs with LF alone.
    expect(lines).toBe(1 + 2_000 - truth.kept);
  });

  test("can be read another way: other column, no header", async ({ page, seed, signIn }) => {
    const { slug, owner } = await seed.workspace();
    await signIn(owner);
    await composer.open(page, { slug });
    await composer.upload(page, "Ad;Telefon;Diğer telefon\nAli;05321234567;05331234567\nVeli;;05331234568\n");
    await expect(composer.tally(page, "Gidecek")).toHaveText("1");
    await page.getByText("Sütunları düzelt").click();
    await page.getByLabel("Telefon sütunu").selectOption("Diğer telefon");
    await expect(composer.tally(page, "Gidecek")).toHaveText("2");
    await page.getByText("Sütunları düzelt").click();
    await page.getByLabel("İlk satır sütun adlarıdır").click();
    await expect(composer.tally(page, "Toplam")).toHaveText("3");
  });

  for (const [what, content, sentence] of [
    ["an empty file", "", "Dosya boş"],
    ["a header alone", "Ad;Telefon\r\n", "yalnızca başlık satırı var"],
    ["no column of numbers", "Ad;Soyad\nAli;Koç\n", "Telefon numarası olan sütunu bulamadık"],
    ["an open quote", 'Ad;Telefon\nAli;05321234567\n"Veli;05321234568\n', "3. satırda açılan tırnak"],
    ["a broken workbook", "PK\u0003\u0004xxxxxxxxxx", "Excel dosyasını okuyamadık"],
    ["a PDF", "%PDF-1.7 xxxxxxxxxx", "Bu dosyanın harflerini okuyamadık"],
  ] as const) {
    test(`is refused with a sentence for ${what}, and another can be chosen (R-090)`, async ({
      page,
      seed,
      signIn,
    }) => {
      const { slug, owner } = await seed.workspace();
      await signIn(owner);
      await composer.open(page, { slug });
      await composer.upload(page, content);
      await expect(page.locator(".banner").filter({ hasText: sentence })).toBeVisible();
      await expectAccessible(page);
      await page.getByRole("button", { name: "Başka liste seç" }).click();
      await composer.upload(page, THREE_PEOPLE, "iyi.csv");
      await expect(composer.tally(page, "Gidecek")).toHaveText("3");
    });
  }
});
