import { expect, it } from "vitest";
import { preflightCodes } from "#lib/domain/campaigns/preflight";
import { messagesOf } from "#lib/i18n/messages";

/** Every reason a line of the check can give, as it stands in lib/domain/campaigns/preflight.ts. */
const reasons = {
  audience: ["empty", "people"],
  kind: ["not_chosen", "commercial", "informational"],
  connection: ["none", "active", "needs_reconnect", "disconnected", "provider_off"],
  permission: ["unknown", "granted", "scope_missing"],
  sender: ["not_chosen", "approved", "gone", "not_approved", "unverified"],
  plan: ["active", "none", "past_due", "unknown"],
  quota: [
    "unlimited",
    "unknown",
    "enough",
    "awaited",
    "used_up",
    "short",
    "balance_enough",
    "balance_short",
    "balance_unknown",
  ],
  text: ["empty", "written"],
  variables: ["known", "unclosed", "unnamed", "unknown_column"],
  missing_values: ["complete", "everyone", "left_out"],
  length: ["fits", "too_long"],
  segments: ["parts", "many_parts"],
  consent: ["kind_open", "not_needed", "unknown", "covered", "nobody", "left_out"],
  opt_out: ["not_needed", "named", "missing"],
  identity: ["not_needed", "named", "missing"],
  duplicates: ["none", "everyone", "some"],
  foreign: ["none", "left_out", "everyone"],
  exclusions: ["none", "left_out", "everyone", "gone"],
  frequency: ["none", "within", "left_out", "everyone"],
  cap: ["none", "fits", "over"],
  own_cap: ["none", "fits", "over", "over_alone"],
  start: ["none", "later", "passed"],
  quiet: ["none", "rests"],
  pace: ["none", "takes", "rests"],
} as const satisfies Record<(typeof preflightCodes)[number], readonly string[]>;

// The key of a line is put together from its code and reason, which no type checks.
it.each(preflightCodes)("has words for every reason of %s, and no words too many", (code) => {
  for (const locale of ["tr", "en"] as const) {
    const { line } = messagesOf(locale).compose;
    expect(new Set(Object.keys(line[code]))).toEqual(new Set<string>(reasons[code]));
  }
});
