import { beforeAll, describe, expect, it, vi } from "vitest";

const SECRET = "a secret for tests that is long enough";
const SID = "0190b5f0-0000-7000-8000-000000000001";

async function optionsAt(appUrl: string) {
  vi.resetModules();
  Object.assign(process.env, {
    APP_URL: appUrl,
    DATABASE_URL: "postgres://nobody@127.0.0.1:1/none",
    AUTH_SECRET: SECRET,
    KEYRING: "test:AAAA",
    SANDBOX: appUrl.startsWith("https") ? "off" : "on",
  });
  return (await import("#lib/gate/login")).loginOptions();
}

describe("R-042: the cookies of a sign-in", () => {
  it("are bound to https and this host where people come by https", async () => {
    const { cookies } = await optionsAt("https://panel.ornek.com");
    expect(cookies?.sessionToken).toEqual({
      name: "__Host-tellal.session",
      options: { httpOnly: true, sameSite: "lax", path: "/", secure: true },
    });
    expect(cookies?.csrfToken?.name).toBe("__Host-tellal.csrf");
  });

  it("have plain names on a loopback address without https, which could not set the others", async () => {
    const { cookies } = await optionsAt("http://localhost:3000");
    expect(cookies?.sessionToken).toEqual({
      name: "tellal.session",
      options: { httpOnly: true, sameSite: "lax", path: "/", secure: false },
    });
  });

  it("end after thirty days", async () => {
    expect((await optionsAt("http://localhost:3000")).session?.maxAge).toBe(30 * 24 * 60 * 60);
  });
});

describe("R-043: what a browser sends to the library", () => {
  let callbacks: NonNullable<Awaited<ReturnType<typeof optionsAt>>["callbacks"]>;
  beforeAll(async () => {
    callbacks = (await optionsAt("https://panel.ornek.com")).callbacks ?? {};
  });

  it("never gets into the token, and the token holds the login alone", async () => {
    const sent = { sid: "another", role: "owner", userId: "another", workspace: "w" };
    const token = { sid: SID, sub: "x", role: "viewer" };
    // The library's own types promise more fields than it hands over on an update.
    const update = { token, trigger: "update", session: sent } as unknown as Parameters<
      NonNullable<typeof callbacks.jwt>
    >[0];
    expect(await callbacks.jwt?.(update)).toEqual({ sid: SID });
  });

  it.each([
    ["https://panel.ornek.com/w/x", "https://panel.ornek.com/w/x"],
    ["/w/x", "https://panel.ornek.com/w/x"],
    ["https://evil.example/", "https://panel.ornek.com"],
    ["//evil.example", "https://panel.ornek.com"],
    ["http://panel.ornek.com/", "https://panel.ornek.com"],
    ["https://", "https://panel.ornek.com"],
    ["javascript:alert(1)", "https://panel.ornek.com"],
    ["https://panel.ornek.com.evil.example/", "https://panel.ornek.com"],
    ["https://panel.ornek.com@evil.example/", "https://panel.ornek.com"],
  ])("as a place to go, %s leads to %s", async (url, target) => {
    expect(await callbacks.redirect?.({ url, baseUrl: "https://evil.example" })).toBe(target);
  });
});

it("reads the login out of the library's answer, and nothing out of anything else", async () => {
  const { sessionIdOf } = await import("#lib/gate/login");
  expect(sessionIdOf({ sid: SID })).toBe(SID);
  for (const odd of [null, undefined, "x", {}, { sid: 1 }, { sid: null }, []]) expect(sessionIdOf(odd)).toBeNull();
});
