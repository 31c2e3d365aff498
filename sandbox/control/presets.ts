import type { Fault, Target } from "../faults.ts";

type Preset = { on: Target; fault: Fault };

/** Switches a person can choose from a list. Anything else can be written as JSON. */
export const presets = {
  status_500_before: { on: "api", fault: { kind: "status", status: 500, when: "before" } },
  status_500_after: { on: "api", fault: { kind: "status", status: 500, when: "after" } },
  status_503_before: { on: "api", fault: { kind: "status", status: 503, retry_after: 5, when: "before" } },
  rate_limited: { on: "api", fault: { kind: "status", status: 429, retry_after: 5, when: "before" } },
  key_refused: { on: "api", fault: { kind: "status", status: 401, when: "before" } },
  quota_refused: { on: "api", fault: { kind: "status", status: 402, when: "before" } },
  scope_refused: { on: "api", fault: { kind: "status", status: 403, when: "before" } },
  hang_before: { on: "api", fault: { kind: "hang", when: "before" } },
  hang_after: { on: "api", fault: { kind: "hang", when: "after" } },
  reset_before: { on: "api", fault: { kind: "reset", when: "before" } },
  reset_after: { on: "api", fault: { kind: "reset", when: "after" } },
  slow: { on: "api", fault: { kind: "slow", ms: 10_000 } },
  drip: { on: "api", fault: { kind: "drip", bytes_per_second: 1 } },
  malformed: { on: "api", fault: { kind: "malformed" } },
  html: { on: "api", fault: { kind: "html", status: 200 } },
  truncated: { on: "api", fault: { kind: "truncated" } },
  results_short: { on: "api", fault: { kind: "results", variant: "short" } },
  no_credit: { on: "api", fault: { kind: "refuse", code: "INSUFFICIENT_PROVIDER_CREDIT" } },
  access_denied: { on: "authorize", fault: { kind: "authorization_error", code: "access_denied" } },
  unavailable: { on: "authorize", fault: { kind: "authorization_error", code: "temporarily_unavailable" } },
  wrong_iss: { on: "authorize", fault: { kind: "iss", variant: "wrong" } },
  token_hang: { on: "token", fault: { kind: "hang", when: "after" } },
  token_fewer: { on: "token", fault: { kind: "token", variant: "fewer_scopes" } },
  revoke_503: { on: "revoke", fault: { kind: "status", status: 503, retry_after: 5, when: "before" } },
} as const satisfies Record<string, Preset>;

export type PresetName = keyof typeof presets;

export const presetNames: readonly PresetName[] = Object.keys(presets).filter(isPresetName);

export function isPresetName(name: string): name is PresetName {
  return Object.hasOwn(presets, name);
}

/** A switch in one line, as JSON without what the list shows anyway. */
export function shortFault(fault: Fault): string {
  const { kind, ...rest } = fault;
  return Object.keys(rest).length === 0 ? kind : `${kind} ${JSON.stringify(rest)}`;
}
