import { assertKeys } from "#lib/infra/crypto/assert-keys";
import { assertAppRole } from "#lib/infra/db/assert-role";
import { env } from "#lib/infra/env";
import { guardConsole, log } from "#lib/infra/log";

/**
 * Checks what the web process stands on: its settings, its keys, and that the database will hold it to one workspace.
 *
 * What is wrong is said in one line and ends the process; it never serves a request.
 */
export async function openWeb(): Promise<void> {
  guardConsole();
  try {
    const { appUrl, trustedProxyHops } = env();
    await assertAppRole();
    await assertKeys();
    if (appUrl.startsWith("https://") && trustedProxyHops === 0) {
      log.warn(
        "TRUSTED_PROXY_HOPS is 0: all callers share one count of sign-in tries; set it to the number of your proxies",
      );
    }
  } catch (error) {
    log.fatal({ err: error }, "web does not start");
    console.error(`Tellal does not start. ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  }
}

/** Writes down an error that no page caught, under the digest that the error page shows. */
export function logRequestError(
  error: unknown,
  where: { method: string; route: string; kind: string; requestId: string | undefined },
): void {
  const digest = typeof error === "object" && error !== null && "digest" in error ? String(error.digest) : undefined;
  log.error({ ...where, digest, err: error }, "request failed");
}
