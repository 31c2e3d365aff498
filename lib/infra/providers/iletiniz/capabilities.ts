import type { Capabilities } from "#lib/infra/providers/capabilities";

/** What iletiniz documents, and nothing it does not: no schedule, no push of reports, no look-up of a lost answer. */
export const iletinizCapabilities = {
  batch: { most: 200, ownText: true },
  recipientsPerSecond: null,
  connect: "oauth",
  keyFields: [],
  accessSwitch: false,
  schedule: false,
  fallback: true,
  cancel: false,
  reports: { asksBy: "message", push: false },
  lookup: false,
  senders: "listed",
  balance: false,
  plan: true,
  blacklist: false,
  consent: "filter",
  inbox: "none",
  otp: "none",
  testSender: null,
  international: "no",
} as const satisfies Capabilities;
