import { describe, expect, it } from "vitest";
import { retryAfterMs } from "#lib/infra/providers/retry-after";

const now = new Date("2026-11-20T12:00:00Z");

describe("R-110 Retry-After", () => {
  it.each([
    ["30", 30_000],
    ["0", 1_000],
    ["0.2", 1_000],
    [" 2 ", 2_000],
    ["86400", 900_000],
    ["Fri, 20 Nov 2026 12:00:45 GMT", 45_000],
    ["Friday, 20-Nov-26 12:00:45 GMT", 45_000],
    ["Fri Nov 20 12:00:45 2026 GMT", 45_000],
    ["Sat, 21 Nov 2026 12:00:00 GMT", 900_000],
  ])("reads %j as %i ms", (header, wait) => {
    expect(retryAfterMs(header, now)).toBe(wait);
  });

  it.each([undefined, "", "-5", "NaN", "soon", "1e9", "0x10", "Fri, 20 Nov 2026 11:59:00 GMT", "Fri, 99 Foo 2026"])(
    "ignores %j",
    (header) => {
      expect(retryAfterMs(header, now)).toBeNull();
    },
  );
});
