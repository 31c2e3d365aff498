import { parseEmail } from "#lib/domain/accounts/model";
import type { Visit } from "#lib/domain/accounts/visit";
import { hashPassword } from "#lib/infra/crypto/password-hash";
import { type AccountDoor, withAccount } from "#lib/infra/db/tenant";
import { newId } from "#lib/infra/ids";

/** A password that no rule objects to. */
export const GOOD_PASSWORD = "mor sandalye yağmur";

/** A browser at an address of its own, so that tests do not use up each other's tries. */
export function visitFrom(ip: string = newId(), deviceMark: string | null = null): Visit {
  return {
    ip,
    userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
    deviceMark,
    locale: "tr",
  };
}

/** The normal form of an address that a test knows to have one. */
export function emailOf(text: string) {
  const email = parseEmail(text);
  if (email === null) throw new Error(`${text} has no normal form`);
  return email;
}

/** A person of the test database. */
export interface TestAccount {
  readonly id: string;
  readonly email: ReturnType<typeof emailOf>;
}

/** Makes an account with `GOOD_PASSWORD`, or with the hash given. */
export async function makeAccount(passwordHash?: string, open: AccountDoor = withAccount): Promise<TestAccount> {
  const id = newId();
  const email = emailOf(`${id}@ornek.com`);
  const hash = passwordHash ?? (await hashPassword(GOOD_PASSWORD));
  await open(null, ({ db }) => db.user.create({ data: { id, email, name: "Deniz", passwordHash: hash } }));
  return { id, email };
}

/** Every login of a person that still counts. */
export function openLogins(userId: string): Promise<string[]> {
  return withAccount(null, async ({ db }) => {
    const rows = await db.loginSession.findMany({ where: { userId, revokedAt: null }, select: { id: true } });
    return rows.map((row) => row.id);
  });
}
