import { expect } from "@playwright/test";
import { addressOf } from "./fixtures/addresses.ts";
import { test } from "./fixtures/house.ts";
import { allRoutes } from "./fixtures/routes.ts";
import { surroundings } from "./fixtures/surroundings.ts";
import { askOverWire, navigateOverWire, type WireAnswer } from "./fixtures/wire.ts";

const policyOf = ({ headers }: WireAnswer) => String(headers["content-security-policy"] ?? "");
const nonceOf = (answer: WireAnswer) => /'nonce-([^']+)'/.exec(policyOf(answer))?.[1];

/** Neither the browser nor anything on the way may keep it. The framework says it in more words on some answers. */
function expectUncached({ headers }: WireAnswer, path: string): void {
  const rules = String(headers["cache-control"]).split(/,\s*/);
  expect(rules, path).toEqual(expect.arrayContaining(["private", "no-store"]));
}

test.describe("R-053: scripts run by a nonce that is made for one answer", () => {
  for (const path of ["/sign-in", "/account", "/nothing-here"]) {
    test(`${path} has another one each time, and no script without it`, async ({ house }) => {
      const cookie = path === "/sign-in" ? "" : house.cookie;
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

test.describe("R-054: every answer carries its headers", () => {
  /** Of every answer, whatever it is. */
  function expectProtected({ headers }: WireAnswer, path: string): void {
    expect(headers, path).toMatchObject({
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": expect.stringMatching(/^(same-origin|no-referrer)$/),
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
    });
    expect(headers["permissions-policy"], path).toContain("camera=()");
    expect(headers["access-control-allow-origin"], path).toBeUndefined();
    expect(headers["x-powered-by"], path).toBeUndefined();
    // A browser would ignore it here: the instance under test is reached by plain http.
    expect(headers["strict-transport-security"], path).toBeUndefined();
  }

  for (const { pattern, methods } of allRoutes()) {
    test(`${pattern}, for the owner and for a stranger`, async ({ house }) => {
      const address = addressOf(pattern, house);
      const { cookie } = house;
      for (const headers of [{ cookie }, { cookie, rsc: "1" }, {}]) {
        for (const method of new Set(["GET", ...methods])) {
          const answer = await navigateOverWire(address, headers, method);
          expectProtected(answer, `${method} ${address}`);
          // The health of the process is nobody's secret; everything else is kept by nobody.
          if (!pattern.startsWith("/api/health") && answer.status !== 405)
            expectUncached(answer, `${method} ${address}`);
          if (!pattern.startsWith("/api/") && answer.status === 200) expect(nonceOf(answer), address).toBeDefined();
        }
      }
    });
  }

  test("files of the build, what is not there, and refusals", async () => {
    const html = (await askOverWire("/sign-in")).body;
    const script = /src="(\/_next\/static\/[^"]+\.js)"/.exec(html)?.[1] ?? "the page has no script";
    for (const path of [
      script,
      "/icon.svg",
      "/favicon.ico",
      "/nothing-here",
      "/api/nothing-here",
      "/_next/image?url=%2Ficon.svg&w=64&q=75",
    ]) {
      expectProtected(await askOverWire(path), path);
    }
    expectProtected(await askOverWire("/", { headers: { host: "evil.example" } }), "another host");
    expectProtected(await askOverWire("/", { method: "POST" }), "another site");
  });
});

// With Node's five seconds a proxy now and then sends a request on a connection that is just closed, and says 502.
test("an idle connection outlives those that proxies keep", async () => {
  const answer = await askOverWire("/api/health", { headers: { connection: "keep-alive" } });
  expect(answer.headers["keep-alive"]).toBe("timeout=125");
});

test.describe("R-055: our address is the one we were given", () => {
  const forgeries: Record<string, string>[] = [
    { host: "evil.example" },
    { host: "evil.example:3000" },
    { "x-forwarded-host": "evil.example" },
    { host: `localhost.evil.example:${new URL(surroundings.baseUrl).port}` },
  ];

  for (const {
    pattern,
    methods: [method = "GET"],
  } of allRoutes()) {
    // Load balancers ask for the health of a process by its address on their network.
    if (pattern.startsWith("/api/health")) continue;
    test(`${pattern} refuses a request for another host`, async ({ house }) => {
      const address = addressOf(pattern, house);
      for (const headers of forgeries) {
        const answer = await askOverWire(address, { method, headers });
        expect(answer.status, `${method} ${address} ${JSON.stringify(headers)}`).toBe(421);
        expect(answer.headers.location).toBeUndefined();
        expect(`${JSON.stringify(answer.headers)}\n${answer.body}`).not.toContain("evil.example");
      }
    });
  }

  test("the health of the process repeats no foreign host", async () => {
    for (const headers of forgeries) {
      const answer = await askOverWire("/api/health", { headers });
      expect(`${JSON.stringify(answer.headers)}\n${answer.body}`).not.toContain("evil.example");
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
