import { type Keyring, parseKeyring } from "#lib/infra/crypto/keyring";
import { env } from "#lib/infra/env";

let current: Keyring | undefined;

/** The keyring of this process, parsed once. It holds master keys only; no opened secret is ever kept. */
export function keyring(): Keyring {
  current ??= parseKeyring(env().keyring, [env().authSecret]);
  return current;
}
