import { expect } from "@playwright/test";
import { expectAccessible } from "./fixtures/axe.ts";
import { composer, THREE_PEOPLE } from "./fixtures/composer.ts";
import { type Line, putLine } from "./fixtures/line.ts";
import { choose, sidewaysRoom } from "./fixtures/looks.ts";
import type { Seed, SeededWorkspace } from "./fixtures/seed.ts";
import { signOut } from "./fixtures/sign-in.ts";
import { surroundings } from "./fixtures/surroundings.ts";
import { test } from "./fixtures/test.ts";

const consents = (seed: Seed, { id }: SeededWorkspace, ...numbers: string[]) =>
  seed.inWorkspace(id, async (client) => {
    for (const msisdn of numbers) {
      await client.query(
        `INSERT INTO consents (workspace_id, msisdn, status, source, proof, given_at) VALUES ($1, $2, 'granted', 'form', 'imza', now())`,
        [id, msisdn],
      );
    }
  });

test.describe("a commercial text", () => {
  test("goes to nobody without a consent, and says so before sending (R-130)", async ({ page, seed, signIn }) => {
    const workspace = await seed.workspace();
    await putLine(seed, workspace);
    await signIn(workspace.owner);
    await composer.open(page, workspace);
    await composer.upload(page, THREE_PEOPLE);
    await composer.text(page).fill("Hafta sonu %30 indirim.");
    await expect(composer.check(page, "Tür seçilmedi")).toBeVisible();
    // No kind is chosen beforehand: the law tells the two apart, so a person does.
    for (const radio of await page.getByRole("group", { name: "Tür" }).getByRole("radio").all()) {
      await expect(radio).not.toBeChecked();
    }
    await composer.chooseKind(page, "Bilgilendirme");
    await expect(page.getByText('Metin bir kampanyaya benziyor ("%30")')).toBeVisible();
    await composer.chooseKind(page, "Ticari");
    await expect(composer.check(page, "Kimsenin onayı kayıtlı değil")).toBeVisible();
    await expect(composer.check(page, "Metinde ret yolu yok")).toBeVisible();
    await expect(composer.tally(page, "Gidecek")).toHaveText("0");

    await consents(seed, workspace, "905321234501", "905321234503");
    await composer.text(page).fill("Hafta sonu %30 indirim. RET yaz 3344'e gonder");
    await expect(composer.check(page, "Metin kimden geldiğini söylemiyor")).toBeVisible();
    await page.getByRole("button", { name: "Yasal", exact: true }).click();
    await page.getByRole("menuitem", { name: /^Gönderen: / }).click();
    await expect(composer.text(page)).toHaveValue("Hafta sonu %30 indirim. RET yaz 3344'e gonder Ihlamur Ev");
    await expect(
      page.getByText("2 kişinin onayı kayıtlı; onayı kayıtlı olmayan 1 kişi gönderim dışında."),
    ).toBeVisible();
    await expect(composer.tally(page, "Gidecek")).toHaveText("2");
    await expect(composer.sendButton(page, "2 kişiye gönder")).toBeEnabled();
    await expectAccessible(page);
  });
});

test.describe("the text", () => {
  test("is counted for the previewed person and for everyone, and can be written without Turkish letters", async ({
    page,
    seed,
    signIn,
  }) => {
    const workspace = await seed.workspace();
    await putLine(seed, workspace);
    await signIn(workspace.owner);
    await composer.open(page, workspace);
    await composer.upload(page, "Ad;Telefon\nAli;05321234501\n;05321234502\nÜmmügülsüm;05321234503\n");
    await composer.chooseKind(page, "Bilgilendirme");
    const long = `Merhaba {{Ad}}, ${"şişe ".repeat(27)}`;
    await composer.text(page).fill(long);
    await expect(page.getByText(/^148 karakter, 1 parça · Türkçe harfler/)).toBeVisible();
    await expect(page.getByText("En uzun: 155 karakter, 2 parça")).toBeVisible();
    await page.getByRole("button", { name: "En uzun" }).click();
    await expect(page.locator(".bubble").first()).toContainText("Merhaba Ümmügülsüm");
    await page.getByRole("button", { name: "Değeri boş" }).click();
    await expect(page.getByText('Bu kişiye gitmez: "Ad" boş ve yedeği yok.')).toBeVisible();
    await expect(composer.check(page, "1 kişide değişken boş; bu kişilere gitmez")).toBeVisible();
    await page.getByRole("button", { name: "Farkı gör" }).click();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Türkçe karaktersiz yaz" }).click();
    await expect(composer.text(page)).toHaveValue(`Merhaba {{Ad}}, ${"sise ".repeat(27)}`);
    await page.getByRole("button", { name: "Türkçe karakterlere dön" }).click();
    await expect(composer.text(page)).toHaveValue(long);
    await composer.text(page).fill("Merhaba {{Soyad}} ve {{Ad");
    await expect(page.getByText('Listede "Soyad" adında bir sütun yok.')).toBeVisible();
    await expect(page.getByText(/ile açılan değişken kapanmamış/)).toBeVisible();
    await expect(composer.text(page)).toHaveAttribute("aria-invalid", "true");
  });
});

test.describe("what stands in the way", () => {
  const obstacles: [string, Line | null, string][] = [
    ["no connection", null, "Henüz bağlantınız yok"],
    ["a connection that must be renewed", { state: "needs_reconnect" }, "bağlantısının yenilenmesi gerekiyor"],
    ["a missing permission", { scopes: ["account:read"] }, 'Göndermek için "messages:send" izni gerekiyor'],
    ["no approved sender", { sender: "pending" }, "Bu hesapta onaylı başlık yok"],
  ];
  for (const [what, line, sentence] of obstacles) {
    test(`${what} is said where the sender would be chosen, with a way out`, async ({ page, seed, signIn }) => {
      const workspace = await seed.workspace();
      if (line !== null) await putLine(seed, workspace, line);
      await signIn(workspace.owner);
      await composer.open(page, workspace);
      const note = page.locator(".note").filter({ hasText: sentence });
      await expect(note).toBeVisible();
      await expect(note.getByRole("link")).toHaveAttribute("href", /\/(connections|senders)$/);
      await expectAccessible(page);
    });
  }

  test("a quota that is short turns the send button into the way to upgrade, or the campaign waits for it", async ({
    page,
    seed,
    signIn,
  }) => {
    const workspace = await seed.workspace();
    await putLine(seed, workspace, { remaining: 2 });
    await signIn(workspace.owner);
    await composer.open(page, workspace);
    await composer.upload(page, THREE_PEOPLE);
    await composer.chooseKind(page, "Bilgilendirme");
    await composer.text(page).fill("Siparişiniz hazır");
    await expect(composer.check(page, "Kota 3 kişiden yalnızca 2 kişiye yetiyor")).toBeVisible();
    const upgrade = page.locator(".sendbar").getByRole("link", { name: /Planı yükselt/ });
    await expect(upgrade).toHaveAttribute("href", "https://ornek.com/plan");
    await page.getByRole("button", { name: "Kotayı bekle" }).click();
    await expect(composer.check(page, "3 kişiye yetecek kota bekleniyor")).toBeVisible();
    await composer.sendButton(page, "3 kişiye gönder").click();
    await expect(page.getByRole("alertdialog")).toContainText("hepsine yetince kendiliğinden gider");
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    const waitNot = page.getByRole("button", { name: "Beklemesin" });
    await waitNot.click();
    await expect(upgrade).toBeVisible();
    // Nor is it forgotten, or for good, once there is quota again.
    await page.getByRole("button", { name: "Kotayı bekle" }).click();
    await expect(waitNot).toBeVisible();
    await seed.inWorkspace(workspace.id, (client) =>
      client.query("UPDATE connections SET account = jsonb_set(account, '{quota,remaining}', '5')"),
    );
    await composer.text(page).fill("Siparişiniz yolda");
    await expect(composer.check(page, "Kota yetiyor")).toBeVisible();
    await waitNot.click();
    await expect(waitNot).toHaveCount(0);
  });

  test("a viewer reads and cannot write; an operator without the switch cannot send", async ({
    page,
    seed,
    signIn,
  }) => {
    const workspace = await seed.workspace();
    await putLine(seed, workspace);
    await signIn(workspace.owner);
    await composer.open(page, workspace);
    await composer.text(page).fill("Yalnızca okunur");
    await composer.saved(page);
    const address = page.url();
    const [viewer, operator] = [await seed.member(workspace, "viewer"), await seed.member(workspace, "operator")];
    await seed.inWorkspace(workspace.id, (client) =>
      client.query("UPDATE memberships SET may_send = false WHERE workspace_id = $1 AND user_id = $2", [
        workspace.id,
        operator.id,
      ]),
    );
    await signOut(page);
    await signIn(viewer);
    await page.goto(address);
    await expect(page.getByText("değiştirmek için düzenleme yetkisi gerekir")).toBeVisible();
    await expect(page.getByRole("textbox", { name: "Mesaj metni" })).toHaveCount(0);
    await expectAccessible(page);
    await page.goto(`/w/${workspace.slug}/campaigns`);
    await expect(page.getByRole("link", { name: "Yeni kampanya" })).toHaveCount(0);
    // What the page does not offer is refused as well.
    const api = address.replace("/w/", "/api/w/").replace("/edit", "");
    const asked = { headers: { origin: surroundings.baseUrl }, data: "0532 123 45 01" };
    const refusals = [
      await page.request.post(`/api/w/${workspace.slug}/imports`, asked),
      await page.request.post(`${api}/start?version=2`, { headers: asked.headers }),
      await page.request.get(`${api}/checkup`),
    ];
    expect(refusals.map((answer) => answer.status())).toEqual([403, 403, 403]);
    await signOut(page);
    await signIn(operator);
    await page.goto(address);
    // Who may not send alone hands the campaign to somebody who may.
    await expect(page.getByRole("button", { name: "Onaya gönder" })).toBeVisible();
    expect((await page.request.post(`${api}/start?version=2`, { headers: asked.headers })).status()).toBe(403);
  });
});

test("works at 320 and 390 pixels, in both themes and languages, and by keys alone", async ({
  page,
  context,
  seed,
  signIn,
}) => {
  const workspace = await seed.workspace();
  await putLine(seed, workspace);
  await signIn(workspace.owner);
  await composer.open(page, workspace);
  await composer.upload(page, THREE_PEOPLE);
  await composer.chooseKind(page, "Bilgilendirme");
  await composer.text(page).fill("Merhaba {{Ad}}");
  await composer.saved(page);
  const send = composer.sendButton(page, "3 kişiye gönder");
  await expect(send).toBeEnabled();
  await send.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alertdialog")).toBeVisible();
  await expectAccessible(page, "send dialog");
  await page.keyboard.press("Escape");
  await expect(send).toBeFocused();
  await page.getByRole("button", { name: "Kendime dene" }).press("Enter");
  await expect(page.getByLabel("Cep numaranız")).toBeVisible();
  await expectAccessible(page, "test dialog");
  await page.keyboard.press("Escape");
  for (const [language, theme, width] of [
    ["tr", "dark", 390],
    ["en", "light", 320],
  ] as const) {
    await choose(context, { language, theme });
    await page.setViewportSize({ width, height: 844 });
    await page.reload();
    await expect(
      page.getByText(language === "tr" ? "engel yok, uyarı yok" : "nothing in the way, no warnings"),
    ).toBeVisible();
    expect(await sidewaysRoom(page)).toBe(0);
    await expectAccessible(page, `${language} ${theme} ${width}`);
  }
});
