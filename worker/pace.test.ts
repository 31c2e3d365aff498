import { describe, expect, it } from "vitest";
import { Pace } from "./pace.ts";

/** A provider that takes `perSecond` calls with a burst and asks to wait a second when it had enough. */
interface Bucket {
  readonly perSecond: number;
  readonly burst: number;
  /** Calls that begin before any of them is answered. */
  readonly atOnce: number;
}

/** Starts calls as fast as the pace allows for a while. */
function drive(pace: Pace, { perSecond, burst, atOnce }: Bucket, fromMs: number, seconds: number) {
  let tokens = burst;
  let clock = fromMs;
  let filledAt = fromMs;
  let accepted = 0;
  let refused = 0;
  while (clock < fromMs + seconds * 1_000) {
    const starts = Array.from({ length: atOnce }, () => clock + pace.start(clock));
    const end = Math.max(...starts) + 5;
    const refusedBefore = refused;
    for (const startedAt of starts) {
      tokens = Math.min(burst, tokens + ((startedAt - filledAt) * perSecond) / 1_000);
      filledAt = startedAt;
      if (tokens >= 1) {
        tokens -= 1;
        accepted += 1;
        pace.taken(end);
      } else {
        refused += 1;
        pace.limited(startedAt, end);
      }
    }
    clock = end + (refused > refusedBefore ? 1_000 : 0);
  }
  return { clock, rate: accepted / seconds, share: refused / (accepted + refused) };
}

describe("a pace", () => {
  it.each([
    // Calls a second, tokens at once, calls under way together.
    [10, 20, 8],
    [10, 20, 1],
    [100, 100, 8],
    [5, 5, 8],
  ])("finds %i calls a second (%i at once, %i under way) and is seldom refused then", (perSecond, burst, atOnce) => {
    const pace = new Pace();
    const bucket = { perSecond, burst, atOnce };
    const { clock } = drive(pace, bucket, 1_000, 20);
    const { rate, share } = drive(pace, bucket, clock, 120);
    expect(rate).toBeGreaterThan(perSecond * 0.8);
    expect(rate).toBeLessThan(perSecond * 1.05 + burst / 120);
    expect(share).toBeLessThan(0.01);
  });

  // One call for each small campaign is no pace: a limit met then made all that came after wait a minute before every call.
  it.each([3, 13, 60, 3_600])(
    "learns nothing from calls that were %i seconds apart when the provider says too many",
    (seconds) => {
      const pace = new Pace();
      for (let call = 0; call < 20; call += 1) pace.start(call * seconds * 1_000);
      pace.limited(19_000 * seconds, 19_000 * seconds + 5);
      expect(pace.gapMs).toBeLessThan(100);
    },
  );

  it("keeps a wider gap when asked to, and none while no limit was met", () => {
    const pace = new Pace();
    expect([pace.start(0), pace.start(0), pace.start(0, 50), pace.start(0)]).toEqual([0, 0, 0, 50]);
  });
});
