import type { Estimate } from "./estimate.ts";
import { amber, green, red, type Verdict } from "./preflight-verdict.ts";

/** Units left at the provider, `null` without a limit, and what of them is promised to others. */
export interface Quota {
  readonly remaining: number | null | "unknown";
  readonly held: number;
  readonly isAwaited: boolean;
}

/** Most people a day, and how many of them are used. */
export interface Cap {
  readonly limit: number;
  readonly used: number;
}

/** Whether a quota is enough for so many. */
export function judgeQuota({ remaining, held, isAwaited }: Quota, sendable: number): Verdict {
  if (remaining === null) return green("unlimited");
  if (remaining === "unknown") return amber("unknown", { people: sendable });
  const free = Math.max(0, remaining - held);
  if (free >= sendable) return green("enough", { people: sendable, free });
  const detail = { people: sendable, free, missing: sendable - free };
  if (isAwaited) return amber("awaited", detail);
  return red(free === 0 ? "used_up" : "short", detail);
}

/** Whether a balance is enough. It stops a campaign when it ends, and what was not sent waits: nothing of it is red. */
export function judgeBalance(parts: number | null, { sendable, segments }: Estimate): Verdict {
  if (parts === null) return amber("balance_unknown");
  const detail = { people: sendable, free: parts };
  return parts >= segments ? green("balance_enough", detail) : amber("balance_short", detail);
}

/** Whether a limit of a day has room for so many. */
export function judgeCap(cap: Cap | null, sendable: number): Verdict {
  if (cap === null) return green("none");
  const free = Math.max(0, cap.limit - cap.used);
  if (sendable <= free) return green("fits", { limit: cap.limit, free });
  return red("over", { people: sendable, limit: cap.limit, free });
}
