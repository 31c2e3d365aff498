"use client";

import { useFormatter } from "next-intl";
import { yearIfOther } from "#lib/i18n/year";
import { printable, readWallClock } from "./wall-clock.ts";

/** A start in words, by the clock it was chosen by; null without one. */
export function useStartWords(start: string | null): string | null {
  const format = useFormatter();
  const at = start === null ? null : printable(readWallClock(start).clock);
  if (at === null) return null;
  return format.dateTime(at, {
    ...{ weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
    ...yearIfOther(at, "UTC"),
    timeZone: "UTC",
  });
}
