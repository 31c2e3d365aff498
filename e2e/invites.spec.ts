import { expect, type Page } from "@playwright/test";
import { act } from "./fixtures/act.ts";
import { rolesIn } from "./fixtures/memberships.ts";
import { allActions } from "./fixtures/routes.ts";
import type { Sandbox } from "./fixtures/sandbox.ts";
import type { Seed, SeededWorkspace } from "./fixtures/seed.ts";
import { signInBy } from "./fixtures/sign-in.ts";
import { surroundings } from "./fixtures/surroundings.ts";
import { test } from "./fixtures/test.ts";

const PASSWORD = "mor sandalye yağmur";
const newAddress = () => `davetli-${crypto.randomUUID().slice(0, 12)}@ornek.com`;

/** Invites by the page of the team, as somebody who is signed in. */
async function inviteBy(page: Page, { slug }: SeededWorkspace, email: string, role: string): Promise<void> {
  await page.goto(`/w/${slug}/team`);
  await page.getByRole("button", { name: "Kişi davet et" }).click();
  const dialog = page.getByRole("dialog", { name: "Kişi davet et" });
  await dialog.getByLabel("E-posta").fill(email);
  await dialog.getByRole("radio", { name: role }).check();
  await dialog.getByRole("button", { name: "Daveti gönder" }).click();
  await expect(page.getByText(`${email} daveti yola çıktı.`)).toBeVisible();
}

async function linkIn(sandbox: Sandbox, email: string): Promise<string> {
  const { links } = await sandbox.mailTo(email);
  const link = links.find((one) => one.includes("/invite/"));
  if (link === undefined) throw new Error("the mail has no invitation");
  return new URL(link).pathname;
}

const expire = (seed: Seed, { id }: SeededWorkspace) =>
  seed.inWorkspace(id, (client) => client.query("UPDATE invites SET expires_at = now() - interval '1 second'"));

test("an invitation opens an account and a membership with the role it names", async ({
  page,
  seed,
  sandbox,
  signIn,
  browser,
}) => {
  const workspace = await seed.workspace();
  await signIn(workspace.owner);
  const email = newAddress();
  await inviteBy(page, workspace, email, "Operatör");

  const context = await browser.newContext({ baseURL: surroundings.baseUrl, locale: "tr-TR" });
  const guest = await context.newPage();
  const link = await linkIn(sandbox, email);
  await guest.goto(link);
  // What one agrees to is on the page before anything is agreed to.
  await expect(guest.getByRole("heading", { level: 1 })).toHaveText("Ihlamur Ev sizi çağırıyor");
  await expect(guest.getByRole("main")).toContainText("Operatör");
  await expect(guest.getByRole("main")).toContainText(email);
  await guest.getByLabel("Adınız").fill("Ece Davetli");
  await guest.getByLabel("Parola", { exact: true }).fill(PASSWORD);
  await guest.getByRole("button", { name: "Hesabı aç ve kabul et" }).click();
  await expect(guest).toHaveURL(`/w/${workspace.slug}`);
  expect(Object.values(await rolesIn(seed, workspace)).sort()).toEqual(["operator", "owner"]);

  // a link works once. It says so to everybody, the new member included.
  await guest.goto(link);
  await expect(guest.getByRole("heading", { level: 1 })).toHaveText("Bu davet artık geçerli değil");
  await page.reload();
  await expect(page.getByRole("row", { name: /Ece Davetli/ })).toContainText("Operatör");
  await context.close();
});

test("an account takes an invitation after signing in, and no other account can", async ({
  page,
  seed,
  sandbox,
  signIn,
  browser,
}) => {
  const workspace = await seed.workspace();
  const [invited, other] = [await seed.person("Ece"), await seed.person("Başka")];
  await signIn(workspace.owner);
  await inviteBy(page, workspace, invited.email, "İzleyici");
  const link = await linkIn(sandbox, invited.email);

  // a leaked link with another login is refused, whole address untold.
  const context = await browser.newContext({ baseURL: surroundings.baseUrl, locale: "tr-TR" });
  await signInBy(context.request, other);
  const guest = await context.newPage();
  await guest.goto(link);
  await expect(guest.getByRole("heading", { level: 1 })).toHaveText("Bu davet başka bir adrese");
  await expect(guest.getByRole("main")).not.toContainText(invited.email);
  const accept = allActions().find(({ name }) => name.endsWith(" acceptInviteAction"));
  if (accept === undefined) throw new Error("no action to accept with");
  const token = link.split("/").at(-1);
  const refused = await act(context.request, accept, { slug: "", campaign: "" }, [{ token }]);
  expect(refused.code).toBe("team.invite_of_another");

  await guest.getByRole("button", { name: "Çıkış yap" }).click();
  await expect(guest).toHaveURL(link);
  await guest.getByRole("link", { name: "Kabul etmek için giriş yap" }).click();
  await guest.getByLabel("E-posta").fill(invited.email);
  await guest.getByLabel("Parola", { exact: true }).fill(invited.password);
  await guest.getByRole("button", { name: "Giriş yap" }).click();
  await expect(guest).toHaveURL(link);
  await guest.getByRole("button", { name: "Kabul et" }).click();
  await expect(guest).toHaveURL(`/w/${workspace.slug}`);
  expect((await rolesIn(seed, workspace))[invited.id]).toBe("viewer");
  await context.close();
});

test("an invitation stands in the chooser, and twice at once makes one membership", async ({ page, seed, signIn }) => {
  const workspace = await seed.workspace();
  const invited = await seed.person();
  await seed.inWorkspace(workspace.id, (client) =>
    client.query(
      `INSERT INTO invites (workspace_id, id, email, role, created_by_id, expires_at)
       VALUES ($1, gen_random_uuid(), $2, 'operator', $3, now() + interval '1 day')`,
      [workspace.id, invited.email, workspace.owner.id],
    ),
  );
  await signIn(invited);
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Davetler" })).toBeVisible();
  await expect(page.getByRole("main")).toContainText("Operatör, Deniz Kaya çağırdı");
  const second = await page.context().newPage();
  await second.goto("/");
  const press = (one: Page) => one.getByRole("button", { name: "Ihlamur Ev davetini kabul et" }).click();
  await Promise.all([press(page), press(second)]);
  await expect(page).toHaveURL(`/w/${workspace.slug}`);
  await expect(second).toHaveURL(`/w/${workspace.slug}`);
  expect((await rolesIn(seed, workspace))[invited.id]).toBe("operator");
});

test("an invitation that ran out asks the one who sent it for a new one", async ({
  page,
  seed,
  sandbox,
  signIn,
  browser,
}) => {
  const workspace = await seed.workspace();
  await signIn(workspace.owner);
  const email = newAddress();
  await inviteBy(page, workspace, email, "Yönetici");
  const link = await linkIn(sandbox, email);
  await expire(seed, workspace);

  const context = await browser.newContext({ baseURL: surroundings.baseUrl, locale: "tr-TR" });
  const guest = await context.newPage();
  await guest.goto(link);
  await expect(guest.getByRole("heading", { level: 1 })).toHaveText("Bu davetin süresi doldu");
  await guest.getByRole("button", { name: "Yenisini iste" }).click();
  await expect(guest.getByRole("status")).toContainText("İstedik.");
  const mail = await sandbox.mailTo(workspace.owner.email);
  expect(mail.subject).toBe(`${email} yeni bir davet istiyor`);

  await page.goto(`/w/${workspace.slug}/team`);
  await page.getByRole("button", { name: `${email} davetini yeniden gönder` }).click();
  await expect(page.getByText("7 gün geçerli")).toHaveCount(0);
  await expect(page.getByRole("row", { name: new RegExp(email) })).toContainText("6 gün geçerli");
  await expect.poll(() => linkIn(sandbox, email)).not.toBe(link);
  // The link of the first mail is worth nothing any more.
  await guest.goto(link);
  await expect(guest.getByRole("heading", { level: 1 })).toHaveText("Bu davet artık geçerli değil");

  await page.getByRole("button", { name: `${email} davetini geri çek` }).click();
  await expect(page.getByText("Bekleyen davet yok.")).toBeVisible();
  await guest.goto(await linkIn(sandbox, email));
  await expect(guest.getByRole("heading", { level: 1 })).toHaveText("Bu davet artık geçerli değil");
  await context.close();
});
