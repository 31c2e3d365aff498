import sodium from "libsodium-wrappers";
import type { Keyring } from "#lib/infra/crypto/keyring";
import { Secret } from "#lib/infra/crypto/secret";

await sodium.ready;

const FORMAT = 1;
const KEY_CONTEXT = "tellalv1";

/** What a sealed record is for. Each purpose has a key of its own, so a record can't be opened as another kind. */
export type SealPurpose = "connection" | "revocation" | "connect" | "test-number" | "place-in-list" | "number-hash";

const SUBKEY_OF: Record<SealPurpose, number> = {
  connection: 1,
  revocation: 2,
  connect: 3,
  "test-number": 4,
  "place-in-list": 5,
  "number-hash": 6,
};

/** The place a sealed record belongs to; moved elsewhere it does not open. */
export interface SealPlace {
  readonly purpose: SealPurpose;
  readonly workspaceId: string;
  readonly rowId: string;
}

/** A record could not be opened: wrong place, wrong key, or changed bytes. Nothing more is said on purpose. */
export class SealError extends Error {
  constructor() {
    super("a sealed record did not open");
  }
}

function lengthPrefixed(parts: readonly string[]): Uint8Array {
  const encoded = parts.map((part) => Buffer.from(part, "utf8"));
  return Uint8Array.from(
    Buffer.concat(
      encoded.flatMap((bytes) => {
        const length = Buffer.alloc(4);
        length.writeUInt32BE(bytes.length);
        return [length, bytes];
      }),
    ),
  );
}

function associated(place: SealPlace, keyId: string): Uint8Array {
  const parts = [String(FORMAT), place.purpose, place.workspaceId, place.rowId, keyId];
  // The wrapper treats null, undefined and '' as the same associated data, so an empty part must never pass.
  if (parts.some((part) => part === "")) throw new SealError();
  return lengthPrefixed(parts);
}

function purposeKey(master: Uint8Array, purpose: SealPurpose): Uint8Array {
  return sodium.crypto_kdf_derive_from_key(32, SUBKEY_OF[purpose], KEY_CONTEXT, master);
}

/**
 * Seals a secret with XChaCha20-Poly1305 for one place.
 *
 * @returns format byte, key id (length-prefixed), 24-byte random nonce, ciphertext. The same secret never gives the same bytes.
 */
export function seal(keyring: Keyring, place: SealPlace, secret: Secret): Uint8Array<ArrayBuffer> {
  const { id, bytes } = keyring.primary;
  const nonce = sodium.randombytes_buf(sodium.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
  const ciphertext = sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(
    secret.reveal(),
    associated(place, id),
    null,
    nonce,
    purposeKey(bytes, place.purpose),
  );
  const keyId = Buffer.from(id, "utf8");
  return Uint8Array.from(Buffer.concat([Buffer.from([FORMAT, keyId.length]), keyId, nonce, ciphertext]));
}

/** The id of the master key that a sealed record names. */
export function sealedKeyId(sealed: Uint8Array): string {
  const length = sealed[1];
  if (sealed[0] !== FORMAT || length === undefined) throw new SealError();
  return Buffer.from(sealed.subarray(2, 2 + length)).toString("utf8");
}

/**
 * Opens a sealed record at its place.
 *
 * @throws SealError when the key id is unknown, the place is another, or a byte was changed.
 */
export function open(keyring: Keyring, place: SealPlace, sealed: Uint8Array): Secret {
  const keyId = sealedKeyId(sealed);
  const master = keyring.find(keyId);
  if (master === undefined) throw new SealError();
  const start = 2 + Buffer.byteLength(keyId, "utf8");
  const end = start + sodium.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
  try {
    const opened = sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
      null,
      sealed.subarray(end),
      associated(place, keyId),
      sealed.subarray(start, end),
      purposeKey(master.bytes, place.purpose),
    );
    return new Secret(Buffer.from(opened).toString("utf8"));
  } catch {
    throw new SealError();
  }
}
