import { beforeEach, describe, expect, it, vi } from "vitest";

beforeEach(() => {
  vi.resetModules();
  vi.stubEnv("APP_URL", "https://panel.ornek.com");
  vi.stubEnv("DATABASE_URL", "postgres://app@127.0.0.1/none");
  vi.stubEnv("KEYRING", "k1:AAAA");
  vi.stubEnv("AUTH_SECRET", "a secret of at least thirty-two characters");
});

/** Whom an instance behind so many proxies of its own takes the caller for. */
async function caller(hops: string, forwarded?: string): Promise<string> {
  vi.stubEnv("TRUSTED_PROXY_HOPS", hops);
  const { clientIp } = await import("#lib/gate/client-ip");
  return clientIp(new Headers(forwarded === undefined ? {} : { "x-forwarded-for": forwarded }));
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
