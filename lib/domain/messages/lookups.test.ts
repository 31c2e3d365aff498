import { describe, expect, it } from "vitest";
import { LOOKS_WANTED, nextLookMs } from "./lookups.ts";

describe("R-103: how often a provider is asked for a lost call", () => {
  it("three complete looks that find nothing are spread over ten minutes, and no look follows", () => {
    let [ms, emptyLooks] = [0, 1];
    for (let next = nextLookMs({ looks: 1, emptyLooks }, "none"); next !== null; emptyLooks += 1) {
      ms += next;
      next = nextLookMs({ looks: emptyLooks + 1, emptyLooks: emptyLooks + 1 }, "none");
    }
    expect(emptyLooks).toBe(LOOKS_WANTED);
    expect(ms).toBeGreaterThanOrEqual(10 * 60_000);
  });

  it("a look that failed says nothing and is repeated, for two hours", () => {
    expect(nextLookMs({ looks: 23, emptyLooks: 0 }, "unavailable")).not.toBeNull();
    expect(nextLookMs({ looks: 24, emptyLooks: 0 }, "unavailable")).toBeNull();
  });

  it.each(["several", "look_alike"] as const)("%s is looked at three times", (evidence) => {
    expect(nextLookMs({ looks: 2, emptyLooks: 0 }, evidence)).not.toBeNull();
    expect(nextLookMs({ looks: 3, emptyLooks: 0 }, evidence)).toBeNull();
  });
});
