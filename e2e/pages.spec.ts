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

/** What a group of pages is called, who looks at it, and where each page of it is. */
interface Group {
  readonly name: string;
  /** The owner of the workspaces, the operator of the instance, or nobody. */
  readonly isSignedIn: boolean | "operator";
  readonly pages: (scene: Scene) => Readonly<Record<string, string>>;
}

const groups: readonly Group[] = [
  {
    name: "signed out",
    isSignedIn: false,
    pages: () => ({
      "sign-in": "/sign-in",
      "sign-in-failed": "/sign-in?error=CredentialsSignin",
      "sign-up": "/sign-up",
      reset: "/reset",
      "reset-gone": "/reset/none",
      "invite-gone": "/invite/none",
      "connect-stray": "/connect/iletiniz?outcome=unknown",
      "not-found": "/nothing-here",
    }),
  },
  {
    name: "one's own",
    isSignedIn: true,
    pages: () => ({
      chooser: "/",
      account: "/account",
      "new-workspace": "/workspaces/new",
      "own-not-found": "/nothing",
    }),
  },
  {
    name: "the operator's",
    isSignedIn: "operator",
    pages: ({ empty: { slug } }) => ({
      instance: "/instance",
      "instance-workspaces": "/instance/workspaces",
      "instance-workspace": `/instance/workspaces/${slug}`,
      "instance-workspace-new": "/instance/workspaces/new",
      "instance-users": "/instance/users",
      "instance-users-none": "/instance/users?search=nobody-has-this-name",
    }),
  },
  {
    name: "a workspace without anything",
    isSignedIn: true,
    pages: ({ empty: { slug } }) => ({
      "empty-dashboard": `/w/${slug}`,
      "empty-connections": `/w/${slug}/connections`,
      "empty-senders": `/w/${slug}/senders`,
      "empty-campaigns": `/w/${slug}/campaigns`,
      "empty-messages": `/w/${slug}/messages`,
      "empty-templates": `/w/${slug}/templates`,
      "empty-consent": `/w/${slug}/consent`,
      "empty-inbox": `/w/${slug}/inbox`,
      "empty-otp": `/w/${slug}/otp`,
      "empty-contacts": `/w/${slug}/contacts`,
      "contacts-import": `/w/${slug}/contacts/import`,
      "contacts-none": `/w/${slug}/contacts?search=nobody`,
      "empty-team": `/w/${slug}/team`,
      "audit-none": `/w/${slug}/audit?from=2020-01-01&to=2020-01-02`,
      "empty-draft": `/w/${slug}/campaigns/new`,
      "workspace-not-found": `/w/${slug}/nothing-here`,
    }),
  },
  {
    name: "a connected workspace",
    isSignedIn: true,
    pages: ({ shop: { home }, draft }) => ({
      dashboard: home,
      connections: `${home}/connections`,
      "connections-denied": `${home}/connections?outcome=denied`,
      senders: `${home}/senders`,
      draft: `${home}/campaigns/${draft}/edit`,
      "approval-settings": `${home}/settings/approval`,
    }),
  },
  {
    name: "the settings of a workspace",
    isSignedIn: true,
    pages: ({ shop: { home } }) => ({
      "settings-profile": `${home}/settings/profile`,
      "settings-policies": `${home}/settings/policies`,
      "settings-halt": `${home}/settings/halt`,
      "settings-retention": `${home}/settings/retention`,
      "settings-export": `${home}/settings/export`,
      "settings-delete": `${home}/settings/delete`,
    }),
  },
  {
    name: "a campaign that has gone out",
    isSignedIn: true,
    pages: ({ shop: { home }, campaign, message }) => ({
      audit: `${home}/audit`,
      campaigns: `${home}/campaigns`,
      "campaigns-none": `${home}/campaigns?tab=running`,
      campaign: `${home}/campaigns/${campaign}`,
      "campaign-lost": `${home}/campaigns/${campaign}?view=lost`,
      "campaign-text": `${home}/campaigns/${campaign}?tab=message`,
      "campaign-activity": `${home}/campaigns/${campaign}?tab=activity`,
      "campaign-message": `${home}/campaigns/${campaign}?message=${message}`,
      messages: `${home}/messages`,
      "messages-none": `${home}/messages?number=0000000`,
      message: `${home}/messages?message=${message}`,
    }),
  },
  {
    name: "a campaign that waits for approval",
    isSignedIn: true,
    pages: ({ broken: { slug, ids } }) => ({
      review: `/w/${slug}/campaigns/${ids.submitted}/review`,
      "campaign-scheduled": `/w/${slug}/campaigns/${ids.scheduled}`,
      templates: `/w/${slug}/templates`,
      template: `/w/${slug}/templates/${ids.template}`,
      "template-new": `/w/${slug}/templates/new`,
      "campaigns-approval": `/w/${slug}/campaigns?tab=approval`,
      "campaign-unanswered": `/w/${slug}/campaigns/${ids.campaign}/unanswered`,
      "campaign-all-answered": `/w/${slug}/campaigns/${ids.submitted}/unanswered`,
    }),
  },
  {
    name: "a workspace at an SMS company",
    isSignedIn: true,
    pages: ({ company: { slug } }) => ({
      "company-dashboard": `/w/${slug}`,
      "company-connections": `/w/${slug}/connections`,
      "company-senders": `/w/${slug}/senders`,
      "company-consents": `/w/${slug}/consent`,
      "company-inbox": `/w/${slug}/inbox`,
      "company-otp": `/w/${slug}/otp`,
      "company-suppressions": `/w/${slug}/consent?tab=suppression`,
      "company-iys": `/w/${slug}/consent?tab=iys`,
    }),
  },
  {
    name: "a workspace with a broken connection",
    isSignedIn: true,
    pages: ({ broken: { slug, ids } }) => ({
      contacts: `/w/${slug}/contacts`,
      contact: `/w/${slug}/contacts/${ids.contact}`,
      "broken-dashboard": `/w/${slug}`,
      "broken-connections": `/w/${slug}/connections`,
      "broken-senders": `/w/${slug}/senders`,
      consents: `/w/${slug}/consent`,
      suppressions: `/w/${slug}/consent?tab=suppression`,
      "iys-cannot": `/w/${slug}/consent?tab=iys`,
      "person-none": `/w/${slug}/consent?person=none`,
    }),
  },
];

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
  for (const across of [NARROWEST, width === 390 ? 1440 : 390, width]) {
    await page.setViewportSize({ width: across, height: heightFor(across) });
    expect.soft(await sidewaysRoom(page), `${name}: pixels too wide at ${across}`).toBe(0);
    if (across === NARROWEST) continue;
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
