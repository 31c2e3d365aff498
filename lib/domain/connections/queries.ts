import { type Abilities, type Ability, abilities } from "#lib/domain/connections/abilities";
import {
  type ConnectionState,
  extraScopes,
  isStale,
  missingScopes,
  type OAuthScope,
  type QuotaGate,
  quotaGate,
  StoredAccount,
  StoredChannel,
} from "#lib/domain/connections/model";
import { type PublicId, toPublicId } from "#lib/domain/ids";
import type { TenantTx } from "#lib/infra/db/tenant";
import type { Capabilities } from "#lib/infra/providers/capabilities";
import { isKeyProviderName, providerNames, providerOf } from "#lib/infra/providers/registry";

/** A connection as pages show it. No key, sealed or not, is in it. */
export interface ConnectionView {
  readonly id: PublicId<"connection">;
  readonly provider: string;
  /** The provider as people know it. */
  readonly label: string;
  /** Whether it was connected by a pasted key: then there are no permissions, and nothing is revoked. */
  readonly isByKey: boolean;
  /** Whether the provider lists senders; where it does not, people type them. */
  readonly listsSenders: boolean;
  /** Whether the provider tells a plan and its quota; where not, it tells a balance. */
  readonly tellsPlan: boolean;
  /** Whether it keeps messages until a time it is given, and tries other companies behind it when one refuses. */
  readonly takesSchedule: boolean;
  readonly takesFallback: boolean;
  readonly state: ConnectionState;
  readonly stateReason: string | null;
  readonly remoteId: string;
  readonly remoteName: string;
  readonly scopes: readonly string[];
  readonly missing: readonly OAuthScope[];
  readonly extra: readonly string[];
  readonly connectedAt: Date;
  readonly disconnectedAt: Date | null;
  /** Last known plan and quota, and when they were read. */
  readonly account: StoredAccount | null;
  readonly accountAt: Date | null;
  readonly gate: QuotaGate;
  readonly channels: readonly StoredChannel[];
  readonly sendersAt: Date | null;
  readonly lastOkAt: Date | null;
  readonly latencyMs: number | null;
  /** Since when the provider gives no answer; null while it does. */
  readonly silentSince: Date | null;
  readonly keyHint: string | null;
  /** The provider's sender for trying out, as long as no sender is listed; null where there is none. */
  readonly trialSender: string | null;
  readonly abilities: Abilities;
  /** Delivery reports that the provider sends by itself; null where it is asked for them instead. */
  readonly pushed: { readonly hasAddress: boolean; readonly lastAt: Date | null; readonly foreign: number } | null;
}

const SHOWN = {
  id: true,
  provider: true,
  state: true,
  stateReason: true,
  remoteId: true,
  remoteName: true,
  scopes: true,
  connectedAt: true,
  disconnectedAt: true,
  account: true,
  accountAt: true,
  channels: true,
  sendersAt: true,
  lastOkAt: true,
  lastLatencyMs: true,
  lastErrorAt: true,
  keyFingerprint: true,
  keyHint: true,
  reportsAt: true,
  hasInbox: true,
  foreignReports: true,
  senders: { where: { isListed: true }, select: { id: true }, take: 1 },
  reportHooks: { where: { validUntil: null }, select: { id: true }, take: 1 },
} as const;

function shown(tx: TenantTx) {
  return tx.db.connection.findMany({
    where: { workspaceId: tx.workspaceId, state: { not: "disconnected" } },
    select: SHOWN,
    orderBy: [{ connectedAt: "asc" }, { id: "asc" }],
  });
}

type Row = Awaited<ReturnType<typeof shown>>[number];

/** An inbox is there where the account's own endpoint answered. Of the two ways to İYS only the stronger is missed. */
function abilitiesOf(capabilities: Capabilities, hasInbox: boolean | null): Abilities {
  const { consent, schedule, fallback, reports, lookup, blacklist, international, batch } = capabilities;
  const can: Record<Ability, boolean> = {
    ...{ iys_registry: consent === "registry", iys_filter: consent === "filter", schedule, reserve: fallback },
    ...{ pushed_reports: reports.push, lookup, blacklist, inbox: hasInbox === true, foreign: international !== "no" },
  };
  return {
    able: abilities.filter((one) => can[one]),
    unable: abilities.filter((one) => !can[one] && one !== "iys_filter"),
    ...{ perSecond: capabilities.recipientsPerSecond, perCall: batch.most },
  };
}

/** What was stored in another shape than today's reads as "never read", and is asked for again. */
function view(row: Row): ConnectionView {
  const account = StoredAccount.safeParse(row.account).data ?? null;
  const { label, capabilities } = providerOf(row.provider);
  const isSilent = row.lastErrorAt !== null && (row.lastOkAt === null || row.lastErrorAt > row.lastOkAt);
  return {
    id: toPublicId("connection", row.id),
    provider: row.provider,
    label,
    isByKey: capabilities.connect === "key",
    listsSenders: capabilities.senders === "listed",
    tellsPlan: capabilities.plan,
    ...{ takesSchedule: capabilities.schedule, takesFallback: capabilities.fallback },
    state: row.state,
    stateReason: row.stateReason,
    remoteId: row.remoteId,
    remoteName: row.remoteName,
    scopes: row.scopes,
    missing: missingScopes(row.scopes),
    extra: extraScopes(row.scopes),
    connectedAt: row.connectedAt,
    disconnectedAt: row.disconnectedAt,
    account,
    accountAt: account === null ? null : row.accountAt,
    gate: quotaGate(account),
    channels: StoredChannel.array().safeParse(row.channels).data ?? [],
    sendersAt: row.sendersAt,
    lastOkAt: row.lastOkAt,
    latencyMs: row.lastLatencyMs,
    silentSince: isSilent ? (row.lastOkAt ?? row.lastErrorAt) : null,
    keyHint: row.keyHint ?? row.keyFingerprint,
    abilities: abilitiesOf(capabilities, row.hasInbox),
    trialSender: row.state === "active" && row.senders.length === 0 ? capabilities.testSender : null,
    pushed: capabilities.reports.push
      ? { hasAddress: row.reportHooks.length > 0, lastAt: row.reportsAt, foreign: row.foreignReports }
      : null,
  };
}

/** The connections of a workspace that have not ended, oldest first. */
export async function listConnections(tx: TenantTx): Promise<ConnectionView[]> {
  return (await shown(tx)).map(view);
}

/** The providers that are connected by a pasted key, and whether that comes with a second text. */
export function keyProviders() {
  return providerNames.filter(isKeyProviderName).map((provider) => {
    const { label, capabilities } = providerOf(provider);
    return { provider, label, hasHash: capabilities.keyFields.includes("hash") };
  });
}

/** What people call the provider whose sender it is: one behind the connection, or the company itself where it has none behind it. */
export function senderProviders(connections: readonly ConnectionView[]) {
  const channels = new Map(connections.flatMap((one) => one.channels.map(({ code, name }) => [code, name] as const)));
  const companies = new Map(connections.flatMap(({ id, label, isByKey }) => (isByKey ? [[id, label] as const] : [])));
  return (sender: { readonly connectionId: PublicId<"connection">; readonly providerCode: string }): string =>
    companies.get(sender.connectionId) ?? channels.get(sender.providerCode) ?? sender.providerCode;
}

/** Whether anything shown of these connections is old enough to be asked for again, and may be asked for. */
export function isAnyStale(connections: readonly ConnectionView[], now: Date): boolean {
  return connections.some(
    ({ missing, accountAt, sendersAt, listsSenders }) =>
      (!missing.includes("account:read") && isStale(accountAt, now)) ||
      (listsSenders && !missing.includes("connections:read") && isStale(sendersAt, now)),
  );
}

/** What a disconnect would stop: campaigns that run or wait to. By public id of the connection. */
export async function campaignsInTheWay(tx: TenantTx): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.db.campaign.groupBy({
    by: ["connectionId"],
    where: {
      workspaceId: tx.workspaceId,
      connectionId: { not: null },
      state: { in: ["scheduled", "holding", "preparing", "sending", "paused"] },
    },
    _count: { _all: true },
  });
  return new Map(
    rows.flatMap((row) =>
      row.connectionId === null ? [] : [[toPublicId("connection", row.connectionId), row._count._all]],
    ),
  );
}

/** Campaigns whose orders wait at the provider and go out even without the connection. By public id of the connection. */
export async function campaignsKeptThere(tx: TenantTx): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.db.$queryRaw<{ id: string; campaigns: number }[]>`
    SELECT connection_id AS id, count(*)::int AS campaigns FROM campaigns
    WHERE workspace_id = ${tx.workspaceId}::uuid AND connection_id IS NOT NULL AND at_provider AND start_at > now()
      AND state IN ('sending', 'paused', 'settling')
    GROUP BY connection_id`;
  return new Map(rows.map(({ id, campaigns }) => [toPublicId("connection", id), campaigns]));
}

/** How many connections of the workspace have not ended. */
export function countConnections({ workspaceId, db }: TenantTx): Promise<number> {
  return db.connection.count({ where: { workspaceId, state: { not: "disconnected" } } });
}
