import { EnvError } from "#lib/infra/env";

/** A master key of 32 bytes under the id that sealed records name. */
export interface MasterKey {
  readonly id: string;
  readonly bytes: Uint8Array;
}

/** The keys of this instance: the first seals, each opens what names its id. */
export interface Keyring {
  readonly primary: MasterKey;
  /** The ids of all, the first first. */
  readonly ids: readonly string[];
  find(id: string): MasterKey | undefined;
}

/** A random key of 32 bytes holds about 30 distinct values; text, repetitions and counters hold fewer or look printable. */
function looksWeak(bytes: Uint8Array): boolean {
  const distinct = new Set(bytes).size;
  const isPrintable = bytes.every((byte) => byte >= 0x20 && byte < 0x7f);
  const steps = new Set(bytes.slice(1).map((byte, index) => (byte - (bytes[index] ?? 0)) & 0xff));
  return distinct < 16 || isPrintable || steps.size < 4;
}

/**
 * Reads `id:base64,id:base64`; ids are 1 to 32 of letters, digits, dash and underscore.
 *
 * @throws EnvError when a key is malformed, not 32 bytes, repeated, weak, or equal to another secret of the instance.
 */
export function parseKeyring(text: string, otherSecrets: readonly string[] = []): Keyring {
  const keys = text.split(",").map((entry) => {
    const [id, encoded, ...rest] = entry.trim().split(":");
    if (id === undefined || encoded === undefined || rest.length > 0 || !/^[\w-]{1,32}$/.test(id)) {
      throw new EnvError("KEYRING: must be id:base64,id:base64");
    }
    const bytes = Uint8Array.from(Buffer.from(encoded, "base64"));
    if (bytes.length !== 32) throw new EnvError(`KEYRING: key ${id} must be 32 bytes in base64`);
    if (looksWeak(bytes)) throw new EnvError(`KEYRING: key ${id} is not random`);
    if (otherSecrets.some((secret) => secret === encoded || Buffer.from(secret).equals(bytes))) {
      throw new EnvError(`KEYRING: key ${id} is also used as another secret`);
    }
    return { id, bytes };
  });
  const byId = new Map(keys.map((key) => [key.id, key]));
  if (byId.size !== keys.length) throw new EnvError("KEYRING: an id stands twice");
  const primary = keys[0];
  if (primary === undefined) throw new EnvError("KEYRING: is empty");
  return { primary, ids: keys.map(({ id }) => id), find: (id) => byId.get(id) };
}
