import { describe, expect, it } from "vitest";
import { Gauge } from "./gauge.ts";

/** Starts calls as fast as the gauge allows for a while; the provider takes `perSecond` with a burst, like a token bucket. */
function drive(gauge: Gauge, seconds: number, perSecond: number, burst: number, atOnce: number) {
  let tokens = burst;
  let clock = 0;
  let accepted = 0;
  let refused = 0;
  const last = { at: 0 };
  while (clock < seconds * 1_000) {
    // The calls of one moment all begin before any of them is answered.
    const starts = Array.from({ length: atOnce }, () => clock + gauge.start(clock));
    const end = Math.max(...starts) + 5;
    for (const startedAt of starts) {
      tokens = Math.min(burst, tokens + ((startedAt - last.at) * perSecond) / 1_000);
      last.at = startedAt;
      if (tokens >= 1) {
        tokens -= 1;
        accepted += 1;
        gauge.succeeded();
      } else {
        refused += 1;
        gauge.limited(startedAt, end);
      }
    }
    clock = end;
  }
  return { rate: accepted / seconds, share: refused / (accepted + refused) };
}

describe("the pace a gauge finds", () => {
  it("slows down once for answers that came together, and finds the provider's rate", () => {
    const gauge = new Gauge(8);
    drive(gauge, 10, 10, 20, 8);
    const { rate, share } = drive(gauge, 120, 10, 20, 8);
    expect(rate).toBeGreaterThan(7);
    expect(rate).toBeLessThan(10.5);
    expect(share).toBeLessThan(0.05);
  });
});
