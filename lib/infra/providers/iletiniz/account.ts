import { isLoopback } from "#lib/infra/env";
import type { RemoteAccount, RemoteChannel, RemoteSender } from "#lib/infra/providers/driver";
import { isObject } from "#lib/infra/providers/json-object";
import { providerCode, providerText } from "#lib/infra/providers/provider-text";

type Wire = Readonly<Record<string, unknown>>;

/** More names than any account has; a longer list is a broken answer and is cut. */
const MOST_LISTED = 1_000;

function count(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) && value >= 0 ? Math.floor(value) : null;
}

function instant(value: unknown): string | null {
  if (typeof value !== "string" || value.length > 40) return null;
  const time = Date.parse(value);
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}

function text(value: unknown, limit = 120): string | null {
  const clean = providerText(value, limit);
  return clean === "" ? null : clean;
}

/** An id as one token; what is not one is no id. */
function token(value: unknown): string | null {
  const clean = providerCode(value);
  return clean !== "" && clean === String(value) ? clean : null;
}

/** The link to a bigger plan is shown to people, so it must be https, or a loopback stand-in where those are allowed. */
function webAddress(value: unknown, allowsLoopback: boolean): string | null {
  if (typeof value !== "string" || value.length > 500 || !URL.canParse(value)) return null;
  const url = new URL(value);
  const isOurs = url.protocol === "https:" || (url.protocol === "http:" && allowsLoopback && isLoopback(value));
  return isOurs && url.username === "" && url.password === "" ? url.href : null;
}

/** A plan that is there, that is not there (null), or that the answer does not mention (status `unknown`). */
function readPlan(plan: unknown): RemoteAccount["plan"] {
  if (plan === null) return null;
  const wire: Wire = isObject(plan) ? plan : {};
  const status = providerCode(wire.status).toLowerCase();
  if (status === "none") return null;
  return {
    name: text(wire.name) ?? text(wire.code) ?? "",
    status: status === "" ? "unknown" : status,
    renewsAt: instant(wire.renews_at),
  };
}

/** Null when nothing usable is said; a `limit` of null beside no `remaining` is what the remote calls unlimited. */
function readQuota(quota: unknown): RemoteAccount["quota"] {
  if (!isObject(quota)) return null;
  const limit = count(quota.limit);
  const used = count(quota.used);
  const remaining = count(quota.remaining) ?? (limit !== null && used !== null ? Math.max(0, limit - used) : null);
  if (remaining === null && quota.limit !== null) return null;
  return { limit, used, remaining, periodEnd: instant(quota.period_end) };
}

/** Reads plan and quota; every field may be missing. */
export function readAccount(wire: Wire, allowsLoopback: boolean): RemoteAccount {
  const workspace: Wire = isObject(wire.workspace) ? wire.workspace : {};
  return {
    remoteId: token(workspace.id),
    remoteName: text(workspace.name),
    plan: readPlan(wire.plan),
    quota: readQuota(wire.quota),
    upgradeUrl: webAddress(wire.upgrade_url, allowsLoopback),
    balance: null,
  };
}

function readSender(item: unknown): RemoteSender[] {
  const wire: Wire = isObject(item) ? item : { name: item };
  // A sender name is sent back byte for byte, so one that cleaning would change is not offered at all.
  const name = providerText(wire.name, 32);
  if (name === "" || name !== wire.name) return [];
  const status = typeof wire.status === "string" ? wire.status.toLowerCase() : "approved";
  const known = (["approved", "pending", "rejected"] as const).find((one) => one === status);
  return [{ name, providerCode: providerCode(wire.provider), status: known ?? "unknown" }];
}

function readChannel(item: unknown): RemoteChannel[] {
  if (!isObject(item)) return [];
  const code = token(item.code);
  if (code === null) return [];
  const kind = (["sms", "whatsapp", "telegram"] as const).find((one) => one === item.kind);
  const status = (["connected", "error", "disabled"] as const).find((one) => one === item.status);
  return [
    {
      code,
      name: text(item.name, 80) ?? code,
      kind: kind ?? "other",
      status: status ?? "error",
      isDefault: item.is_default === true,
    },
  ];
}

/** Reads sender IDs and the providers behind the account; what cannot be read is left out. */
export function readSenders(wire: Wire): { senders: RemoteSender[]; channels: RemoteChannel[] } {
  const list = (value: unknown): unknown[] => (Array.isArray(value) ? value.slice(0, MOST_LISTED) : []);
  return { senders: list(wire.senders).flatMap(readSender), channels: list(wire.connections).flatMap(readChannel) };
}
