import { describe, expect, it } from "vitest";
import { msisdnFromRow } from "#lib/domain/contacts/model";
import { MsisdnSet } from "./msisdn-set.ts";

describe("MsisdnSet", () => {
  it("tells a new number from one seen before, with the line it first stood on", () => {
    const set = new MsisdnSet();
    expect(set.add(msisdnFromRow("905321234567"), 7)).toBe(0);
    expect(set.add(msisdnFromRow("905321234567"), 9)).toBe(7);
    expect(set.add(msisdnFromRow("905321234567"), 11)).toBe(7);
    expect(set.add(msisdnFromRow("905321234568"), 12)).toBe(0);
    expect(set.size).toBe(2);
  });

  it.each([0, 12_345, -1])("agrees with a Map over 200,000 numbers, half of them repeated, seed %i", (seed) => {
    const set = new MsisdnSet(seed);
    const map = new Map<number, number>();
    for (let n = 1; n <= 200_000; n++) {
      // Neighbours, and numbers 2^32 apart, which must not fall together.
      const value =
        n % 2 === 0
          ? 905_300_000_000 + ((n * 7919) % 100_000)
          : 905_000_000_000 + ((n % 50_000) * 4_294_967_296) / 2 ** 10;
      const msisdn = msisdnFromRow(Math.floor(value));
      const seen = map.get(msisdn) ?? 0;
      if (seen === 0) map.set(msisdn, n);
      if (set.add(msisdn, n) !== seen) expect.unreachable(`number ${msisdn} at ${n}`);
    }
    expect(set.size).toBe(map.size);
  });

  it("keeps a million numbers in 15 MB", () => {
    const set = new MsisdnSet();
    for (let n = 0; n < 1_000_000; n++) set.add(msisdnFromRow(905_300_000_000 + n * 97), n + 1);
    expect(set.size).toBe(1_000_000);
    expect(set.byteLength).toBeLessThanOrEqual(15 * 1024 * 1024);
  });
});
