import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { codeTries, type Verification } from "#lib/domain/otp/model";
import type { VerifyCodeInput } from "#lib/domain/otp/schema";
import type { Secret } from "#lib/infra/crypto/secret";
import { equalHashes, keyedHash } from "#lib/infra/crypto/tokens";
import type { TenantTx } from "#lib/infra/db/tenant";
import { env } from "#lib/infra/env";

/** What the call for a code came to. */
export type CodeResult =
  | { readonly state: "sent"; readonly code: Secret; readonly providerId: string | null }
  | { readonly state: "unknown"; readonly code: Secret | null }
  | { readonly state: "failed"; readonly reason: string };

/** A few digits could be guessed from a plain hash in a moment, so it is keyed. */
function hashOf(workspaceId: string, codeId: string, code: string): Uint8Array<ArrayBuffer> {
  return keyedHash(env().authSecret, `otp ${workspaceId} ${codeId} ${code}`);
}

/** Writes down what became of a code. Of the code itself only a keyed hash is kept. */
export async function settleCode({ workspaceId, db }: TenantTx, codeId: string, result: CodeResult): Promise<void> {
  const code = "code" in result ? result.code : null;
  await db.otpCode.updateMany({
    where: { workspaceId, id: codeId, state: "sending" },
    data: {
      state: result.state,
      codeHash: code === null ? null : hashOf(workspaceId, codeId, code.reveal()),
      ...(result.state === "sent" ? { providerId: result.providerId } : {}),
      ...(result.state === "failed" ? { reason: result.reason } : {}),
    },
  });
}

/**
 * Checks what somebody typed. The try is counted before the code is looked at, so that tries at the same moment all
 * count; after the last one the right code fails as well.
 */
export async function verifyCode(
  tx: TenantTx,
  { codeId, code }: z.output<typeof VerifyCodeInput>,
): Promise<Audited<Verification>> {
  const { workspaceId, db } = tx;
  const open = { workspaceId, id: codeId, state: { in: ["sent", "unknown"] } };
  const { count } = await db.otpCode.updateMany({
    where: { ...open, tries: { lt: codeTries }, expiresAt: { gt: new Date() } },
    data: { tries: { increment: 1 } },
  });
  if (count !== 1) return told({ kind: "over" });
  const row = await db.otpCode.findFirst({ where: open, select: { codeHash: true, tries: true } });
  if (row === null) return told({ kind: "over" });
  if (row.codeHash === null || !equalHashes(row.codeHash, hashOf(workspaceId, codeId, code))) {
    return told({ kind: "wrong", triesLeft: codeTries - row.tries });
  }
  const used = await db.otpCode.updateMany({ where: open, data: { state: "verified", codeHash: null } });
  return told(used.count === 1 ? { kind: "verified" } : { kind: "over" });
}

function told(verification: Verification): Audited<Verification> {
  return { result: verification, audit: { subject: null, detail: { outcome: verification.kind } } };
}
