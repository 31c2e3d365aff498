import { env } from "#lib/infra/env";

/**
 * Tells the login library the public address of this instance.
 *
 * It reads it from the environment alone, and then believes no header of a request about it.
 */
export function publishLoginAddress(): void {
  process.env.NEXTAUTH_URL = env().appUrl;
}
