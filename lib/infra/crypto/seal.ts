import { decrypt, encrypt, SealError, subkey } from "#lib/infra/crypto/aead";
import type { Keyring } from "#lib/infra/crypto/keyring";
import { Secret } from "#lib/infra/crypto/secret";

const FORMAT = 1;

/** What a sealed record is for. Each purpose has a key of its own, so a record can't be opened as another kind. */
export type SealPurpose =
  | "connection"
  | "revocation"
  | "connect"
  | "test-number"
  | "place-in-list"
  | "number-hash"
  | "pending-account"
  | "authenticator"
  | "audit-chain";

const SUBKEY_OF: Record<SealPurpose, number> = {
  connection: 1,
  revocation: 2,
  connect: 3,
  "test-number": 4,
  "place-in-list": 5,
  "number-hash": 6,
  "pending-account": 7,
  authenticator: 8,
  "audit-chain": 9,
};

/** The place a sealed record belongs to; moved elsewhere it does not open. */
export interface SealPlace {
  readonly purpose: SealPurpose;
  readonly workspaceId: string;
  readonly rowId: string;
}

/** The key of a purpose below a master or data key. */
export function purposeKey(key: Uint8Array, purpose: SealPurpose): Uint8Array {
  return subkey(key, SUBKEY_OF[purpose]);
}

const bound = (place: SealPlace, keyId: string) => [
  String(FORMAT),
  place.purpose,
  place.workspaceId,
  place.rowId,
  keyId,
];

/**
 * Seals a secret for one place with the keyring itself: for what belongs to no workspace, or is not kept in the database.
 * What a workspace keeps is sealed with its data key.
 *
 * @returns format byte, key id (length-prefixed), 24-byte random nonce, ciphertext. The same secret never gives the same bytes.
 */
export function seal(keyring: Keyring, place: SealPlace, secret: Secret): Uint8Array<ArrayBuffer> {
  const { id, bytes } = keyring.primary;
  const record = encrypt(purposeKey(bytes, place.purpose), bound(place, id), secret.reveal());
  const keyId = Buffer.from(id, "utf8");
  return Uint8Array.from(Buffer.concat([Buffer.from([FORMAT, keyId.length]), keyId, record]));
}

/** The id of the master key that a record sealed with the keyring itself names. */
export function sealedKeyId(sealed: Uint8Array): string {
  const length = sealed[1];
  if (sealed[0] !== FORMAT || length === undefined) throw new SealError();
  return Buffer.from(sealed.subarray(2, 2 + length)).toString("utf8");
}

/**
 * Opens a record sealed with the keyring itself, at its place.
 *
 * @throws SealError when the key id is unknown, the place is another, or a byte was changed.
 */
export function open(keyring: Keyring, place: SealPlace, sealed: Uint8Array): Secret {
  const keyId = sealedKeyId(sealed);
  const master = keyring.find(keyId);
  if (master === undefined) throw new SealError();
  const record = sealed.subarray(2 + Buffer.byteLength(keyId, "utf8"));
  const opened = decrypt(purposeKey(master.bytes, place.purpose), bound(place, keyId), record);
  return new Secret(Buffer.from(opened).toString("utf8"));
}
