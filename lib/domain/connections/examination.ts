/**
 * Everything an examination of a connection can find, and how grave it is. The part before the dot is what was looked at;
 * each finding has a sentence with what it means and, where somebody can change it, the switch in the provider's panel.
 */
export const findingStates = {
  "reach.ok": "ok",
  "reach.silent": "bad",
  "reach.database": "warn",
  "key.ok": "ok",
  "key.ended": "bad",
  "key.access": "bad",
  "key.refused": "bad",
  "key.inactive": "bad",
  "key.unreadable": "bad",
  "money.enough": "ok",
  "money.low": "warn",
  "money.used_up": "bad",
  "money.no_plan": "bad",
  "money.unlimited": "ok",
  "money.empty": "bad",
  "money.hidden": "warn",
  "money.scope": "warn",
  "money.unknown": "off",
  "sending.scope": "bad",
  "sending.granted": "ok",
  "sending.untried": "off",
  "senders.listed": "ok",
  "senders.none": "bad",
  "senders.by_hand": "off",
  "senders.scope": "warn",
  "senders.silent": "warn",
  "channels.ok": "ok",
  "channels.none": "bad",
  "reports.ok": "ok",
  "reports.permission": "bad",
  "reports.silent": "warn",
  "lookup.ok": "ok",
  "lookup.silent": "warn",
  "lookup.none": "off",
  "blacklist.ok": "ok",
  "blacklist.silent": "warn",
  "consent.ok": "ok",
  "consent.no_brand": "warn",
  "consent.no_subscription": "bad",
  "consent.silent": "warn",
  "consent.filter": "off",
  "consent.none": "off",
  "inbox.ok": "ok",
  "inbox.absent": "off",
  "inbox.silent": "warn",
  "inbox.none": "off",
} as const satisfies Record<string, "ok" | "warn" | "bad" | "off">;

/** One thing that an examination can find. */
export type FindingCode = keyof typeof findingStates;

/** What was found, with the figure its sentence names: milliseconds, messages or senders. */
export interface Finding {
  readonly code: FindingCode;
  readonly n: number;
}

/** What was looked at, as the part before the dot of its findings. */
export type Probe = FindingCode extends infer Code ? (Code extends `${infer Name}.${string}` ? Name : never) : never;

/** What a finding is about. */
export function probeOf(code: FindingCode): Probe {
  // The type says what the text is: the part before the dot of one of the codes above.
  return code.slice(0, code.indexOf(".")) as Probe;
}

/** Whether a text names a finding. */
export function isFindingCode(text: unknown): text is FindingCode {
  return typeof text === "string" && Object.hasOwn(findingStates, text);
}
