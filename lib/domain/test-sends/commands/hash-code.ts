import { keyedHash } from "#lib/infra/crypto/tokens";
import { env } from "#lib/infra/env";

/** The keyed hash of a code for one number: six digits alone could be guessed from a plain hash in a moment. */
export function codeHash(workspaceId: string, numberId: string, code: string): Uint8Array<ArrayBuffer> {
  return keyedHash(env().authSecret, `test-number ${workspaceId} ${numberId} ${code}`);
}
