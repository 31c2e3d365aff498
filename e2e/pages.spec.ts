import { expect, type Page } from "@playwright/test";
import { accessibilityFindings } from "./fixtures/axe.ts";
import { choose, type Language, sidewaysRoom, type Theme } from "./fixtures/looks.ts";
import { pageGroups } from "./fixtures/page-groups.ts";
import { sandbox } from "./fixtures/sandbox.ts";
import { type Scene, setScene } from "./fixtures/scene.ts";
import { signInBy } from "./fixtures/sign-in.ts";
import { surroundings } from "./fixtures/surroundings.ts";
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

/** Pictures for whoever goes through them after a change, `all` at both widths; they are a fifth of the work. */
const PICTURES = process.env.E2E_PICTURES;

const withScene = {
  scene: [
    async ({ browser, seed }, use) => {
      const context = await browser.newContext({ baseURL: surroundings.baseUrl, locale: "tr-TR" });
      const scene = await setScene(await context.newPage(), seed, sandbox);
      await context.close();
      await use(scene);
    },
    { scope: "worker", timeout: 120_000 },
  ],
} as const satisfies Parameters<typeof watched.extend<object, { scene: Scene }>>[0];

const test = watched.extend<object, { scene: Scene }>(withScene);

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
