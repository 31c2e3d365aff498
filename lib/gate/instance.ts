import "server-only";
import { type AccountTx, withAccount } from "#lib/infra/db/tenant";
import { env } from "#lib/infra/env";

/** What a page outside any workspace may say about this installation. */
export interface InstanceFacts {
  /** Host and port people reach it at. */
  readonly host: string;
  readonly address: string;
  readonly isSignUpOpen: boolean;
  /** Whether it has a mail server. */
  readonly canMail: boolean;
}

/** The facts of this installation. */
export function instanceFacts(): InstanceFacts {
  const { appUrl, isSignUpOpen, smtpUrl } = env();
  return { host: new URL(appUrl).host, address: appUrl, isSignUpOpen, canMail: smtpUrl !== undefined };
}

/** Reads the shared tables for a page that anyone may open; what it shows of them is the page's own care. */
export function readPublic<T>(work: (tx: AccountTx) => Promise<T>): Promise<T> {
  return withAccount(null, work);
}

/** Reads the shared tables for a signed-in person, whose own memberships are readable. */
export function readOwn<T>(userId: string, work: (tx: AccountTx) => Promise<T>): Promise<T> {
  return withAccount(userId, work);
}
