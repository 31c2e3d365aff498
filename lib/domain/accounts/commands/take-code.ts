import { countTry, forgetTries } from "#lib/domain/accounts/commands/count-tries";
import { noteSecurity } from "#lib/domain/accounts/commands/note-security";
import { CODE_TRIES } from "#lib/domain/accounts/try-limits";
import type { Visit } from "#lib/domain/accounts/visit";
import { DomainError } from "#lib/domain/errors";
import { hashRecoveryCode, looksLikeRecoveryCode } from "#lib/infra/crypto/recovery-codes";
import { open as openSealed } from "#lib/infra/crypto/seal";
import { totpStep } from "#lib/infra/crypto/totp";
import { keyring } from "#lib/infra/crypto/vault";
import type { AccountDoor, AccountTx } from "#lib/infra/db/tenant";

/** Whether a code of the authenticator app is right. A code, and every one before it, is used up by it. */
async function takeTotp(tx: AccountTx, userId: string, code: string): Promise<boolean> {
  const row = await tx.db.authenticator.findUnique({ where: { userId } });
  if (row === null || row.confirmedAt === null) return false;
  const place = { purpose: "authenticator", workspaceId: userId, rowId: row.id } as const;
  const step = totpStep(openSealed(keyring(), place, row.secretSealed), code, new Date());
  if (step === null) return false;
  const { count } = await tx.db.authenticator.updateMany({
    where: { userId, id: row.id, lastStep: { lt: step } },
    data: { lastStep: step },
  });
  return count === 1;
}

async function takeRecoveryCode(tx: AccountTx, userId: string, code: string, visit: Visit): Promise<boolean> {
  const { count } = await tx.db.recoveryCode.updateMany({
    where: { userId, codeHash: hashRecoveryCode(code), usedAt: null },
    data: { usedAt: new Date() },
  });
  if (count === 1) await noteSecurity(tx, userId, "recovery_code_used", visit);
  return count === 1;
}

/**
 * Takes a code of the authenticator app, or a recovery code in its place, and does what it allows in the same
 * transaction. Either works once.
 *
 * @throws DomainError `account.wrong_code`; `account.too_many_tries`, counted for the person and not for the address.
 */
export async function withCode<T>(
  open: AccountDoor,
  { userId, code, visit }: { userId: string; code: string; visit: Visit },
  allowed: (tx: AccountTx) => Promise<T>,
): Promise<T> {
  await countTry(CODE_TRIES, [userId]);
  const typed = code.trim();
  const result = await open(null, async (tx) => {
    const isRight = looksLikeRecoveryCode(typed)
      ? await takeRecoveryCode(tx, userId, typed, visit)
      : await takeTotp(tx, userId, typed.replaceAll(/\s/g, ""));
    if (!isRight) throw new DomainError("account.wrong_code");
    return allowed(tx);
  });
  await forgetTries(CODE_TRIES, [userId]);
  return result;
}
