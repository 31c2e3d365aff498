import { unstable_doesMiddlewareMatch } from "next/experimental/testing/server";
import { NextRequest } from "next/server";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { config, proxy } from "../proxy";

beforeAll(() => {
  vi.stubEnv("APP_URL", "https://panel.ornek.com");
  vi.stubEnv("DATABASE_URL", "postgres://app@127.0.0.1/none");
  vi.stubEnv("KEYRING", "k1:AAAA");
  vi.stubEnv("AUTH_SECRET", "a secret of at least thirty-two characters");
  vi.stubEnv("ILETINIZ_AUTH_URL", "https://iletiniz.com");
});

function visit(path: string, headers: Record<string, string> = {}) {
  const url = `https://panel.ornek.com${path}`;
  return proxy(new NextRequest(url, { headers: { host: "panel.ornek.com", ...headers } }));
}

const nonceOf = (response: Response) =>
  /'nonce-([^']+)'/.exec(response.headers.get("content-security-policy") ?? "")?.[1];

describe("R-053: the proxy", () => {
  it("makes a new nonce for each response", () => {
    const nonces = new Set([nonceOf(visit("/w/a")), nonceOf(visit("/w/a"))]);
    expect(nonces.size).toBe(2);
    expect(nonces).not.toContain(undefined);
  });

  it.each(["x-nonce", "content-security-policy", "content-security-policy-report-only"])(
    "does not believe a %s that comes from outside",
    (name) => {
      const response = visit("/w/a", { [name]: "script-src 'nonce-evil'" });
      expect([...response.headers].flat().join("\n")).not.toContain("evil");
    },
  );

  it("tells the page the nonce its policy allows", () => {
    const response = visit("/w/a");
    expect(response.headers.get("x-middleware-request-x-nonce")).toBe(nonceOf(response));
  });
});

describe("R-052: the proxy", () => {
  const send = (headers: Record<string, string>) =>
    proxy(
      new NextRequest("https://panel.ornek.com/w/a", {
        method: "POST",
        headers: { host: "panel.ornek.com", ...headers },
      }),
    );

  it.each([
    {},
    { origin: "null" },
    { origin: "https://evil.example" },
    { origin: "https://panel.ornek.com.evil.example" },
    { origin: "http://panel.ornek.com" },
    { origin: "https://panel.ornek.com:8443" },
  ])("refuses a change that comes with %o", (headers) => {
    expect(send(headers).status).toBe(403);
  });

  it("lets one of our own pages change something", () => {
    expect(send({ origin: "https://panel.ornek.com" }).status).toBe(200);
  });
});

describe("R-142: the proxy", () => {
  const idOf = (response: Response) => response.headers.get("x-request-id") ?? "";

  it("gives each request an id, to the page and to the browser, and believes none from outside", () => {
    const response = visit("/w/a", { "x-request-id": "chosen-outside" });
    expect(idOf(response)).toMatch(/^[0-9a-f]{12}$/);
    expect(response.headers.get("x-middleware-request-x-request-id")).toBe(idOf(response));
    expect(idOf(visit("/w/a"))).not.toBe(idOf(response));
  });
});

describe("R-054 and R-055: the proxy", () => {
  it("keeps pages out of every shared cache", () => {
    expect(visit("/w/a").headers.get("cache-control")).toBe("private, no-store");
  });

  it.each(["/connect/iletiniz/callback?code=1", "/r/a-token-that-opens-a-report"])(
    "tells nobody an address that is a proof by itself: %s",
    (path) => {
      expect(visit(path).headers.get("referrer-policy")).toBe("no-referrer");
    },
  );

  it.each([{ host: "evil.example" }, { "x-forwarded-host": "evil.example" }])("refuses %o", (headers) => {
    expect(visit("/w/a", headers).status).toBe(421);
  });
});

describe("what the proxy sees", () => {
  const sees = (url: string, headers: Record<string, string> = {}) =>
    unstable_doesMiddlewareMatch({ config, nextConfig: {}, url, headers });

  it.each([
    ["a page", "/w/ihlamur-ev/campaigns", {}],
    ["a page that is prefetched", "/w/ihlamur-ev", { purpose: "prefetch", "next-router-prefetch": "1" }],
    ["the data of a page", "/w/ihlamur-ev?_rsc=1", { rsc: "1" }],
    ["the callback", "/connect/iletiniz/callback?code=1", {}],
    ["a page whose name begins like an excluded one", "/apiary", {}],
  ])("includes %s", (_, url, headers) => {
    expect(sees(url, headers)).toBe(true);
  });

  // A body that passes a proxy is cut at 10 MB without a word, and lists are larger.
  it.each([
    ["uploads", "/api/w/ihlamur-ev/imports"],
    ["files of the build", "/_next/static/chunks/main.js"],
  ])("leaves out %s", (_, url) => {
    expect(sees(url)).toBe(false);
  });
});
