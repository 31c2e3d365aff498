import type { Capabilities } from "#lib/infra/providers/capabilities";

/** What TurkeySMS V3 documents: one number a call, no schedule, no push, and nothing that finds a lost answer again. */
export const turkeysmsCapabilities = {
  batch: { most: 1, ownText: true },
  recipientsPerSecond: null,
  connect: "key",
  keyFields: ["key"],
  accessSwitch: false,
  schedule: false,
  fallback: false,
  cancel: false,
  reports: { asksBy: "message", push: false },
  lookup: false,
  senders: "by_hand",
  balance: true,
  plan: false,
  blacklist: false,
  consent: "none",
  inbox: "none",
  otp: "own_code",
  testSender: null,
  international: "if_enabled",
} as const satisfies Capabilities;
