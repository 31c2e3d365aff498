import { decrypt, encrypt, randomKey, recordOverhead, SealError, subkey } from "#lib/infra/crypto/aead";
import type { Keyring, MasterKey } from "#lib/infra/crypto/keyring";
import { open, purposeKey, type SealPlace } from "#lib/infra/crypto/seal";
import { Secret } from "#lib/infra/crypto/secret";

const SEALED = 2;
const WRAPPED = 3;
const KEY_BYTES = 32;
const ID_BYTES = 16;
/** Beyond every purpose of a sealed record. */
const WRAPPING_USE = 1_000;

/** The key that a workspace's secrets are sealed with, opened. Used at once and not kept. */
export interface DataKey {
  readonly id: string;
  readonly bytes: Uint8Array;
}

/** A new random data key under an id. */
export function newDataKey(id: string): DataKey {
  return { id, bytes: randomKey() };
}

const wrapBound = (workspaceId: string, dataKeyId: string, masterId: string) => [
  String(WRAPPED),
  "data-key",
  workspaceId,
  dataKeyId,
  masterId,
];

/**
 * Wraps a data key for its workspace with a key of the keyring.
 *
 * @returns format byte, id of the wrapping key (length-prefixed), nonce, ciphertext.
 */
export function wrapDataKey(master: MasterKey, workspaceId: string, key: DataKey): Uint8Array<ArrayBuffer> {
  const masterId = Buffer.from(master.id, "utf8");
  const record = encrypt(subkey(master.bytes, WRAPPING_USE), wrapBound(workspaceId, key.id, master.id), key.bytes);
  return Uint8Array.from(Buffer.concat([Buffer.from([WRAPPED, masterId.length]), masterId, record]));
}

/** How long a wrapped key at the beginning of these bytes is. */
function wrappedLength(bytes: Uint8Array): number {
  const idLength = bytes[1];
  if (bytes[0] !== WRAPPED || idLength === undefined) throw new SealError();
  return 2 + idLength + KEY_BYTES + recordOverhead;
}

/**
 * The id of the keyring's key that wraps a data key.
 *
 * @throws SealError when these bytes are no wrapped key.
 */
export function wrappingKeyId(wrapped: Uint8Array): string {
  if (wrapped.length !== wrappedLength(wrapped)) throw new SealError();
  return Buffer.from(wrapped.subarray(2, 2 + (wrapped[1] ?? 0))).toString("utf8");
}

/**
 * Opens a wrapped data key.
 *
 * @throws SealError when its wrapping key is unknown, or it belongs to another workspace or id.
 */
export function unwrapDataKey(keyring: Keyring, workspaceId: string, id: string, wrapped: Uint8Array): DataKey {
  const masterId = wrappingKeyId(wrapped);
  const master = keyring.find(masterId);
  if (master === undefined) throw new SealError();
  const record = wrapped.subarray(2 + Buffer.byteLength(masterId, "utf8"));
  return { id, bytes: decrypt(subkey(master.bytes, WRAPPING_USE), wrapBound(workspaceId, id, masterId), record) };
}

const sealBound = (place: SealPlace, keyId: string) => [
  String(SEALED),
  place.purpose,
  place.workspaceId,
  place.rowId,
  keyId,
];

/**
 * Seals a secret for one place with a data key.
 *
 * @returns format byte, id of the data key (16 bytes), nonce, ciphertext.
 */
export function sealUnder(key: DataKey, place: SealPlace, secret: Secret): Uint8Array<ArrayBuffer> {
  const record = encrypt(purposeKey(key.bytes, place.purpose), sealBound(place, key.id), secret.reveal());
  const id = Buffer.from(key.id.replaceAll("-", ""), "hex");
  return Uint8Array.from(Buffer.concat([Buffer.from([SEALED]), id, record]));
}

/** The id of the data key that a record names; null when it was sealed with the keyring itself, or is no record. */
export function dataKeyIdOf(sealed: Uint8Array): string | null {
  if (sealed[0] !== SEALED || sealed.length <= 1 + ID_BYTES) return null;
  const hex = Buffer.from(sealed.subarray(1, 1 + ID_BYTES)).toString("hex");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/**
 * Opens a record that carries its wrapped data key before it, as `withDataKey` reads it from the database.
 *
 * A record from before data keys was sealed with the keyring itself and still opens.
 *
 * @throws SealError when the data key is gone or does not open, the place is another, or a byte was changed.
 */
export function openCarried(keyring: Keyring, place: SealPlace, carried: Uint8Array): Secret {
  if (carried[0] === 1) return openDirect(keyring, place, carried);
  const length = wrappedLength(carried);
  const [wrapped, sealed] = [carried.subarray(0, length), carried.subarray(length)];
  const keyId = dataKeyIdOf(sealed);
  if (keyId === null) throw new SealError();
  const key = unwrapDataKey(keyring, place.workspaceId, keyId, wrapped);
  const opened = decrypt(purposeKey(key.bytes, place.purpose), sealBound(place, keyId), sealed.subarray(1 + ID_BYTES));
  return new Secret(Buffer.from(opened).toString("utf8"));
}

/** Before data keys, a key that awaited a yes shared the purpose of the connect it came with. */
function openDirect(keyring: Keyring, place: SealPlace, sealed: Uint8Array): Secret {
  const purpose = place.purpose === "pending-account" ? "connect" : place.purpose;
  return open(keyring, { ...place, purpose }, sealed);
}
