import { batchTo, type Remote } from "#lib/infra/providers/conformance/stage.fixture";
import type { ProviderName } from "#lib/infra/providers/registry";
import type { ConsentRecord } from "#lib/infra/providers/services";

/** How outcomes of an endpoint are read. A send that is unclear may have gone out; everything else is free to ask again. */
export type Nature = "send" | "poll" | "read" | "change" | "lookup";

/** One endpoint of one system as the suite drives it. */
export interface Endpoint {
  readonly system: ProviderName;
  /** The row of the table. */
  readonly what: string;
  readonly path: string;
  readonly nature: Nature;
  /** What must be there before the call. */
  readonly prepare?: (remote: Remote) => Promise<string>;
  readonly call: (remote: Remote, prepared: string) => Promise<{ readonly kind: string }>;
  /** Kind of the outcome when nothing goes wrong. */
  readonly good: string;
  /** Every code the system documents for it, and the reason or kind it must become. */
  readonly codes: Readonly<Record<string, string>>;
}

const PERSON = "+905321110001";
const RECORD: ConsentRecord = {
  ...{ recipient: PERSON, audience: "individual", channel: "sms", status: "granted", source: "HS_WEB" },
  at: new Date(Date.now() - 60_000),
};
const BRAND = "696422";

async function sentTo(remote: Remote): Promise<string> {
  const outcome = await remote.driver.submit(remote.key, batchTo(PERSON));
  const first = outcome.kind === "settled" ? outcome.outcomes[0] : undefined;
  return first?.kind === "accepted" ? (first.providerId ?? "") : "";
}

async function scheduled(remote: Remote): Promise<string> {
  const sendAt = new Date(Date.now() + 3_600_000);
  const outcome = await remote.driver.submit(remote.key, { ...batchTo(PERSON), sendAt });
  const first = outcome.kind === "settled" ? outcome.outcomes[0] : undefined;
  return first?.kind === "accepted" ? (first.providerId ?? "") : "";
}

const missing = (): Promise<{ kind: string }> => Promise.resolve({ kind: "missing" });
const poll = ({ driver, key }: Remote, providerId: string) => driver.poll(key, { providerId, numbers: [PERSON] });
const key401 = { 400: "other", 401: "key_invalid", 404: "other" };

const iletimerkezi: readonly Omit<Endpoint, "system">[] = [
  {
    ...{ what: "send", path: "/v1/send-sms/json", nature: "send", good: "settled" },
    call: ({ driver, key }) => driver.submit(key, batchTo(PERSON)),
    codes: {
      ...{ ...key401, 402: "provider_credit", 403: "consent_settings", 405: "other", 422: "not_valid" },
      ...{ 450: "sender_not_approved", 451: "duplicate_order", 452: "invalid_recipient", 453: "not_valid" },
      ...{ 454: "not_valid", 457: "other", 459: "sender_not_approved", 460: "sender_not_approved" },
      ...{ 466: "invalid_recipient", 467: "permission_missing", 468: "consent_settings", 469: "consent_settings" },
      ...{ 470: "consent_settings", 475: "consent_settings" },
    },
  },
  {
    ...{ what: "cancel a scheduled order", path: "/v1/cancel-order/json", nature: "change", good: "done" },
    prepare: scheduled,
    call: ({ driver, key }, id) => driver.orders?.cancel(key, id) ?? missing(),
    codes: { ...key401, 455: "too_late" },
  },
  {
    ...{ what: "delivery report", path: "/v1/get-report/json", nature: "poll", good: "reports" },
    ...{ prepare: sentTo, call: poll },
    codes: { ...key401, 455: "not_found", 456: "reports", 464: "other" },
  },
  {
    ...{ what: "look-up of a lost send", path: "/v1/get-reports/json", nature: "lookup", good: "found" },
    prepare: sentTo,
    call: ({ driver, key }) =>
      driver.lookup?.(key, {
        sender: "MAGAZA",
        numbers: [PERSON],
        startedAt: new Date(),
        sendAt: null,
        linked: new Set(),
      }) ?? missing(),
    codes: { 400: "unavailable", 401: "unavailable", 404: "unavailable", 458: "unavailable" },
  },
  {
    ...{ what: "account and balance", path: "/v1/get-balance/json", nature: "read", good: "value", codes: key401 },
    call: ({ driver, key }) => driver.account(key),
  },
  {
    ...{ what: "senders", path: "/v1/get-sender/json", nature: "read", good: "value", codes: key401 },
    call: ({ driver, key }) => driver.senders(key),
  },
  {
    ...{ what: "blacklist: read", path: "/v1/get-blacklist/json", nature: "read", good: "value", codes: key401 },
    call: ({ driver, key }) => driver.blacklist?.list(key, 1, null) ?? missing(),
  },
  {
    ...{ what: "blacklist: add", path: "/v1/add-blacklist/json", nature: "change", good: "done" },
    call: ({ driver, key }) => driver.blacklist?.add(key, PERSON) ?? missing(),
    codes: { ...key401, 466: "invalid_recipient" },
  },
  {
    ...{ what: "blacklist: remove", path: "/v1/delete-blacklist/json", nature: "change", good: "done" },
    prepare: async ({ driver, key }) => (await driver.blacklist?.add(key, PERSON))?.kind ?? "",
    call: ({ driver, key }) => driver.blacklist?.remove(key, PERSON) ?? missing(),
    codes: { ...key401, 466: "invalid_recipient", 474: "done" },
  },
  {
    ...{ what: "consent: register", path: "/v1/consent/create/json", nature: "change", good: "done" },
    call: ({ driver, key }) => driver.consents?.register(key, BRAND, [RECORD]) ?? missing(),
    codes: { ...key401, 403: "consent_settings", 405: "other", 422: "partly", 475: "consent_settings" },
  },
  {
    ...{ what: "consent: check", path: "/v1/consent/show/json", nature: "read", good: "value" },
    prepare: async ({ driver, key }) => (await driver.consents?.register(key, BRAND, [RECORD]))?.kind ?? "",
    call: ({ driver, key }) => driver.consents?.check(key, BRAND, RECORD) ?? missing(),
    codes: { ...key401, 403: "consent_settings", 422: "value" },
  },
  {
    ...{ what: "inbox", path: "/v1/get-inbox/json", nature: "read", good: "value" },
    prepare: async (remote) => `${await remote.change({ inbox: "post" })}`,
    call: ({ driver, key }) => driver.inbox?.read(key) ?? missing(),
    codes: { 401: "key_invalid", 404: "value" },
  },
];

const sends = {
  ...{ "TS-1027": "provider_credit", "TS-1028": "sender_not_approved", "TS-1029": "sender_not_approved" },
  ...{ "TS-1030": "account_inactive", "TS-1031": "key_invalid", "TS-1032": "country_not_enabled" },
  ...{ "TS-1033": "not_valid", "TS-1034": "invalid_recipient", "TS-1050": "key_invalid" },
  ...{ "TS-1051": "sender_not_approved", "TS-1060": "deferred", "TS-1061": "permission_missing" },
  ...{ "TS-1025": "invalid_recipient", "TS-1026": "not_valid" },
};

const turkeysms: readonly Omit<Endpoint, "system">[] = [
  {
    ...{ what: "send", path: "/api/v3/gonder/add-content", nature: "send", good: "settled" },
    call: ({ driver, key }) => driver.submit(key, batchTo(PERSON)),
    codes: { ...sends, "TS-1062": "permission_missing", "TS-1070": "other", "TS-1071": "other", "TS-1072": "other" },
  },
  {
    ...{ what: "delivery report", path: "/api/v3/sms-durumu/sms_durumu.php", nature: "poll", good: "reports" },
    ...{ prepare: sentTo, call: poll },
    codes: {
      "TS-1031": "key_invalid",
      "TS-1050": "key_invalid",
      "TS-1052": "not_found",
      "TS-1063": "permission_missing",
    },
  },
  {
    ...{ what: "account and balance", path: "/api/v3/authenticate/login", nature: "read", good: "value" },
    call: ({ driver, key }) => driver.account(key),
    codes: { "TS-1030": "account_inactive", "TS-1031": "key_invalid", "TS-1050": "key_invalid" },
  },
  {
    ...{ what: "balance of the account", path: "/api/v3/bakiye_sorgulama/add-content", nature: "read", good: "value" },
    call: ({ driver, key }) => driver.account(key),
    codes: { "TS-1031": "value", "TS-1050": "value", "TS-1065": "value" },
  },
  {
    ...{ what: "senders", path: "/api/v3/senderid_sorgulama/add-content", nature: "read", good: "value" },
    call: ({ driver, key }) => driver.senders(key),
    codes: { "TS-1031": "key_invalid", "TS-1065": "permission_missing" },
  },
  ...[null, "Kodunuz TS_CODE"].map(
    (text): Omit<Endpoint, "system"> => ({
      what: text === null ? "one-time code" : "one-time code, own text",
      path: text === null ? "/api/v3/otp_post/add-content" : "/api/v3/otp_post_detailed/add-content",
      ...{ nature: "send", good: "sent", codes: sends },
      call: ({ driver, key }) =>
        driver.otp?.send(key, { to: PERSON, digits: 6, language: "tr", sender: "MAGAZA", text }) ?? missing(),
    }),
  ),
];

const iletinizSends = {
  ...{ 400: "not_valid", 401: "key_invalid", 402: "quota_exceeded", 403: "scope_missing", 404: "other" },
  ...{ 413: "not_valid", 422: "not_valid" },
};

const iletiniz: readonly Omit<Endpoint, "system">[] = [
  {
    ...{ what: "send", path: "/v1/messages/bulk", nature: "send", good: "settled", codes: iletinizSends },
    call: ({ driver, key }) => driver.submit(key, batchTo(PERSON)),
  },
  {
    ...{ what: "send to one person", path: "/v1/messages", nature: "send", good: "settled", codes: iletinizSends },
    call: ({ driver, key }) => driver.submit(key, { ...batchTo(PERSON), isAlone: true }),
  },
  {
    ...{ what: "delivery report", path: "/v1/messages/", nature: "poll", good: "reports" },
    ...{ prepare: sentTo, call: poll },
    codes: { 401: "key_invalid", 403: "scope_missing", 404: "not_found" },
  },
  {
    ...{ what: "account and balance", path: "/v1/account", nature: "read", good: "value" },
    call: ({ driver, key }) => driver.account(key),
    codes: { 401: "key_invalid", 403: "scope_missing" },
  },
  {
    ...{ what: "senders", path: "/v1/senders", nature: "read", good: "value" },
    call: ({ driver, key }) => driver.senders(key),
    codes: { 401: "key_invalid", 403: "scope_missing" },
  },
  {
    ...{ what: "health of the service", path: "/v1/health", nature: "read", good: "value", codes: {} },
    call: ({ driver, key }) => driver.health?.(key) ?? missing(),
  },
];

/** Every endpoint the drivers use. */
export const endpoints: readonly Endpoint[] = [
  ...iletiniz.map((one) => ({ ...one, system: "iletiniz" as const })),
  ...iletimerkezi.map((one) => ({ ...one, system: "iletimerkezi" as const })),
  ...turkeysms.map((one) => ({ ...one, system: "turkeysms" as const })),
];
