import type { Msisdn } from "#lib/domain/contacts/model";
import { DomainError } from "#lib/domain/errors";
import { codeLimits } from "#lib/domain/test-sends/model";
import { keyedHash } from "#lib/infra/crypto/tokens";
import { env } from "#lib/infra/env";
import { countAgainst } from "#lib/infra/rate-limit";

/** Whom a code is asked for, and from where. */
export interface CodeRequest {
  readonly msisdn: Msisdn;
  readonly workspaceId: string;
  readonly ip: string;
}

/**
 * Counts one code against what its number, the address it is asked from and the workspace may take.
 *
 * The number counts over the whole instance, whoever asks; only its keyed hash is stored.
 *
 * @throws DomainError `test.too_many_codes` with the minutes to wait.
 */
export async function countCode({ msisdn, workspaceId, ip }: CodeRequest): Promise<void> {
  const number = Buffer.from(keyedHash(env().authSecret, `test-code ${msisdn}`)).toString("base64url");
  const keys = { number, address: ip, workspace: workspaceId } as const;
  for (const per of ["number", "address", "workspace"] as const) {
    const verdict = await countAgainst(codeLimits[per], keys[per]);
    if (!verdict.allowed) {
      throw new DomainError("test.too_many_codes", { minutes: Math.ceil(verdict.retryAfterSeconds / 60) });
    }
  }
}
