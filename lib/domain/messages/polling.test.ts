import { describe, expect, it } from "vitest";
import { nextPoll, pollAges, pollingEnds } from "./polling.ts";

const handedOver = new Date("2026-11-21T09:00:00Z");
const atAge = (ms: number) => new Date(handedOver.getTime() + ms);

/** Runs the schedule with every poll made exactly when it is due. */
function allPolls(timeScale: number): { ages: number[]; stopAge: number } {
  const ages: number[] = [];
  let now = handedOver;
  for (;;) {
    const next = nextPoll(handedOver, now, timeScale);
    const age = next.at.getTime() - handedOver.getTime();
    if (next.kind === "stop") return { ages, stopAge: age };
    ages.push(age);
    now = next.at;
  }
}

describe("nextPoll", () => {
  it("asks at 10 s, 30 s, 2 min, 10 min, 30 min, 2 h, 6 h, 24 h and 48 h, and stops at 72 h", () => {
    const seconds = [10, 30, 120, 600, 1_800, 7_200, 21_600, 86_400, 172_800];
    expect(allPolls(1)).toEqual({ ages: seconds.map((age) => age * 1_000), stopAge: 259_200_000 });
  });

  it("runs the same schedule faster under a time scale", () => {
    expect(allPolls(100)).toEqual({ ages: pollAges.map((age) => age / 100), stopAge: pollingEnds / 100 });
  });

  it("makes one poll of those that were missed", () => {
    expect(nextPoll(handedOver, atAge(3 * 3_600_000))).toEqual({ kind: "poll", at: atAge(6 * 3_600_000) });
  });

  it("stops, in the past if need be, when everybody came too late", () => {
    expect(nextPoll(handedOver, atAge(50 * 3_600_000))).toEqual({ kind: "stop", at: atAge(pollingEnds) });
    expect(nextPoll(handedOver, atAge(500 * 3_600_000))).toEqual({ kind: "stop", at: atAge(pollingEnds) });
  });

  it("is not confused by a clock that stands before the hand-over", () => {
    expect(nextPoll(handedOver, atAge(-5_000))).toEqual({ kind: "poll", at: atAge(10_000) });
  });
});
