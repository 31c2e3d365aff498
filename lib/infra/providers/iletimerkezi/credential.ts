import { z } from "zod";
import { Secret } from "#lib/infra/crypto/secret";
import { readObject } from "#lib/infra/providers/json-object";

const Pair = z.strictObject({ key: z.string().min(1), hash: z.string().min(1) });

/** The two texts every call carries. */
export type KeyPair = z.infer<typeof Pair>;

/** Key and hash as the one secret that is sealed. */
export function pairSecret({ key, hash }: KeyPair): Secret {
  return new Secret(JSON.stringify({ key, hash }));
}

/**
 * Opens the pair for one call.
 *
 * @throws Error when the secret was not made by `pairSecret`; it is never shown.
 */
export function pairOf(secret: Secret): KeyPair {
  const read = Pair.safeParse(readObject(secret.reveal()));
  if (!read.success) throw new Error("the credential is not a key with its hash");
  return read.data;
}
