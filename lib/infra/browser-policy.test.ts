import { describe, expect, it } from "vitest";
import { contentSecurityPolicy, isKnownHost, staticHeaders } from "#lib/infra/browser-policy";

const live = { authorizationOrigin: "https://iletiniz.com", isHttps: true, isDevelopment: false };

function directives(policy: string): Map<string, string[]> {
  return new Map(
    policy.split("; ").map((directive) => {
      const [name = "", ...values] = directive.split(" ");
      return [name, values];
    }),
  );
}

describe("R-053: the content policy of a page", () => {
  it("runs scripts by this response's nonce and by nothing else", () => {
    expect(directives(contentSecurityPolicy("bm9uY2U=", live)).get("script-src")).toEqual([
      "'self'",
      "'nonce-bm9uY2U='",
      "'strict-dynamic'",
    ]);
  });

  it.each(["object-src", "base-uri", "frame-ancestors", "default-src"])("closes %s", (name) => {
    expect(directives(contentSecurityPolicy("n", live)).get(name)).toEqual(["'none'"]);
  });

  it("lets a form reach the provider's authorization server and nowhere else", () => {
    expect(directives(contentSecurityPolicy("n", live)).get("form-action")).toEqual(["'self'", "https://iletiniz.com"]);
  });

  it("allows inline style attributes but no inline style sheet", () => {
    const policy = directives(contentSecurityPolicy("n", live));
    expect(policy.get("style-src")).toEqual(["'self'", "'nonce-n'"]);
    expect(policy.get("style-src-attr")).toEqual(["'unsafe-inline'"]);
  });

  it("never allows eval or inline scripts outside development", () => {
    expect(contentSecurityPolicy("n", live)).not.toContain("unsafe-eval");
    expect(directives(contentSecurityPolicy("n", live)).get("script-src")).not.toContain("'unsafe-inline'");
  });

  it("does not upgrade requests of an instance that is reached over http", () => {
    expect(contentSecurityPolicy("n", { ...live, isHttps: false })).not.toContain("upgrade-insecure-requests");
  });
});

describe("R-054: headers of every answer", () => {
  const names = (address: string) => staticHeaders(new URL(address)).map((header) => header.key);

  it("binds browsers to https only where the instance is reached over https", () => {
    expect(names("https://panel.ornek.com")).toContain("Strict-Transport-Security");
    expect(names("http://localhost:3000")).not.toContain("Strict-Transport-Security");
  });

  it("names the type, the referrer, the permissions and the opener", () => {
    expect(names("http://localhost:3000")).toEqual(
      expect.arrayContaining([
        "X-Content-Type-Options",
        "Referrer-Policy",
        "Permissions-Policy",
        "Cross-Origin-Opener-Policy",
      ]),
    );
  });
});

describe("R-055: requests for another host", () => {
  const address = new URL("https://panel.ornek.com");

  it.each([
    ["the address itself", ["panel.ornek.com", null], true],
    ["in capitals", ["PANEL.ornek.com", null], true],
    ["with the default port", ["panel.ornek.com:443", null], true],
    ["the same said twice by proxies", ["panel.ornek.com", "panel.ornek.com, panel.ornek.com"], true],
    ["another host", ["evil.example", null], false],
    ["another port", ["panel.ornek.com:8443", null], false],
    ["a forwarded host that differs", ["panel.ornek.com", "evil.example"], false],
    ["one of several forwarded hosts", ["panel.ornek.com", "panel.ornek.com, evil.example"], false],
    ["no host at all", [null, null], false],
    ["an empty host", ["", null], false],
    ["a user hiding the host", ["evil.example@panel.ornek.com", null], false],
    ["a path after the host", ["panel.ornek.com/x", null], false],
    ["a longer name", ["panel.ornek.com.evil.example", null], false],
  ] as const)("%s", (_, claimed, known) => {
    expect(isKnownHost(claimed, address)).toBe(known);
  });

  it("compares the port of an instance on one", () => {
    expect(isKnownHost(["localhost:3000"], new URL("http://localhost:3000"))).toBe(true);
    expect(isKnownHost(["localhost:3001"], new URL("http://localhost:3000"))).toBe(false);
  });
});
