import type { Finding, FindingCode } from "#lib/domain/connections/examination";
import { quotaGate, StoredAccount } from "#lib/domain/connections/model";
import type { Secret } from "#lib/infra/crypto/secret";
import type { PollOutcome, RemoteAccount, SmsDriver } from "#lib/infra/providers/driver";
import type { ReadOutcome } from "#lib/infra/providers/outcome";
import type { RemoteList } from "./record-senders.ts";

/** What is known of the connection before anybody is asked. */
export interface ExaminedConnection {
  readonly scopes: readonly string[];
  /** The İYS brand entered for it, if one was. */
  readonly brand: string | null;
}

/** What the provider said, and what follows from it. */
export interface Examination {
  readonly findings: readonly Finding[];
  readonly account: ReadOutcome<RemoteAccount>;
  readonly senders: ReadOutcome<RemoteList> | null;
}

/** No message of ours has this id: "unknown" is the good answer, and it is long enough for every provider. */
const NO_MESSAGE = "1000000000000000";
const NOBODY = "+905000000000";

const found = (code: FindingCode, n = 0): Finding => ({ code, n });

function keyFinding({ capabilities }: SmsDriver, account: ReadOutcome<RemoteAccount>): Finding[] {
  if (account.kind === "unavailable") return [];
  if (account.kind === "refused" && account.reason === "account_inactive") return [found("key.inactive")];
  if (account.kind === "refused" && account.reason !== "scope_missing") {
    if (capabilities.connect === "oauth") return [found("key.ended")];
    return [found(capabilities.accessSwitch ? "key.access" : "key.refused")];
  }
  return [found("key.ok")];
}

/** What there is to spend. A plan speaks of messages, an account at a company of money. */
function moneyFinding({ capabilities }: SmsDriver, account: ReadOutcome<RemoteAccount>): Finding {
  if (account.kind === "refused") return found(account.reason === "scope_missing" ? "money.scope" : "money.unknown");
  if (account.kind === "unavailable") return found("money.unknown");
  const { balance, quota } = account.value;
  if (capabilities.balance) {
    if (balance === null) return found("money.hidden");
    const left = Math.max(balance.messages ?? 0, balance.lira ?? 0);
    return left <= 0 ? found("money.empty") : found("money.enough", Math.floor(balance.messages ?? left));
  }
  const gate = quotaGate(StoredAccount.safeParse(account.value).data ?? null);
  return found(gate === "unknown" ? "money.unknown" : `money.${gate}`, quota?.remaining ?? 0);
}

function sendersFindings({ capabilities }: SmsDriver, senders: ReadOutcome<RemoteList> | null): Finding[] {
  if (capabilities.senders === "by_hand" || senders === null) return [found("senders.by_hand")];
  if (senders.kind === "refused") return [found("senders.scope")];
  if (senders.kind === "unavailable") return [found("senders.silent")];
  const approved = senders.value.senders.filter(({ status }) => status === "approved").length;
  const listed = approved === 0 ? found("senders.none") : found("senders.listed", approved);
  if (capabilities.connect === "key") return [listed];
  const open = senders.value.channels.filter(({ kind, status }) => kind === "sms" && status === "connected").length;
  return [listed, open === 0 ? found("channels.none") : found("channels.ok", open)];
}

function sendingFinding({ capabilities }: SmsDriver, { scopes }: ExaminedConnection): Finding {
  if (!scopes.includes("messages:send")) return found("sending.scope");
  // A company's own switch for sending shows only when something is sent, and that would cost.
  return found(capabilities.connect === "oauth" ? "sending.granted" : "sending.untried");
}

function reportsFinding(outcome: PollOutcome): Finding {
  if (outcome.kind === "deferred") return found("reports.silent");
  return found(outcome.kind === "refused" ? "reports.permission" : "reports.ok");
}

async function lookupFinding({ lookup }: SmsDriver, key: Secret): Promise<Finding> {
  if (lookup === undefined) return found("lookup.none");
  const outcome = await lookup(key, {
    sender: "",
    numbers: [],
    startedAt: new Date(),
    sendAt: null,
    linked: new Set(),
  });
  return found(outcome.kind === "unavailable" ? "lookup.silent" : "lookup.ok");
}

async function listFindings({ blacklist, inbox }: SmsDriver, key: Secret): Promise<Finding[]> {
  const blocked = await blacklist?.list(key, 1, null);
  const received = await inbox?.read(key);
  return [
    ...(blocked === undefined ? [] : [found(blocked.kind === "value" ? "blacklist.ok" : "blacklist.silent")]),
    received === undefined
      ? found("inbox.none")
      : received.kind !== "value"
        ? found("inbox.silent")
        : found(received.value === null ? "inbox.absent" : "inbox.ok"),
  ];
}

/** Whether İYS can be reached. The question is about a number nobody has, so "unknown" is the good answer. */
async function consentFinding(
  { consents, capabilities }: SmsDriver,
  key: Secret,
  { brand }: ExaminedConnection,
): Promise<Finding> {
  if (consents === undefined) return found(capabilities.consent === "filter" ? "consent.filter" : "consent.none");
  if (brand === null) return found("consent.no_brand");
  const outcome = await consents.check(key, brand, { recipient: NOBODY, audience: "individual", channel: "sms" });
  if (outcome.kind === "unavailable") return found("consent.silent");
  return found(outcome.kind === "refused" ? "consent.no_subscription" : "consent.ok");
}

/** How the service is, apart from any key. */
async function reachFinding({ health }: SmsDriver, key: Secret, account: ReadOutcome<RemoteAccount>): Promise<Finding> {
  const state = await health?.(key);
  if (state?.kind === "value" && !state.value.isWhole) return found("reach.database");
  return account.kind === "unavailable" && state?.kind !== "value"
    ? found("reach.silent")
    : found("reach.ok", account.latencyMs);
}

/**
 * Asks everything about a connection that costs nothing and changes nothing, one question after the other.
 *
 * Where the key itself is refused, the rest would only be refused as well and is not asked.
 */
export async function examine(driver: SmsDriver, key: Secret, known: ExaminedConnection): Promise<Examination> {
  const account = await driver.account(key);
  const first = [await reachFinding(driver, key, account), ...keyFinding(driver, account)];
  if (first.some(({ code }) => code !== "key.ok" && code !== "reach.ok" && code !== "reach.database")) {
    return { findings: first, account, senders: null };
  }
  const senders = driver.capabilities.senders === "listed" ? await driver.senders(key) : null;
  const findings = [
    ...first,
    moneyFinding(driver, account),
    sendingFinding(driver, known),
    ...sendersFindings(driver, senders),
    reportsFinding(await driver.poll(key, { providerId: NO_MESSAGE, numbers: [NOBODY] })),
    await lookupFinding(driver, key),
    await consentFinding(driver, key, known),
    ...(await listFindings(driver, key)),
  ];
  return { findings, account, senders };
}
