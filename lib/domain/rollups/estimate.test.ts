import { describe, expect, it } from "vitest";
import { wilson } from "./estimate.ts";

describe("the interval of an estimate", () => {
  it("is that of Wilson for a sample of very many", () => {
    // R: prop.test(90, 100, correct = FALSE) gives 0.8256343 to 0.9447708.
    const { low, high } = wilson(90, 100, 1e12);
    expect(low).toBeCloseTo(0.825_634, 5);
    expect(high).toBeCloseTo(0.944_771, 5);
  });

  it("stays within 0 and 1 and open to the other side when everybody or nobody got it", () => {
    const all = wilson(50, 50, 1e6);
    const nobody = wilson(0, 50, 1e6);
    expect(all.high).toBeCloseTo(1, 12);
    expect(all.low).toBeGreaterThan(0.9);
    expect(nobody.low).toBeCloseTo(0, 12);
    expect(nobody.high).toBeLessThan(0.1);
  });

  it("closes as more of all are asked, and is nothing once all are", () => {
    const widths = [1_000, 5_000, 9_000, 10_000].map((asked) => {
      const { low, high } = wilson(asked * 0.9, asked, 10_000);
      return high - low;
    });
    expect(widths).toEqual([...widths].sort((one, other) => other - one));
    expect(widths.at(-1)).toBe(0);
  });

  it("holds the true share in about 95 of 100 samples", () => {
    const [all, share, asked] = [10_000, 0.93, 400];
    let [seed, held] = [42, 0];
    const chance = () => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return seed / 4_294_967_296;
    };
    for (let round = 0; round < 2_000; round += 1) {
      let [hits, left] = [0, all * share];
      for (let n = 0; n < asked; n += 1) {
        if (chance() * (all - n) >= left) continue;
        hits += 1;
        left -= 1;
      }
      const { low, high } = wilson(hits, asked, all);
      if (low <= share && share <= high) held += 1;
    }
    expect(held / 2_000).toBeGreaterThan(0.93);
    expect(held / 2_000).toBeLessThan(0.97);
  });
});
