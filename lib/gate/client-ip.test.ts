import { beforeEach, describe, expect, it, vi } from "vitest";

beforeEach(() => {
  vi.resetModules();
  vi.stubEnv("APP_URL", "https://panel.ornek.com");
  vi.stubEnv("DATABASE_URL", "postgres://app@127.0.0.1/none");
  vi.stubEnv("KEYRING", "k1:AAAA");
  vi.stubEnv("AUTH_SECRET", "a secret of at least thirty-two characters");
});

const sentFor = (forwarded?: string) => new Headers(forwarded === undefined ? {} : { "x-forwarded-for": forwarded });

/** Whom an instance behind so many proxies of its own takes the caller for. */
async function caller(hops: string, forwarded?: string): Promise<string> {
  vi.stubEnv("TRUSTED_PROXY_HOPS", hops);
  const { clientIp } = await import("#lib/gate/client-ip");
  return clientIp(sentFor(forwarded));
}

/** What the tries of a caller behind one proxy are counted for. */
async function counted(forwarded: string): Promise<string> {
  vi.stubEnv("TRUSTED_PROXY_HOPS", "1");
  const { callerNetwork } = await import("#lib/gate/client-ip");
  return callerNetwork(sentFor(forwarded));
}

describe("R-040 the address of a caller", () => {
  it.each([
    ["0", undefined, "direct"],
    ["0", "203.0.113.9", "direct"],
    ["1", "203.0.113.9", "203.0.113.9"],
    ["1", "198.51.100.1, 198.51.100.2, 203.0.113.9", "203.0.113.9"],
    ["2", "198.51.100.1, 203.0.113.9, 10.0.0.1", "203.0.113.9"],
    // Fewer than the instance's own proxies write: nobody came that way.
    ["2", "198.51.100.1", "direct"],
    ["1", " , ", "direct"],
  ])("behind %s proxies with %s is %s", async (hops, forwarded, address) => {
    expect(await caller(hops, forwarded)).toBe(address);
  });
});

// Whoever has one IPv6 address has 2^64 of them: limits that count each apart would not limit anybody.
describe("R-040 tries are counted for", () => {
  it.each([
    ["203.0.113.9", "203.0.113.9"],
    ["203.0.113.9:52144", "203.0.113.9"],
    ["::ffff:203.0.113.9", "203.0.113.9"],
    ["::FFFF:cb00:7109", "203.0.113.9"],
    ["2001:db8:1:2::1", "2001:db8:1:2"],
    ["2001:0DB8:0001:0002:aaaa:bbbb:cccc:dddd", "2001:db8:1:2"],
    ["[2001:db8:1:2::9]:443", "2001:db8:1:2"],
    ["2001:db8:1:3::1", "2001:db8:1:3"],
    ["2001:db8::1", "2001:db8:0:0"],
    ["::1", "0:0:0:0"],
    ["fe80::1%eth0", "fe80:0:0:0"],
    ["unknown", "unknown"],
  ])("%s as %s", async (forwarded, key) => {
    expect(await counted(forwarded)).toBe(key);
  });

  it("one caller, where no proxy is trusted", async () => {
    vi.stubEnv("TRUSTED_PROXY_HOPS", "0");
    const { callerNetwork } = await import("#lib/gate/client-ip");
    expect(callerNetwork(sentFor("2001:db8:1:2::1"))).toBe("direct");
  });
});
