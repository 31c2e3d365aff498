import type { Formats } from "next-intl";

/** Named formats, so that one kind of number or time looks the same on every page. Times print in the workspace's zone. */
export const formats = {
  number: {
    count: { maximumFractionDigits: 0 },
    percent: { style: "percent", maximumFractionDigits: 0 },
    percentFine: { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 },
    lira: { style: "currency", currency: "TRY", currencyDisplay: "narrowSymbol" },
  },
  dateTime: {
    time: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
    day: { day: "numeric", month: "short" },
    date: { day: "numeric", month: "short", year: "numeric" },
    weekday: { weekday: "long", day: "numeric", month: "long" },
    moment: { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
    exact: {
      day: "numeric",
      month: "short",
      year: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      hourCycle: "h23",
      timeZoneName: "short",
    },
  },
} as const satisfies Formats;

/** Where the clock stands while no workspace says otherwise. */
export const defaultTimeZone = "Europe/Istanbul";
