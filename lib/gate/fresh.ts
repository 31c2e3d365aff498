import "server-only";
import { isFresh } from "#lib/domain/accounts/login-session";
import type { SignedInUser } from "#lib/domain/accounts/queries";
import { DomainError } from "#lib/domain/errors";

/**
 * Lets only somebody pass who proved within the last 15 minutes, on this login, who they are.
 *
 * The browser answers the refusal with a question for password, code or passkey, and repeats what was asked for.
 *
 * @throws DomainError `account.proof_needed`
 */
export function requireFresh(user: SignedInUser): void {
  if (!isFresh(user.provedAt, new Date())) throw new DomainError("account.proof_needed");
}
