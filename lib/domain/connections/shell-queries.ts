import type { ConnectionView } from "#lib/domain/connections/queries";
import { listConnections } from "#lib/domain/connections/queries";
import type { TenantTx } from "#lib/infra/db/tenant";

/** The most severe thing about the connections of a workspace that every page should say. */
export type ConnectionBanner =
  | { readonly kind: "needs_reconnect"; readonly name: string }
  | { readonly kind: "silent"; readonly name: string; readonly since: Date }
  | { readonly kind: "missing_scope"; readonly name: string; readonly scope: string }
  | { readonly kind: "no_plan" | "used_up"; readonly name: string; readonly upgradeUrl: string | null }
  | { readonly kind: "low"; readonly name: string; readonly remaining: number; readonly upgradeUrl: string | null };

/** The quota of the top bar; `limit` is null where the provider states none. */
export interface ShellQuota {
  readonly remaining: number;
  readonly limit: number | null;
}

/** What the shell shows on every page. */
export interface ShellFacts {
  readonly banner: ConnectionBanner | null;
  readonly quota: ShellQuota | null;
  readonly isConnected: boolean;
}

/** A provider that missed one answer is not yet worth a banner on every page. */
const SILENT_AFTER_MS = 2 * 60_000;

function bannerOf(connection: ConnectionView, now: Date): ConnectionBanner | null {
  const { remoteName: name, gate, account, silentSince, missing } = connection;
  const upgradeUrl = account?.upgradeUrl ?? null;
  if (connection.state === "needs_reconnect") return { kind: "needs_reconnect", name };
  if (silentSince !== null && now.getTime() - silentSince.getTime() >= SILENT_AFTER_MS) {
    return { kind: "silent", name, since: silentSince };
  }
  if (missing.includes("messages:send")) return { kind: "missing_scope", name, scope: "messages:send" };
  if (gate === "no_plan" || gate === "used_up") return { kind: gate, name, upgradeUrl };
  if (gate === "low") return { kind: "low", name, remaining: account?.quota?.remaining ?? 0, upgradeUrl };
  return null;
}

const SEVERITY = ["needs_reconnect", "silent", "missing_scope", "no_plan", "used_up", "low"] as const;

/** Reads the banner and the quota of the shell from what is stored; the provider is never called for it. */
export async function shellFacts(tx: TenantTx, now: Date = new Date()): Promise<ShellFacts> {
  const connections = await listConnections(tx);
  const banners = connections.flatMap((connection) => bannerOf(connection, now) ?? []);
  const worst = SEVERITY.flatMap((kind) => banners.find((banner) => banner.kind === kind) ?? [])[0];
  const quotas = connections.flatMap(({ account }) => account?.quota ?? []);
  const known = quotas.flatMap(({ remaining, limit }) => (remaining === null ? [] : [{ remaining, limit }]));
  return { banner: worst ?? null, quota: known[0] ?? null, isConnected: connections.length > 0 };
}
