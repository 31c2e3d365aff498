import { expect } from "@playwright/test";
import { surroundings } from "./fixtures/surroundings.ts";
import { test } from "./fixtures/test.ts";
import { askOverWire, cookieHeader, navigateOverWire, type WireAnswer } from "./fixtures/wire.ts";

const policyOf = ({ headers }: WireAnswer) => String(headers["content-security-policy"] ?? "");
const nonceOf = (answer: WireAnswer) => /'nonce-([^']+)'/.exec(policyOf(answer))?.[1];

/** Neither the browser nor anything on the way may keep it. The framework says it in more words on some answers. */
function expectUncached({ headers }: WireAnswer, path: string): void {
  const rules = String(headers["cache-control"]).split(/,\s*/);
  expect(rules, path).toEqual(expect.arrayContaining(["private", "no-store"]));
}

/** What a browser, a prefetching link, a navigation without a page load and a forger add to a request. */
const disguises: Record<string, Record<string, string>> = {
  "a plain load": {},
  "a prefetch": { purpose: "prefetch", "sec-purpose": "prefetch", "next-router-prefetch": "1" },
  "a navigation": { rsc: "1" },
  "a prefetched navigation": { rsc: "1", "next-router-prefetch": "1", "next-url": "/" },
  "a part of a page": { rsc: "1", "next-router-prefetch": "1", "next-router-segment-prefetch": "/_tree" },
  "a forged inner request": {
    "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy",
    "x-middleware-prefetch": "1",
    "x-nextjs-data": "1",
  },
};

test.describe("R-053: scripts run by a nonce that is made for one answer", () => {
  for (const path of ["/sign-in", "/account", "/nothing-here"]) {
    test(`${path} has another one each time, and no script without it`, async ({ page, seed, signIn }) => {
      if (path !== "/sign-in") await signIn(await seed.person());
      const cookie = cookieHeader(await page.context().cookies());
      const answers = [
        await askOverWire(path, { headers: { cookie } }),
        await askOverWire(path, { headers: { cookie } }),
      ];
      const nonces = answers.map(nonceOf);
      expect(nonces[0]).toMatch(/^[A-Za-z0-9+/=]{22,}$/);
      expect(nonces[1]).not.toBe(nonces[0]);
      for (const [at, answer] of answers.entries()) {
        const scripts = [...answer.body.matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag);
        expect(scripts.length).toBeGreaterThan(0);
        for (const tag of scripts) expect(tag).toContain(`nonce="${nonces[at]}"`);
      }
    });
  }

  test("nothing is looser than it must be", async () => {
    const policy = policyOf(await askOverWire("/sign-in"));
    const scripts = /script-src ([^;]+)/.exec(policy)?.[1];
    expect(scripts).toMatch(/^'self' 'nonce-[^']+' 'strict-dynamic'$/);
    for (const rule of ["default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"]) {
      expect(policy).toContain(rule);
    }
    expect(policy).toContain(`form-action 'self' ${surroundings.sandboxUrl}`);
  });

  test("what comes from outside under these names is not believed", async () => {
    const foreign = "script-src 'nonce-planted' 'unsafe-inline'";
    for (const path of ["/sign-in", "/nothing-here", "/api/health", "/connect/iletiniz/callback?code=x"]) {
      const answer = await askOverWire(path, {
        headers: {
          "x-nonce": "planted",
          "content-security-policy": foreign,
          "content-security-policy-report-only": foreign,
          "x-tellal-path": "/planted",
        },
      });
      expect(`${JSON.stringify(answer.headers)}\n${answer.body}`, path).not.toContain("planted");
    }
  });
});

test.describe("R-051: no header makes a way around the checks", () => {
  for (const [name, headers] of Object.entries(disguises)) {
    test(`${name} of a stranger shows nothing and is protected like any answer`, async ({ page, seed, signIn }) => {
      const theirs = await seed.workspace({ name: "Gizli Dükkân" });
      const mine = await seed.workspace();
      await signIn(theirs.owner);
      const owners = cookieHeader(await page.context().cookies());
      const shown = await askOverWire(`/w/${theirs.slug}/messages`, { headers: { cookie: owners } });
      expect(shown.body, "what the owner sees").toContain("Gizli Dükkân");
      await page.context().clearCookies();
      for (const isSignedIn of [false, true]) {
        if (isSignedIn) await signIn(mine.owner);
        const cookie = cookieHeader(await page.context().cookies());
        for (const path of [`/w/${theirs.slug}`, `/w/${theirs.slug}/messages`, `/api/w/${theirs.slug}/imports/imp_1`]) {
          const answer = await navigateOverWire(path, { ...headers, cookie });
          expect(answer.body).not.toContain("Gizli Dükkân");
          expectUncached(answer, path);
          expect(answer.headers["x-content-type-options"], path).toBe("nosniff");
          if (!path.startsWith("/api/")) expect(nonceOf(answer), path).toBeDefined();
        }
      }
    });
  }
});

test.describe("R-054: every answer carries its headers", () => {
  test("pages, their data, files of the build, answers for programs and refusals", async ({ page, seed, signIn }) => {
    const { slug, owner } = await seed.workspace();
    await signIn(owner);
    const cookie = cookieHeader(await page.context().cookies());
    const html = (await askOverWire("/sign-in")).body;
    const script = /src="(\/_next\/static\/[^"]+\.js)"/.exec(html)?.[1] ?? "the page has no script";
    const tenant = [`/w/${slug}/campaigns`, `/w/${slug}/messages`, `/w/${slug}/nothing-here`, "/account", "/"];
    const programs = [`/api/w/${slug}/imports/imp_1`, `/api/w/${slug}/campaigns/cmp_1/progress`, "/api/auth/session"];
    for (const path of [...tenant, ...programs, "/sign-in", "/api/health", "/icon.svg", script]) {
      for (const disguise of [{}, { rsc: "1" }]) {
        const answer = await navigateOverWire(path, { cookie, ...disguise });
        const { headers } = answer;
        expect(headers, path).toMatchObject({
          "x-content-type-options": "nosniff",
          "x-frame-options": "DENY",
          "referrer-policy": "same-origin",
          "cross-origin-opener-policy": "same-origin",
          "cross-origin-resource-policy": "same-origin",
        });
        expect(headers["permissions-policy"], path).toContain("camera=()");
        expect(headers["access-control-allow-origin"], path).toBeUndefined();
        expect(headers["x-powered-by"], path).toBeUndefined();
        // A browser would ignore it here: the instance under test is reached by plain http.
        expect(headers["strict-transport-security"], path).toBeUndefined();
        if ([...tenant, ...programs].includes(path)) expectUncached(answer, path);
      }
    }
  });
});

test.describe("R-055: our address is the one we were given", () => {
  const forgeries: Record<string, string>[] = [
    { host: "evil.example" },
    { host: "evil.example:3000" },
    { "x-forwarded-host": "evil.example" },
    { host: `localhost.evil.example:${new URL(surroundings.baseUrl).port}` },
  ];

  test("a request for another host is refused", async () => {
    for (const headers of forgeries) {
      for (const path of ["/", "/sign-in", "/w/ihlamur-ev", "/sign-in?next=/account"]) {
        const answer = await askOverWire(path, { headers });
        expect(answer.status, `${path} ${JSON.stringify(headers)}`).toBe(421);
        expect(answer.headers.location).toBeUndefined();
      }
    }
  });

  test("no answer for programs repeats a foreign host", async () => {
    for (const headers of forgeries) {
      for (const path of [
        "/api/health",
        "/api/auth/csrf",
        "/api/auth/providers",
        "/api/auth/signin",
        "/api/auth/error",
      ]) {
        const answer = await askOverWire(path, { headers });
        expect(`${JSON.stringify(answer.headers)}\n${answer.body}`, path).not.toContain("evil.example");
      }
    }
  });

  test("a mailed link leads here whatever the request said", async ({ page, seed, sandbox }) => {
    const { email } = await seed.person();
    await page.route("**/reset", (route) =>
      route.continue({
        headers: { ...route.request().headers(), forwarded: "host=evil.example", "x-host": "evil.example" },
      }),
    );
    await page.goto("/reset");
    await page.getByLabel("E-posta").fill(email);
    await page.getByRole("button", { name: "Bağlantı gönder" }).click();
    const { text, links } = await sandbox.mailTo(email);
    expect(text).not.toContain("evil.example");
    expect(links.map((link) => new URL(link).origin)).toContain(surroundings.baseUrl);
  });

  test("nothing becomes a socket", async () => {
    for (const path of ["/", "/sign-in", "/w/ihlamur-ev", "/api/health"]) {
      const asking = askOverWire(path, {
        timeout: 1_000,
        headers: {
          connection: "Upgrade",
          upgrade: "websocket",
          "sec-websocket-version": "13",
          "sec-websocket-key": Buffer.from("sixteen letters!").toString("base64"),
        },
      });
      // The framework hangs up or never answers; both are a refusal.
      const answer = await asking.catch((error: Error) => error.message);
      if (typeof answer === "object") expect(answer.isUpgraded, path).toBe(false);
      else expect(answer, path).toMatch(/socket hang up|no answer in time/);
    }
  });
});
