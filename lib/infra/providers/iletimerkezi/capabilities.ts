import type { Capabilities } from "#lib/infra/providers/capabilities";

/** What iletiMerkezi documents. A call carries one text to many; how many is bounded by our chunks long before the company. */
export const iletimerkeziCapabilities = {
  batch: { most: 50_000, ownText: false },
  recipientsPerSecond: 100,
  connect: "key",
  keyFields: ["key", "hash"],
  accessSwitch: true,
  schedule: true,
  fallback: false,
  cancel: true,
  reports: { asksBy: "order", push: true },
  lookup: true,
  senders: "listed",
  balance: true,
  plan: false,
  blacklist: true,
  consent: "registry",
  inbox: "probed",
  otp: "none",
  testSender: "APITEST",
  international: "yes",
} as const satisfies Capabilities;
