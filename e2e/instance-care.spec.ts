import { expect } from "@playwright/test";
import { signInBy, signOut } from "./fixtures/sign-in.ts";
import { surroundings } from "./fixtures/surroundings.ts";
import { test } from "./fixtures/test.ts";

test.describe("the operator of the instance", () => {
  test("opens a workspace for somebody, who owns it; the operator is no member", async ({ page, seed, signIn }) => {
    const owner = await seed.person("Yeni Sahip");
    const operator = await seed.operator();
    const slug = `y-${owner.id.slice(-10)}`;
    await signIn(operator);
    await page.goto("/instance/workspaces");
    await page.getByRole("link", { name: "Yeni çalışma alanı" }).click();
    await page.getByLabel("Ad", { exact: true }).fill("Yeni Dükkân");
    await page.getByLabel("Adres").fill(slug);
    await page.getByLabel("Sahibin e-postası").fill(owner.email);
    await page.getByRole("button", { name: "Çalışma alanını aç" }).click();
    await expect(page).toHaveURL(`/instance/workspaces/${slug}`);
    expect((await page.request.get(`/w/${slug}`)).status()).toBe(404);
    await signOut(page);
    await signIn(owner);
    expect((await page.request.get(`/w/${slug}`)).status()).toBe(200);
  });

  test("sets a limit for a workspace", async ({ page, seed, signIn }) => {
    const workspace = await seed.workspace();
    await signIn(await seed.operator());
    await page.goto(`/instance/workspaces/${workspace.slug}`);
    await page.getByLabel("Günde kişi").fill("250");
    await page.getByLabel("Sınır neden değişiyor?").fill("Yeni çalışma alanı");
    await page.getByRole("button", { name: "Sınırı koy" }).click();
    await expect(page.getByText("Kondu")).toBeVisible();
    const { rows } = await seed.inWorkspace(workspace.id, (client) =>
      client.query("SELECT daily_limit FROM workspaces"),
    );
    expect(rows).toEqual([{ daily_limit: 250 }]);
  });

  test("switches an account off: it is out with its next request and does not get in", async ({
    page,
    seed,
    signIn,
    browser,
  }) => {
    const person = await seed.person("Kapanan Hesap");
    const theirs = await browser.newContext({ baseURL: surroundings.baseUrl, locale: "tr-TR" });
    await signInBy(theirs.request, person);
    expect((await theirs.request.get("/account", { maxRedirects: 0 })).status()).toBe(200);
    await signIn(await seed.operator());
    await page.goto(`/instance/users?search=${person.email}`);
    await page.getByRole("button", { name: `${person.email} hesabını kapat` }).click();
    await page.getByRole("alertdialog").getByLabel("Neden?").fill("Çalınmış hesap");
    await page.getByRole("alertdialog").getByRole("button", { name: "Kapat" }).click();
    await expect(page.getByText("Kapalı", { exact: true })).toBeVisible();
    expect((await theirs.request.get("/account", { maxRedirects: 0 })).status()).toBe(307);
    await expect(signInBy(theirs.request, person)).rejects.toThrow("signing in failed");
    await theirs.close();
  });

  test("sends a test mail and retries what was given up", async ({ page, seed, signIn, sandbox }) => {
    const operator = await seed.operator();
    const job = operator.id.replace(/^.{8}/, "0badcafe");
    await seed.shared(
      `INSERT INTO pgboss.job (id, name, data, state, retry_count, completed_on, output)
       VALUES ($1, 'mail.reset', $2, 'failed', 8, now(), $3)`,
      [
        job,
        JSON.stringify({ userId: operator.id, locale: "tr", occasion: "forgotten" }),
        JSON.stringify({ message: "550 <gizli@ornek.com> yok, +90 532 123 45 67" }),
      ],
    );
    await signIn(operator);
    await page.goto("/instance");
    await page.getByRole("button", { name: "Deneme gönder" }).click();
    await expect(page.getByText(`E-posta sunucusu ${operator.email} için denemeyi kabul etti.`)).toBeVisible();
    expect((await sandbox.mailTo(operator.email)).subject).toBe("Deneme e-postası");
    const shown = await page.content();
    for (const inner of ["gizli@ornek.com", "532 123 45 67"]) expect(shown).not.toContain(inner);
    const failed = page.getByRole("row").filter({ has: page.locator(`input[value="${job}"]`) });
    await expect(failed).toContainText("550 <…> yok, …");
    await failed.getByRole("button").click();
    await expect(failed).toHaveCount(0);
    await expect
      .poll(async () => (await seed.shared("SELECT state FROM pgboss.job WHERE id = $1", [job])).rows[0]?.state)
      .not.toBe("failed");
    const { rows } = await seed.shared("SELECT action FROM instance_events WHERE actor_id = $1 ORDER BY id", [
      operator.id,
    ]);
    expect(rows.map(({ action }) => action)).toEqual(["instance.mail_check", "instance.retry_job"]);
  });
});
