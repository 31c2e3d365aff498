import { describe, expect, it } from "vitest";
import { clockAt, nextHour, printable, readWallClock, writeWallClock } from "./wall-clock.ts";

describe("a start as it is written", () => {
  it("comes apart and together", () => {
    const start = "2026-11-20T14:30[Europe/Istanbul]";
    expect(readWallClock(start)).toEqual({ clock: "2026-11-20T14:30", zone: "Europe/Istanbul" });
    expect(writeWallClock(readWallClock(start))).toBe(start);
  });

  it("is offered as a full hour by the clock of the workspace, whatever the browser's", () => {
    const now = new Date("2026-11-20T20:40:00Z");
    expect(clockAt("Europe/Istanbul", now)).toBe("2026-11-20T23:40");
    expect(nextHour("Europe/Istanbul", now)).toBe("2026-11-21T01:00");
    expect(nextHour("America/New_York", now)).toBe("2026-11-20T17:00");
  });

  it("prints what the clock shows, and nothing of what is half typed", () => {
    expect(printable("2026-11-20T14:30")?.toISOString()).toBe("2026-11-20T14:30:00.000Z");
    expect(printable("")).toBeNull();
  });
});
