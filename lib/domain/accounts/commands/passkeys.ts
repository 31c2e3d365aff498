import { countTry } from "#lib/domain/accounts/commands/count-tries";
import { enter } from "#lib/domain/accounts/commands/enter";
import { openStep, type StepKind, takeStep } from "#lib/domain/accounts/commands/login-steps";
import { noteSecurity } from "#lib/domain/accounts/commands/note-security";
import { noteProof } from "#lib/domain/accounts/commands/prove";
import { requireOtherWay } from "#lib/domain/accounts/commands/ways-left";
import { deviceName } from "#lib/domain/accounts/device-name";
import type { PasskeyAnswer, PasskeyMade } from "#lib/domain/accounts/passkey-schema";
import type { SignedInUser } from "#lib/domain/accounts/queries";
import { PASSKEY_TRIES } from "#lib/domain/accounts/try-limits";
import type { NewLogin, Visit } from "#lib/domain/accounts/visit";
import { DomainError } from "#lib/domain/errors";
import type { AccountDoor, AccountTx } from "#lib/infra/db/tenant";
import { newId } from "#lib/infra/ids";
import {
  askForPasskey,
  checkPasskey,
  type KnownPasskey,
  offerPasskey,
  type PasskeyOffer,
  type PasskeyQuestion,
  readNewPasskey,
} from "#lib/infra/passkeys";

// What crosses to the browser, for the doors that hand it on.
export type { PasskeyOffer, PasskeyQuestion };

/** As many passkeys as one person may keep. */
const PASSKEYS_MAX = 20;

async function passkeysOf({ db }: AccountTx, userId: string): Promise<KnownPasskey[]> {
  const rows = await db.passkey.findMany({ where: { userId } });
  return rows.map((row) => ({ ...row, counter: Number(row.counter) }));
}

/** Uses a challenge up that was given for this; false when there was none. */
async function takeChallenge(
  tx: AccountTx,
  kind: StepKind,
  challenge: string,
  user: SignedInUser | null,
): Promise<boolean> {
  const step = await takeStep(tx, kind, challenge).catch((error: unknown) => {
    if (error instanceof DomainError) return null;
    throw error;
  });
  return step !== null && step.userId === (user?.id ?? null) && step.sessionId === (user?.sessionId ?? null);
}

/** @throws DomainError `account.passkeys_full`. */
export async function beginPasskey(tx: AccountTx, user: SignedInUser): Promise<PasskeyOffer> {
  const known = await passkeysOf(tx, user.id);
  if (known.length >= PASSKEYS_MAX) throw new DomainError("account.passkeys_full", { limit: PASSKEYS_MAX });
  const offer = await offerPasskey(user, known);
  const { id: userId, sessionId } = user;
  await openStep(tx, { kind: "passkey_register", token: offer.challenge, userId, sessionId });
  return offer;
}

/**
 * Keeps a passkey that the browser made. Other logins stay; this one gets a new id.
 *
 * @throws DomainError `account.passkey_failed`; `account.passkey_known`.
 */
export async function addPasskey(
  open: AccountDoor,
  made: PasskeyMade,
  user: SignedInUser,
  visit: Visit,
): Promise<NewLogin> {
  const passkey = await readNewPasskey(made, (challenge) =>
    open(null, (tx) => takeChallenge(tx, "passkey_register", challenge, user)),
  );
  if (passkey === null) throw new DomainError("account.passkey_failed");
  const device = deviceName(visit.userAgent);
  const name = device === null ? "Passkey" : `${device.browser}, ${device.system}`;
  return open(null, async (tx) => {
    const { credentialId, publicKey, counter, transports } = passkey;
    const data = { credentialId, publicKey, counter: BigInt(counter), transports: [...transports] };
    const { count } = await tx.db.passkey.createMany({
      data: { id: newId(), userId: user.id, name, ...data },
      skipDuplicates: true,
    });
    if (count !== 1) throw new DomainError("account.passkey_known");
    await noteSecurity(tx, user.id, "passkey_added", visit, name);
    return noteProof(tx, user);
  });
}

/** Gives a passkey of the person a name of their own; somebody else's is the same as none. */
export async function renamePasskey(
  tx: AccountTx,
  { id, name }: { id: string; name: string },
  user: SignedInUser,
): Promise<void> {
  await tx.db.passkey.updateMany({ where: { id, userId: user.id }, data: { name } });
}

/**
 * Ends a passkey. The gate asks for a fresh proof before.
 *
 * @throws DomainError `account.last_way` when the person could not sign in any more.
 */
export async function removePasskey(tx: AccountTx, id: string, user: SignedInUser, visit: Visit): Promise<void> {
  const row = await tx.db.passkey.findFirst({ where: { id, userId: user.id }, select: { name: true } });
  if (row === null) return;
  await requireOtherWay(tx, user.id, { passkeyId: id });
  const { count } = await tx.db.passkey.deleteMany({ where: { id, userId: user.id } });
  if (count === 1) await noteSecurity(tx, user.id, "passkey_removed", visit, row.name);
}

/** Asks a browser for any passkey of this site, before anybody is signed in. */
export async function beginPasskeySignIn(open: AccountDoor, visit: Visit): Promise<PasskeyQuestion> {
  await countTry(PASSKEY_TRIES, [visit.ip]);
  const question = await askForPasskey();
  await open(null, (tx) => openStep(tx, { kind: "passkey_sign_in", token: question.challenge }));
  return question;
}

interface CheckedPasskey {
  readonly id: string;
  readonly userId: string;
  readonly locale: string;
  readonly counter: number;
}

/** @throws DomainError `account.passkey_failed`: unknown, of somebody else, wrong and repeated are not told apart. */
async function check(
  open: AccountDoor,
  kind: StepKind,
  answer: PasskeyAnswer,
  user: SignedInUser | null,
): Promise<CheckedPasskey> {
  const row = await open(null, ({ db }) =>
    db.passkey.findUnique({ where: { credentialId: answer.id }, include: { user: { select: { locale: true } } } }),
  );
  if (row === null || (user !== null && row.userId !== user.id)) throw new DomainError("account.passkey_failed");
  const known = { ...row, counter: Number(row.counter) };
  const counter = await checkPasskey(answer, known, (challenge) =>
    open(null, (tx) => takeChallenge(tx, kind, challenge, user)),
  );
  if (counter === null) throw new DomainError("account.passkey_failed");
  return { id: row.id, userId: row.userId, locale: row.user.locale, counter };
}

async function noteUse(tx: AccountTx, { id, counter }: CheckedPasskey): Promise<void> {
  const { count } = await tx.db.passkey.updateMany({
    where: { id, counter: { lte: BigInt(counter) } },
    data: { counter: BigInt(counter), lastUsedAt: new Date() },
  });
  if (count !== 1) throw new DomainError("account.passkey_failed");
}

/**
 * Signs a person in with a passkey alone: it proves the device and, to the device, the person.
 *
 * @throws DomainError `account.passkey_failed`.
 */
export async function signInByPasskey(open: AccountDoor, answer: PasskeyAnswer, visit: Visit): Promise<NewLogin> {
  const checked = await check(open, "passkey_sign_in", answer, null);
  return open(null, async (tx) => {
    await noteUse(tx, checked);
    return enter(tx, { id: checked.userId, locale: checked.locale }, visit);
  });
}

/** Asks the browser of a signed-in person for one of their passkeys. */
export async function beginPasskeyProof(tx: AccountTx, user: SignedInUser): Promise<PasskeyQuestion> {
  const question = await askForPasskey(await passkeysOf(tx, user.id));
  const { id: userId, sessionId } = user;
  await openStep(tx, { kind: "passkey_proof", token: question.challenge, userId, sessionId });
  return question;
}

/** Proves with a passkey who a signed-in person is. @throws DomainError `account.passkey_failed`. */
export async function proveByPasskey(open: AccountDoor, answer: PasskeyAnswer, user: SignedInUser): Promise<NewLogin> {
  const checked = await check(open, "passkey_proof", answer, user);
  return open(null, async (tx) => {
    await noteUse(tx, checked);
    return noteProof(tx, user);
  });
}
