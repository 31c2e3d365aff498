import { countTry } from "#lib/domain/accounts/commands/count-tries";
import type { NormalEmail } from "#lib/domain/accounts/model";
import { hasUsers } from "#lib/domain/accounts/queries";
import { MAIL_ADDRESS_TRIES, MAILBOX_TRIES } from "#lib/domain/accounts/try-limits";
import type { Visit } from "#lib/domain/accounts/visit";
import { DomainError } from "#lib/domain/errors";
import { isSignUpOpen } from "#lib/domain/instance/queries";
import { NO_PASSWORD } from "#lib/infra/crypto/password-hash";
import type { AccountDoor } from "#lib/infra/db/tenant";
import { env } from "#lib/infra/env";
import { newId } from "#lib/infra/ids";
import { enqueue } from "#lib/infra/queue";

async function countRequest(email: NormalEmail, visit: Visit): Promise<void> {
  if (env().smtpUrl === undefined) throw new DomainError("account.mail_not_ready");
  await countTry(MAIL_ADDRESS_TRIES, ["mail", visit.ip]);
  await countTry(MAILBOX_TRIES, [email]);
}

/**
 * Sends a link for choosing a new password to the address, if it has an account.
 *
 * A known and an unknown address cost the same work and get the same answer: nothing. For an unknown one the job names
 * nobody and sends nothing.
 *
 * @throws DomainError `account.too_many_tries`; `account.mail_not_ready` when the instance has no mail server.
 */
export async function requestReset(open: AccountDoor, input: { email: NormalEmail }, visit: Visit): Promise<void> {
  await countRequest(input.email, visit);
  await open(null, async ({ db }) => {
    const user = await db.user.findUnique({ where: { email: input.email }, select: { id: true, passwordHash: true } });
    const occasion = user?.passwordHash === NO_PASSWORD ? "sign_up" : "forgotten";
    await enqueue(db, "mail.reset", { userId: user?.id ?? newId(), locale: visit.locale, occasion });
  });
}

/**
 * Opens an account without a password and mails a link for choosing one, so that an address is used by its owner alone.
 *
 * An address that has an account gets a mail that says so instead; the answer here is the same.
 *
 * @throws DomainError `account.sign_up_closed`, also before the instance has its first owner; `account.too_many_tries`;
 * `account.mail_not_ready`.
 */
export async function signUp(
  open: AccountDoor,
  input: { name: string; email: NormalEmail },
  visit: Visit,
): Promise<void> {
  if (!env().isSignUpOpen) throw new DomainError("account.sign_up_closed");
  await countRequest(input.email, visit);
  await open(null, async (tx) => {
    if (!(await hasUsers(tx)) || !(await isSignUpOpen(tx))) throw new DomainError("account.sign_up_closed");
    const { name, email } = input;
    const account = { id: newId(), name, email, passwordHash: NO_PASSWORD, locale: visit.locale };
    await tx.db.user.createMany({ data: account, skipDuplicates: true });
    const user = await tx.db.user.findUniqueOrThrow({ where: { email }, select: { id: true, passwordHash: true } });
    const occasion = user.passwordHash === NO_PASSWORD ? "sign_up" : "known_address";
    await enqueue(tx.db, "mail.reset", { userId: user.id, locale: visit.locale, occasion });
  });
}
