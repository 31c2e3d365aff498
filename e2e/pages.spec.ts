import { expect, type Page } from "@playwright/test";
import { accessibilityFindings } from "./fixtures/axe.ts";
import { choose, type Language, sidewaysRoom, type Theme, unseenTabs } from "./fixtures/looks.ts";
import { once } from "./fixtures/once.ts";
import { pageGroups } from "./fixtures/page-groups.ts";
import { type Scene, setScene } from "./fixtures/scene.ts";
import { signInBy } from "./fixtures/sign-in.ts";
import { test as watched } from "./fixtures/test.ts";

interface Look {
  readonly language: Language;
  readonly theme: Theme;
  readonly width: 1440 | 390;
}

/** Both themes, both languages and both widths; each page is drawn once for a look, and then pushed to the other widths. */
const looks: readonly Look[] = [
  { language: "en", theme: "light", width: 1440 },
  { language: "tr", theme: "dark", width: 390 },
];

const NARROWEST = 320;
const NO_ID = "00000000-0000-7000-8000-000000000000";

/** Pictures for whoever goes through them after a change, `all` at both widths; they are a fifth of the work. */
const PICTURES = process.env.E2E_PICTURES;

const sceneOnce = once(setScene);

const test = watched.extend<{ scene: Scene }>({
  scene: async ({ seed, sandbox, requestAs }, use) => use(await sceneOnce(seed, sandbox, requestAs)),
});

/** Waits until a page shows what it has to show: no card still loading, every letter drawn. */
async function settle(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
}

/** Looks at a page as it stands: nothing for axe to find, nothing to push sideways, and a picture to look at. */
async function inspect(page: Page, name: string, { language, theme, width }: Look): Promise<void> {
  await settle(page);
  expect.soft(await accessibilityFindings(page), `axe on ${name}`).toEqual([]);
  const isPictured = (across: number) =>
    (PICTURES !== undefined && across === width) || (PICTURES === "all" && across !== NARROWEST);
  for (const across of [NARROWEST, width === 390 ? 1440 : 390, width]) {
    await page.setViewportSize({ width: across, height: heightFor(across) });
    expect.soft(await sidewaysRoom(page), `${name}: pixels too wide at ${across}`).toBe(0);
    // The strip follows a moment after the width.
    await expect.poll(() => unseenTabs(page), `${name}: chosen tabs out of sight at ${across}`).toEqual([]);
    if (!isPictured(across)) continue;
    await page.screenshot({ path: `test-results/pages/${name}-${across}-${theme}-${language}.png`, fullPage: true });
  }
}

const heightFor = (width: number) => (width > 390 ? 900 : 844);

for (const look of looks) {
  const { language, theme, width } = look;
  for (const { name: group, isSignedIn, pages } of pageGroups) {
    test(`${group}, ${theme}, ${width} px, ${language}`, async ({ page, scene, seed }) => {
      test.setTimeout(120_000);
      await page.setViewportSize({ width, height: heightFor(width) });
      await choose(page.context(), { language, theme });
      if (isSignedIn === "operator") await signInBy(page.request, await seed.operator());
      else if (isSignedIn) await signInBy(page.request, scene.owner);
      for (const [name, path] of Object.entries(pages(scene))) {
        await page.goto(path);
        await inspect(page, name, look);
      }
    });
  }
}

for (const look of looks) {
  test(`a page that fails says so inside its frame, ${look.theme}, ${look.width} px, ${look.language}`, async ({
    context,
    scene,
  }) => {
    // A page of its own, because the browser rightly complains of this one.
    const page = await context.newPage();
    await page.setViewportSize({ width: look.width, height: 844 });
    await choose(context, look);
    await signInBy(page.request, scene.owner);
    const answer = await page.goto(`/w/${scene.broken.slug}/campaigns/${scene.broken.ids.draft}/edit`);
    expect(answer?.status()).toBe(500);
    await expect(page.getByRole("main").getByRole("button")).toBeVisible();
    await inspect(page, "error", look);
    // nothing of what went wrong inside is told.
    expect(await page.content()).not.toMatch(/ZodError|invalid_type|prisma|node_modules|at async/i);
  });
}

test("a page behind the end of a list says so, whichever list it is, and leads to its beginning", async ({
  scene,
  seed,
  requestAs,
}) => {
  const { home } = scene.shop;
  const [owner, operator] = [await requestAs(scene.owner), await requestAs(await seed.operator())];
  const first = "0".repeat(22);
  const lists = [
    [owner, `${home}/campaigns?tab=done`, `cmp_${first}`],
    [owner, `${home}/messages?view=delivered`, `msg_${first}`],
    [owner, `${home}/contacts?search=a`, `cnt_${first}`],
    [owner, `${home}/audit?area=campaigns`, NO_ID],
    [owner, `/w/${scene.empty.slug}/consent?tab=suppression`, "gone"],
    [operator, "/instance/users?search=a", NO_ID],
  ] as const;
  for (const [request, list, place] of lists) {
    const shown = await (await request.get(`${list}&after=${place}`)).text();
    expect.soft(shown, list).toContain("Burada başka kayıt yok");
    expect.soft(shown, list).toContain(`href="${list}"`);
  }
});

test("the title of a page that a mail or a text leads to speaks the language of the page", async ({
  scene: { company, mailStop },
  seed,
  request,
}) => {
  const { rows } = await seed.inWorkspace(company.id, (client) => client.query("SELECT opt_out_code FROM workspaces"));
  const foreign = { headers: { "accept-language": "en" } };
  for (const [path, title, heading] of [
    [`/u/${mailStop}`, "Haftalık e-posta ·", "Haftalık e-posta kapatılsın mı?"],
    [`/o/${rows[0].opt_out_code}`, "Mesaj almayı bırakın ·", "Cep telefonu numaranız"],
  ] as const) {
    const shown = await (await request.get(path, foreign)).text();
    expect.soft(shown, path).toContain(`<title>${title}`);
    expect.soft(shown, path).toContain(heading);
    expect.soft(shown, path).toContain('value="en"');
  }
});
