import { z } from "zod";

/** The permissions asked for, all four every time; what was granted is stored and may be less. */
export const OAUTH_SCOPES = ["messages:send", "account:read", "connections:read", "contacts:write"] as const;

/** What a grant at the provider allows. */
export type OAuthScope = (typeof OAUTH_SCOPES)[number];

/** Whether the key of a connection may be used, and if not, what a person can do about it. */
export type ConnectionState = "active" | "needs_reconnect" | "disconnected";

/** Why a connection stopped: the provider refused its key, or its sealed key no longer opens (a bad restore, or tampering). */
export type ReconnectReason = "key_invalid" | "key_unreadable";

/** The permissions that were asked for and not granted. */
export function missingScopes(granted: readonly string[]): OAuthScope[] {
  return OAUTH_SCOPES.filter((scope) => !granted.includes(scope));
}

/** The permissions that were granted without being asked for; shown, never used. */
export function extraScopes(granted: readonly string[]): string[] {
  return granted.filter((scope) => !OAUTH_SCOPES.some((asked) => asked === scope));
}

const Plan = z.object({ name: z.string(), status: z.string(), renewsAt: z.string().nullable() });
const Quota = z.object({
  limit: z.number().nullable(),
  used: z.number().nullable(),
  remaining: z.number().nullable(),
  periodEnd: z.string().nullable(),
});

const Balance = z.object({
  lira: z.number().nullable(),
  messages: z.number().nullable(),
  internationalLira: z.number().nullable(),
});

/** Plan, quota and balance as they are kept beside the connection. Quota counts messages, not parts. */
export const StoredAccount = z.object({
  plan: Plan.nullable(),
  quota: Quota.nullable(),
  upgradeUrl: z.string().nullable(),
  balance: Balance.nullable().default(null),
});

/** Plan and quota as they are kept beside the connection. */
export type StoredAccount = z.infer<typeof StoredAccount>;

/** A provider behind the connection, as it is kept. */
export const StoredChannel = z.object({
  code: z.string(),
  name: z.string(),
  kind: z.enum(["sms", "whatsapp", "telegram", "other"]),
  status: z.enum(["connected", "error", "disabled"]),
  isDefault: z.boolean(),
});

/** A provider behind the connection, as it is kept. */
export type StoredChannel = z.infer<typeof StoredChannel>;

/** Whether plan and quota allow sending. `unknown` does not block: the provider then decides at the call. */
export type QuotaGate = "no_plan" | "used_up" | "low" | "enough" | "unlimited" | "unknown";

/** Below this share of the limit a person should hear of it. */
const LOW_SHARE = 0.1;

/** Plans that do not send any more. */
export const closedPlans = ["canceled", "cancelled", "none", "expired"] as const;

/** Judges the last known plan and quota; null where they were never read. */
export function quotaGate(account: StoredAccount | null): QuotaGate {
  if (account === null) return "unknown";
  if (account.plan === null || closedPlans.some((closed) => closed === account.plan?.status)) return "no_plan";
  const { quota } = account;
  if (quota === null) return "unknown";
  if (quota.remaining === null) return "unlimited";
  if (quota.remaining <= 0) return "used_up";
  return quota.limit !== null && quota.remaining <= quota.limit * LOW_SHARE ? "low" : "enough";
}

/** A value read from the provider is fresh for this long; after that a page asks again behind the shown one. */
const FRESH_FOR_MS = 60_000;

/** Whether a value is old enough to be asked for again. */
export function isStale(readAt: Date | null, now: Date): boolean {
  return readAt === null || now.getTime() - readAt.getTime() >= FRESH_FOR_MS;
}

/** A connection by its provider and the account there: `iletiniz (Örnek Mağaza)`. */
export function connectionTitle(label: string, name: string): string {
  return name === "" || name === label ? label : `${label} (${name})`;
}

/** What connections are called in a list: by their account, and by the provider too where several accounts are called alike. */
export function connectionNames(all: readonly { readonly label: string; readonly name: string }[]): string[] {
  return all.map(({ label, name }) =>
    all.filter((other) => other.name === name).length === 1 && name !== "" ? name : connectionTitle(label, name),
  );
}

/** What a person types to confirm a disconnect: the name of the remote workspace, or the provider's where it has none. */
export function nameToType(remoteName: string): string {
  const name = remoteName.normalize("NFC").trim();
  return name === "" ? "iletiniz" : name;
}
