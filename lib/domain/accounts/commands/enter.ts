import { findStep, openStep, takeStep } from "#lib/domain/accounts/commands/login-steps";
import { noteSecurity } from "#lib/domain/accounts/commands/note-security";
import { openSession } from "#lib/domain/accounts/commands/open-session";
import { withCode } from "#lib/domain/accounts/commands/take-code";
import { CodeNeeded, type NewLogin, type Visit } from "#lib/domain/accounts/visit";
import { DomainError } from "#lib/domain/errors";
import { makeDeviceMark } from "#lib/infra/crypto/device-mark";
import { newToken } from "#lib/infra/crypto/tokens";
import type { AccountDoor, AccountTx } from "#lib/infra/db/tenant";

/** Whose login it will be. */
export interface Entrant {
  readonly id: string;
  readonly locale: string;
}

/** What a first proof leads to: a login, or the question for a code. */
export type Entry = { readonly login: NewLogin } | { readonly stepToken: string };

/** Makes the login of a person who has proved everything there is to prove. */
export async function enter(tx: AccountTx, { id, locale }: Entrant, visit: Visit): Promise<NewLogin> {
  const sessionId = await openSession(tx, id, visit.userAgent);
  await noteSecurity(tx, id, "signed_in", visit);
  return { userId: id, sessionId, deviceMark: makeDeviceMark(id), locale };
}

/** Lets somebody in who has proved one thing; a person with a second factor is asked for a code first. */
export async function enterByOneProof(tx: AccountTx, entrant: Entrant, visit: Visit): Promise<Entry> {
  const { id: userId } = entrant;
  const factor = await tx.db.authenticator.findUnique({ where: { userId }, select: { confirmedAt: true } });
  if (factor === null || factor.confirmedAt === null) return { login: await enter(tx, entrant, visit) };
  const stepToken = newToken();
  await openStep(tx, { kind: "second_factor", token: stepToken, userId });
  return { stepToken };
}

/**
 * The login of an entry.
 *
 * @throws CodeNeeded where a code is asked for first; the question stands in the database already.
 */
export function loginOf(entry: Entry): NewLogin {
  if ("stepToken" in entry) throw new CodeNeeded(entry.stepToken);
  return entry.login;
}

/**
 * Ends a sign-in with a code of the authenticator app or a recovery code.
 *
 * @param stepToken What the browser got for the first proof.
 * @throws DomainError `account.step_over`, `account.wrong_code`, `account.too_many_tries`.
 */
export async function enterByCode(
  open: AccountDoor,
  { code, stepToken }: { code: string; stepToken: string },
  visit: Visit,
): Promise<NewLogin> {
  const step = await open(null, (tx) => findStep(tx, "second_factor", stepToken));
  const userId = step?.userId ?? null;
  if (userId === null) throw new DomainError("account.step_over");
  return withCode(open, { userId, code, visit }, async (tx) => {
    await takeStep(tx, "second_factor", stepToken);
    const { id, locale } = await tx.db.user.findUniqueOrThrow({ where: { id: userId } });
    return enter(tx, { id, locale }, visit);
  });
}
