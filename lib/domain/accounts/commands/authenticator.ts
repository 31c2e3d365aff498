import { countTry, forgetTries } from "#lib/domain/accounts/commands/count-tries";
import { noteSecurity } from "#lib/domain/accounts/commands/note-security";
import { renewSession, revokeSessions } from "#lib/domain/accounts/commands/open-session";
import type { SignedInUser } from "#lib/domain/accounts/queries";
import { CODE_TRIES } from "#lib/domain/accounts/try-limits";
import type { NewLogin, Visit } from "#lib/domain/accounts/visit";
import type { Audited } from "#lib/domain/audit/model";
import { DomainError } from "#lib/domain/errors";
import { makeDeviceMark } from "#lib/infra/crypto/device-mark";
import { hashRecoveryCode, newRecoveryCodes } from "#lib/infra/crypto/recovery-codes";
import { open as openSealed, seal } from "#lib/infra/crypto/seal";
import { newTotpSecret, totpAddress, totpStep } from "#lib/infra/crypto/totp";
import { keyring } from "#lib/infra/crypto/vault";
import type { AccountDoor, AccountTx } from "#lib/infra/db/tenant";
import { env } from "#lib/infra/env";
import { newId } from "#lib/infra/ids";

const placeOf = (userId: string, rowId: string) => ({ purpose: "authenticator", workspaceId: userId, rowId }) as const;

/** What an authenticator app is set up with. Both hold the secret and are shown once. */
export interface AuthenticatorSetup {
  /** For a QR code. */
  readonly address: string;
  /** For typing it in. */
  readonly secret: string;
}

/**
 * Makes a secret for the authenticator app of a person. It counts once a code has confirmed it; beginning again makes
 * another.
 *
 * @throws DomainError `account.factor_exists` when one counts already.
 */
export async function beginAuthenticator(tx: AccountTx, user: SignedInUser): Promise<AuthenticatorSetup> {
  const known = await tx.db.authenticator.findUnique({ where: { userId: user.id }, select: { confirmedAt: true } });
  if (known !== null && known.confirmedAt !== null) throw new DomainError("account.factor_exists");
  const id = newId();
  const secret = newTotpSecret();
  await tx.db.authenticator.deleteMany({ where: { userId: user.id, confirmedAt: null } });
  const secretSealed = seal(keyring(), placeOf(user.id, id), secret);
  await tx.db.authenticator.create({ data: { userId: user.id, id, secretSealed } });
  const issuer = `Tellal (${new URL(env().appUrl).host})`;
  return { address: totpAddress(secret, user.email, issuer), secret: secret.reveal() };
}

async function replaceRecoveryCodes(tx: AccountTx, userId: string): Promise<string[]> {
  const codes = newRecoveryCodes();
  await tx.db.recoveryCode.deleteMany({ where: { userId } });
  const data = codes.map((code) => ({ id: newId(), userId, codeHash: hashRecoveryCode(code) }));
  await tx.db.recoveryCode.createMany({ data });
  return codes;
}

/** Recovery codes, shown once, and the login that replaces the one of before. */
export interface FactorOn {
  readonly codes: readonly string[];
  readonly login: NewLogin;
}

/**
 * Confirms the authenticator app with its first code: from now on it is asked for at every sign-in. Other logins end.
 *
 * @throws DomainError `account.factor_missing` when none was begun; `account.wrong_code`; `account.too_many_tries`.
 */
export async function confirmAuthenticator(
  open: AccountDoor,
  { code }: { code: string },
  user: SignedInUser,
  visit: Visit,
): Promise<FactorOn> {
  await countTry(CODE_TRIES, [user.id]);
  const done = await open(null, async (tx) => {
    const row = await tx.db.authenticator.findUnique({ where: { userId: user.id } });
    if (row === null || row.confirmedAt !== null) throw new DomainError("account.factor_missing");
    const secret = openSealed(keyring(), placeOf(user.id, row.id), row.secretSealed);
    const step = totpStep(secret, code.replaceAll(/\s/g, ""), new Date());
    if (step === null) throw new DomainError("account.wrong_code");
    const { count } = await tx.db.authenticator.updateMany({
      where: { userId: user.id, id: row.id, confirmedAt: null },
      data: { confirmedAt: new Date(), lastStep: step },
    });
    if (count !== 1) throw new DomainError("account.factor_missing");
    const codes = await replaceRecoveryCodes(tx, user.id);
    await noteSecurity(tx, user.id, "authenticator_on", visit);
    await revokeSessions(tx, user.id, user.sessionId);
    const sessionId = await renewSession(tx, user.sessionId, new Date());
    return { codes, sessionId };
  });
  await forgetTries(CODE_TRIES, [user.id]);
  const { sessionId, codes } = done;
  return { codes, login: { userId: user.id, sessionId, deviceMark: makeDeviceMark(user.id), locale: user.locale } };
}

/**
 * Ends the second factor and its recovery codes. The gate asks for a fresh proof before.
 *
 * @throws DomainError `account.factor_missing`.
 */
export async function removeAuthenticator(tx: AccountTx, user: SignedInUser, visit: Visit): Promise<NewLogin> {
  const { count } = await tx.db.authenticator.deleteMany({ where: { userId: user.id, confirmedAt: { not: null } } });
  if (count !== 1) throw new DomainError("account.factor_missing");
  await tx.db.recoveryCode.deleteMany({ where: { userId: user.id } });
  await noteSecurity(tx, user.id, "authenticator_off", visit);
  const sessionId = await renewSession(tx, user.sessionId);
  return { userId: user.id, sessionId, deviceMark: makeDeviceMark(user.id), locale: user.locale };
}

/**
 * Makes ten new recovery codes; the old ones end. The gate asks for a fresh proof before.
 *
 * @throws DomainError `account.factor_missing`.
 */
export async function renewRecoveryCodes(tx: AccountTx, user: SignedInUser, visit: Visit): Promise<readonly string[]> {
  const row = await tx.db.authenticator.findUnique({ where: { userId: user.id }, select: { confirmedAt: true } });
  if (row === null || row.confirmedAt === null) throw new DomainError("account.factor_missing");
  await noteSecurity(tx, user.id, "recovery_codes_made", visit);
  return replaceRecoveryCodes(tx, user.id);
}

/**
 * Ends the second factor of somebody who lost phone and codes, and every login with it. For the operator of the instance,
 * who has made sure of the person by other means; the person is told by mail.
 *
 * @throws DomainError `account.factor_missing`.
 */
export async function resetAuthenticator(
  tx: AccountTx,
  { userId, reason }: { userId: string; reason: string },
): Promise<Audited<null>> {
  const { count } = await tx.db.authenticator.deleteMany({ where: { userId } });
  if (count !== 1) throw new DomainError("account.factor_missing");
  await tx.db.recoveryCode.deleteMany({ where: { userId } });
  await revokeSessions(tx, userId);
  await noteSecurity(tx, userId, "authenticator_off", { userAgent: null });
  return { result: null, audit: { subject: userId, detail: { reason } } };
}
