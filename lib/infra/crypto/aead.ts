import sodium from "libsodium-wrappers";

await sodium.ready;

const NONCE_BYTES = sodium.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
const TAG_BYTES = sodium.crypto_aead_xchacha20poly1305_ietf_ABYTES;
const KEY_CONTEXT = "tellalv1";

/** A record could not be opened: wrong place, wrong key, or changed bytes. Nothing more is said on purpose. */
export class SealError extends Error {
  constructor() {
    super("a sealed record did not open");
  }
}

/** Puts parts together so that none can borrow a character of the next: each behind its length. */
function lengthPrefixed(parts: readonly string[]): Uint8Array {
  // The wrapper treats null, undefined and '' as the same associated data, so an empty part must never pass.
  if (parts.length === 0 || parts.some((part) => part === "")) throw new SealError();
  return Buffer.concat(
    parts.flatMap((part) => {
      const bytes = Buffer.from(part, "utf8");
      const length = Buffer.alloc(4);
      length.writeUInt32BE(bytes.length);
      return [length, bytes];
    }),
  );
}

/**
 * Encrypts with XChaCha20-Poly1305 under a fresh random nonce.
 *
 * @param bound What the ciphertext belongs to; it opens with the same parts only. None may be empty.
 * @returns 24 bytes of nonce, then the ciphertext with its tag.
 */
export function encrypt(key: Uint8Array, bound: readonly string[], plain: Uint8Array | string): Uint8Array {
  const nonce = sodium.randombytes_buf(NONCE_BYTES);
  const ciphertext = sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(plain, lengthPrefixed(bound), null, nonce, key);
  return Buffer.concat([nonce, ciphertext]);
}

/**
 * Opens what `encrypt` made.
 *
 * @throws SealError when anything differs.
 */
export function decrypt(key: Uint8Array, bound: readonly string[], record: Uint8Array): Uint8Array {
  const associated = lengthPrefixed(bound);
  try {
    const [nonce, ciphertext] = [record.subarray(0, NONCE_BYTES), record.subarray(NONCE_BYTES)];
    return sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(null, ciphertext, associated, nonce, key);
  } catch {
    throw new SealError();
  }
}

/** Bytes that a record has beyond what it holds: nonce and tag. */
export const recordOverhead = NONCE_BYTES + TAG_BYTES;

/** 32 bytes from the library's generator. */
export function randomKey(): Uint8Array {
  return sodium.randombytes_buf(32);
}

/** A key for one use, derived from another, so that no two uses share one. */
export function subkey(key: Uint8Array, use: number): Uint8Array {
  return sodium.crypto_kdf_derive_from_key(32, use, KEY_CONTEXT, key);
}
