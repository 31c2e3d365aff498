import type { Capabilities } from "#lib/infra/providers/capabilities";

/** What TurkeySMS V3 documents: one number a call, no schedule, no push, and nothing that finds a lost answer again. */
export const turkeysmsCapabilities: Capabilities = {
  batch: { most: 1, ownText: true },
  recipientsPerSecond: null,
  connect: "key",
  keyFields: ["key"],
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
};
