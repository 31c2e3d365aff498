import { expect, type Page } from "@playwright/test";
import { act } from "./fixtures/act.ts";
import { invitationOf, inviteBy, newAddress } from "./fixtures/invitation.ts";
import { rolesIn } from "./fixtures/memberships.ts";
import { allActions } from "./fixtures/routes.ts";
import type { Seed, SeededWorkspace } from "./fixtures/seed.ts";
import { test } from "./fixtures/test.ts";

const expire = (seed: Seed, { id }: SeededWorkspace) =>
  seed.inWorkspace(id, (client) => client.query("UPDATE invites SET expires_at = now() - interval '1 second'"));

// With an account made on accepting, and a role that then works: approval.spec.ts.
test("an account takes an invitation after signing in, and no other account can", async ({
  page,
  seed,
  sandbox,
  signIn,
  openElsewhere,
}) => {
  const workspace = await seed.workspace();
  const [invited, other] = [await seed.person("Ece"), await seed.person("Başka")];
  await signIn(workspace.owner);
  await inviteBy(page, workspace, invited.email, "İzleyici");
  const link = await invitationOf(sandbox, invited.email);

  // a leaked link with another login is refused, whole address untold.
  const guest = await openElsewhere(other);
  await guest.goto(link);
  await expect(guest.getByRole("heading", { level: 1 })).toHaveText("Bu davet başka bir adrese");
  await expect(guest.getByRole("main")).not.toContainText(invited.email);
  const accept = allActions().find(({ name }) => name.endsWith(" acceptInviteAction"));
  if (accept === undefined) throw new Error("no action to accept with");
  const token = link.split("/").at(-1);
  const refused = await act(guest.request, accept, { slug: "", campaign: "" }, [{ token }]);
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
  openElsewhere,
}) => {
  const workspace = await seed.workspace();
  await signIn(workspace.owner);
  const email = newAddress();
  await inviteBy(page, workspace, email, "Yönetici");
  const link = await invitationOf(sandbox, email);
  await expire(seed, workspace);

  const guest = await openElsewhere();
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
  await expect.poll(() => invitationOf(sandbox, email)).not.toBe(link);
  // The link of the first mail is worth nothing any more.
  await guest.goto(link);
  await expect(guest.getByRole("heading", { level: 1 })).toHaveText("Bu davet artık geçerli değil");

  await page.getByRole("button", { name: `${email} davetini geri çek` }).click();
  await expect(page.getByText("Bekleyen davet yok.")).toBeVisible();
  await guest.goto(await invitationOf(sandbox, email));
  await expect(guest.getByRole("heading", { level: 1 })).toHaveText("Bu davet artık geçerli değil");
});
