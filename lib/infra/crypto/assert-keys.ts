import { freshKeyring } from "#lib/infra/crypto/vault";
import { lookUp } from "#lib/infra/db/tenant";
import { EnvError } from "#lib/infra/env";

/**
 * Refuses to go on with a keyring that is bad, or that lacks a key which something in the database is sealed with: a
 * restored database with another instance's keys, or a key that was taken out by hand.
 *
 * @throws EnvError naming the first missing key by its id.
 */
export async function assertKeys(): Promise<void> {
  const { ids } = freshKeyring();
  const used = await lookUp<{ key_id: string }>(
    "SELECT key_id FROM data_key_owners() UNION SELECT key_id FROM direct_seals()",
    [],
  );
  // Bytes that somebody put there and that were never sealed name no key; they do not open, and stop nobody.
  const missing = used.map((row) => row.key_id).find((id) => /^[\w-]{1,32}$/.test(id) && !ids.includes(id));
  if (missing !== undefined) {
    throw new EnvError(`KEYRING: the key ${missing} is missing, and secrets of this database are sealed with it`);
  }
}
