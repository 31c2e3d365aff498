"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { PreflightCheck } from "#lib/domain/campaigns/preflight";
import { yearIfOther } from "#lib/i18n/year";

type LineKey = Parameters<ReturnType<typeof useTranslations<"compose.line">>>[0];

/** The key of the words for a line. A test walks through every code and reason and finds words for each. */
function lineKey({ code, reason }: PreflightCheck): LineKey {
  return `${code}.${reason}` as LineKey;
}

/** The lines that say, when they are not in order, what to do or what follows. */
const helped = [
  ...(["audience", "kind", "quota", "plan", "connection", "permission", "sender"] as const),
  ...([
    "opt_out",
    "identity",
    "missing_values",
    "duplicates",
    "consent",
    "foreign",
    "exclusions",
    "frequency",
    "cap",
    "own_cap",
    "start",
  ] as const),
];

/** Puts the lines of a check into words. */
export function useCheckWords() {
  const t = useTranslations("compose.line");
  const help = useTranslations("compose.help");
  const format = useFormatter();
  return {
    title(check: PreflightCheck): string {
      const { names, people, free, until, zone } = check.detail;
      const values: Record<string, string | number> = {
        names: format.list(Array.isArray(names) ? names.map((name) => `"${name}"`) : []),
        rest: Number(free ?? 0) - Number(people ?? 0),
      };
      if (typeof until === "string" && typeof zone === "string") {
        const at = new Date(until);
        values.time = format.dateTime(at, "moment", { timeZone: zone, ...yearIfOther(at, zone) });
      }
      for (const [key, value] of Object.entries(check.detail)) {
        if (typeof value === "number" || typeof value === "string") values[key] = value;
      }
      return t(lineKey(check), values);
    },
    help({ code, reason }: PreflightCheck): string | undefined {
      const known = helped.find((one) => one === code);
      if (reason === "provider_off") return help("provider_off");
      if (reason === "awaited") return help("quota_awaited");
      if (reason === "unverified") return help("sender_unverified");
      const isGone = code === "sender" && reason === "gone";
      const isSaidWhole = isGone || reason === "unknown" || reason.startsWith("balance_");
      return known === undefined || isSaidWhole ? undefined : help(known);
    },
  };
}
