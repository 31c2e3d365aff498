import { expect, type Page } from "@playwright/test";
import { act } from "./fixtures/act.ts";
import { type Ids, putContents } from "./fixtures/contents.ts";
import { footprint } from "./fixtures/footprint.ts";
import { actionNamed } from "./fixtures/named-actions.ts";
import type { Seed } from "./fixtures/seed.ts";
import { surroundings } from "./fixtures/surroundings.ts";
import { test } from "./fixtures/test.ts";

/** Puts the last proof of a person so far back that it no longer stands for what is dangerous. */
async function forgetProof(seed: Seed, { id }: { id: string }): Promise<void> {
  await seed.shared("UPDATE login_sessions SET proved_at = now() - interval '16 minutes' WHERE user_id = $1", [id]);
}

const proof = (page: Page) => page.getByRole("alertdialog", { name: "Siz olduğunuzu doğrulayın" });

// the question comes over whatever asked for it, by keyboard alone, and what was asked for is done once.
test("a dangerous action asks who the person is, and goes on", async ({ page, seed, openConnected }) => {
  const shop = await openConnected();
  const { owner } = shop.workspace;
  await page.goto(`${shop.home}/connections`);
  await forgetProof(seed, owner);

  await page.getByRole("button", { name: "Bağlantıyı kes" }).click();
  const dialog = page.getByRole("alertdialog").first();
  await dialog.getByRole("textbox").fill("Ihlamur Ev");
  await dialog.getByRole("button", { name: "Bağlantıyı kes" }).click();

  // Esc: nothing is done, and it is said.
  await expect(proof(page).getByLabel("Parolanız")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(proof(page)).toBeHidden();
  await expect(page.getByText("Hiçbir şey yapılmadı.")).toBeVisible();

  await dialog.getByRole("button", { name: "Bağlantıyı kes" }).click();
  await expect(proof(page).getByLabel("Parolanız")).toBeFocused();
  await page.keyboard.type("başka bir parola");
  await page.keyboard.press("Enter");
  await expect(proof(page).getByRole("alert")).toContainText("parola");
  const before = (await page.context().cookies()).find(({ name }) => name.endsWith("tellal.session"));
  await proof(page).getByLabel("Parolanız").fill(owner.password);
  await page.keyboard.press("Enter");
  await expect(page.getByText("Henüz bağlantınız yok")).toBeVisible();
  await expect(proof(page)).toBeHidden();

  // a copy of the cookie from before the proof is worth nothing.
  const old = await page.context().browser()?.newContext({ baseURL: surroundings.baseUrl });
  if (old === undefined || before === undefined) throw new Error("no browser or no cookie to copy");
  await old.addCookies([before]);
  expect((await old.request.get(shop.home, { maxRedirects: 0 })).status()).toBe(307);
  await old.close();
});

const hours = { quietFrom: "21:00", quietUntil: "09:00", quietDays: "" };
const rules = { ...hours, undoSeconds: "10", dailyCap: "", frequencyLimit: "", frequencyDays: "" };

/** What is dangerous in a workspace, and what each is asked with. */
const inWorkspace = (ids: Ids): readonly (readonly [name: string, input: unknown])[] => [
  ["disconnectAction", { connectionId: ids.connection, typedName: "Gizli Dükkân" }],
  ["setApprovalPolicyAction", { people: "", parts: "" }],
  ["erasePersonAction", { number: "0532 123 45 67" }],
  ["requestArchiveAction", {}],
  ["closeWorkspaceAction", { typed: "Ihlamur Ev" }],
  ["transferOwnershipAction", { memberId: ids.member, typedName: "Ihlamur Ev" }],
  ["changeRoleAction", { memberId: ids.member, role: "admin" }],
  ["changeRoleAction", { memberId: ids.member, role: "owner" }],
  ["inviteAction", { email: "yeni@ornek.com", role: "admin", locale: "tr" }],
  ["setSwitchesAction", { memberId: ids.member, mayApprove: true }],
  ["updatePoliciesAction", { ...rules, allowsForeign: "on" }],
];

/** What changes how a person gets in. */
const onAccount = [
  ...[
    "beginAuthenticatorAction",
    "confirmAuthenticatorAction",
    "removeAuthenticatorAction",
    "renewRecoveryCodesAction",
  ],
  ...["beginPasskeyAction", "addPasskeyAction", "removePasskeyAction", "linkElsewhereAction", "unlinkElsewhereAction"],
];

test("R-039, R-121 nothing dangerous is done on a proof of sixteen minutes ago", async ({ seed, requestAs }) => {
  const workspace = await seed.workspace();
  const { slug, owner } = workspace;
  const ids = await putContents(seed, workspace);
  const request = await requestAs(owner);
  await forgetProof(seed, owner);
  const page = { slug, campaign: ids.campaign };
  const look = () => footprint(seed, { workspaceId: workspace.id, userId: owner.id });
  const before = await look();
  for (const [name, input] of inWorkspace(ids)) {
    const { code } = await act(request, actionNamed(name), page, [slug, input]);
    expect(code, name).toBe("account.proof_needed");
  }
  for (const name of onAccount) {
    expect((await act(request, actionNamed(name), page, [{}])).code, name).toBe("account.proof_needed");
  }
  expect(await look()).toEqual(before);
});
