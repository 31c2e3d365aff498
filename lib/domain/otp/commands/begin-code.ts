import { openKey } from "#lib/domain/connections/key-queries";
import { wasErased } from "#lib/domain/consent/erased-queries";
import { isTurkish, type Msisdn } from "#lib/domain/contacts/model";
import { DomainError } from "#lib/domain/errors";
import { requireProviderOn } from "#lib/domain/instance/provider-queries";
import { requireUnderLimit } from "#lib/domain/instance/queries";
import { type BlockReason, type CodeDigits, codeDigits, codeLimits, waitBeforeNext } from "#lib/domain/otp/model";
import { USABLE_SENDERS } from "#lib/domain/senders/usable";
import type { Secret } from "#lib/infra/crypto/secret";
import { keyedHash } from "#lib/infra/crypto/tokens";
import type { TenantTx } from "#lib/infra/db/tenant";
import { env } from "#lib/infra/env";
import { newId } from "#lib/infra/ids";
import { countAgainst } from "#lib/infra/rate-limit";

/** A code that is about to be sent: its row is written, and nothing was called yet. */
export interface BegunCode {
  readonly kind: "begun";
  readonly codeId: string;
  readonly provider: string;
  readonly providerCode: string;
  readonly key: Secret;
  readonly sender: string;
  readonly digits: CodeDigits;
  readonly language: "tr" | "en";
  readonly text: string;
  readonly expiresAt: Date;
}

/** Begun, or blocked by a limit; the block is counted and so must be kept. */
export type CodeStart =
  | BegunCode
  | { readonly kind: "blocked"; readonly reason: BlockReason; readonly seconds: number };

interface Asked {
  readonly profileId: string;
  readonly msisdn: Msisdn;
  readonly address: string;
}

async function profileOf({ workspaceId, db }: TenantTx, id: string) {
  const profile = await db.otpProfile.findUnique({
    where: { workspaceId_id: { workspaceId, id } },
    include: { sender: { include: { connection: { select: { id: true, provider: true } } } } },
  });
  if (profile === null) throw new DomainError("otp.not_found");
  if (!profile.sender.isListed || !USABLE_SENDERS.some((usable) => usable === profile.sender.status)) {
    throw new DomainError("sender.not_approved");
  }
  return profile;
}

/** What the workspace itself says against it. */
async function blockedBy(tx: TenantTx, msisdn: Msisdn): Promise<BlockReason | null> {
  const { workspaceId, db } = tx;
  const workspace = await db.workspace.findUniqueOrThrow({ where: { id: workspaceId } });
  if (workspace.haltedAt !== null || workspace.suspendedAt !== null) throw new DomainError("workspace.halted");
  if (!isTurkish(msisdn) && !workspace.allowsForeign) return "country";
  const suppressed = await db.suppression.count({ where: { workspaceId, msisdn: BigInt(msisdn) } });
  return suppressed > 0 || (await wasErased(tx, msisdn)) ? "suppressed" : null;
}

/** What the limits of number, address and workspace say against it (R-122). Asked one at a time in a workspace. */
async function limitedBy(
  tx: TenantTx,
  { profileId, msisdn, address }: Asked,
  hourly: number,
): Promise<{ readonly reason: BlockReason; readonly seconds: number } | null> {
  const { workspaceId, db } = tx;
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`otp ${workspaceId}`}, 0))`;
  const [known] = await db.$queryRaw<{ own: number; all: number; since: number | null }[]>`
    SELECT count(*) FILTER (WHERE msisdn = ${BigInt(msisdn)})::int AS own,
      count(*) FILTER (WHERE profile_id = ${profileId}::uuid)::int AS all,
      extract(epoch FROM clock_timestamp() - max(created_at) FILTER (WHERE msisdn = ${BigInt(msisdn)}))::float8 AS since
    FROM otp_codes WHERE workspace_id = ${workspaceId}::uuid AND created_at > now() - interval '1 hour'
      AND state <> 'blocked'`;
  const wait = waitBeforeNext(known?.own ?? 0) - (known?.since ?? Number.POSITIVE_INFINITY);
  if (wait > 0) return { reason: "too_soon", seconds: Math.ceil(wait) };
  if ((known?.all ?? 0) >= hourly) return { reason: "too_many_workspace", seconds: 3_600 };
  const print = Buffer.from(keyedHash(env().authSecret, `otp ${msisdn}`)).toString("base64url");
  const byNumber = await countAgainst(codeLimits.number, print);
  if (!byNumber.allowed) return { reason: "too_many_number", seconds: byNumber.retryAfterSeconds };
  const byAddress = await countAgainst(codeLimits.address, `${workspaceId} ${address}`);
  return byAddress.allowed ? null : { reason: "too_many_address", seconds: byAddress.retryAfterSeconds };
}

/**
 * Begins to send a code: checks everything that speaks against it and writes its row before anybody is called. Codes for
 * the same number that still wait are over with it. Numbers of yesterday's codes are forgotten on the way.
 *
 * @throws DomainError `otp.not_found`, `sender.not_approved`, `workspace.halted`, `workspace.over_limit`, `connection.provider_off`, and those
 * of the connection.
 */
export async function beginCode(tx: TenantTx, asked: Asked): Promise<CodeStart> {
  const { workspaceId, db } = tx;
  const profile = await profileOf(tx, asked.profileId);
  const { sender, digits, language, text, hourly, lifetimeMinutes } = profile;
  await requireProviderOn(tx, sender.connection.provider);
  await requireUnderLimit(tx);
  const key = await openKey(tx, sender.connection.id);
  const expiresAt = new Date(Date.now() + lifetimeMinutes * 60_000);
  const row = { workspaceId, id: newId(), profileId: asked.profileId, expiresAt };
  const against = await blockedBy(tx, asked.msisdn);
  const limit = against === null ? await limitedBy(tx, asked, hourly) : { reason: against, seconds: 0 };
  if (limit !== null) {
    await db.otpCode.create({ data: { ...row, state: "blocked", reason: limit.reason } });
    return { kind: "blocked", ...limit };
  }
  const msisdn = BigInt(asked.msisdn);
  await db.otpCode.updateMany({
    where: { workspaceId, profileId: asked.profileId, msisdn, state: { in: ["sending", "sent", "unknown"] } },
    data: { state: "over", codeHash: null },
  });
  await db.otpCode.updateMany({
    where: { workspaceId, msisdn: { not: null }, createdAt: { lt: new Date(Date.now() - 86_400_000) } },
    data: { msisdn: null, codeHash: null },
  });
  await db.otpCode.create({ data: { ...row, msisdn, state: "sending" } });
  return {
    ...{ kind: "begun", codeId: row.id, provider: sender.connection.provider, providerCode: sender.providerCode },
    ...{ key, sender: sender.name, text, expiresAt },
    digits: codeDigits.find((count) => count === digits) ?? 6,
    language: language === "en" ? "en" : "tr",
  };
}
