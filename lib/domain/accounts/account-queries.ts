import { type SecurityKind, securityKind } from "#lib/domain/accounts/security";
import { NO_PASSWORD } from "#lib/infra/crypto/password-hash";
import type { AccountTx } from "#lib/infra/db/tenant";

/** A passkey as its person sees it. */
export interface ShownPasskey {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}

/** What keeps an account safe, for the page of its person. */
export interface AccountSafety {
  readonly hasPassword: boolean;
  readonly hasAuthenticator: boolean;
  /** Recovery codes that still work. */
  readonly codesLeft: number;
  readonly passkeys: readonly ShownPasskey[];
  /** Whether an account at the other sign-in server is linked. */
  readonly isLinked: boolean;
}

/** Reads what keeps the account of a person safe. */
export async function readSafety({ db }: AccountTx, userId: string, issuer: string | null): Promise<AccountSafety> {
  const { passwordHash, authenticator, passkeys } = await db.user.findUniqueOrThrow({
    where: { id: userId },
    select: {
      passwordHash: true,
      authenticator: { select: { confirmedAt: true } },
      passkeys: {
        select: { id: true, name: true, createdAt: true, lastUsedAt: true },
        orderBy: { id: "asc" },
      },
    },
  });
  const codesLeft = await db.recoveryCode.count({ where: { userId, usedAt: null } });
  const linked =
    issuer === null ? 0 : await db.identity.count({ where: { userId, issuer: { in: [issuer, `${issuer}/`] } } });
  return {
    hasPassword: passwordHash !== NO_PASSWORD,
    hasAuthenticator: authenticator !== null && authenticator.confirmedAt !== null,
    codesLeft,
    passkeys,
    isLinked: linked > 0,
  };
}

/** Something that happened to the safety of an account. */
export interface SecurityLine {
  readonly id: string;
  readonly kind: SecurityKind;
  readonly subject: string | null;
  readonly userAgent: string | null;
  readonly at: Date;
}

/** How many of the latest events are shown. */
const SHOWN = 20;

/** What last happened to the safety of a person's account, the newest first. */
export async function listSecurityEvents({ db }: AccountTx, userId: string): Promise<SecurityLine[]> {
  const rows = await db.securityEvent.findMany({ where: { userId }, orderBy: { id: "desc" }, take: SHOWN });
  return rows.flatMap(({ id, kind, subject, userAgent, createdAt: at }) => {
    const known = securityKind(kind);
    return known === null ? [] : [{ id, kind: known, subject, userAgent, at }];
  });
}
