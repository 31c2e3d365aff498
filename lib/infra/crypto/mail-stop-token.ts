import { equalHashes, keyedHash } from "#lib/infra/crypto/tokens";
import { env } from "#lib/infra/env";

/** Whose weekly mail a link ends. */
export interface MailStop {
  readonly workspaceId: string;
  readonly userId: string;
}

const ID_BYTES = 16;
const HASH_BYTES = 32;
const WHOLE = 2 * ID_BYTES + HASH_BYTES;

const bytesOf = (id: string) => Buffer.from(id.replaceAll("-", ""), "hex");
const idOf = (bytes: Buffer) => bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");

function seal({ workspaceId, userId }: MailStop): Uint8Array {
  return keyedHash(env().authSecret, `mail stop\n${workspaceId}\n${userId}`);
}

/** Writes the end of a link that ends somebody's weekly mail and opens nothing: the same in every mail, 86 characters. */
export function writeMailStop(stop: MailStop): string {
  return Buffer.concat([bytesOf(stop.workspaceId), bytesOf(stop.userId), seal(stop)]).toString("base64url");
}

/** Reads it back without a look at the database; null for what was not written here. */
export function readMailStop(token: string): MailStop | null {
  const bytes = Buffer.from(token, "base64url");
  if (bytes.length !== WHOLE) return null;
  const stop = { workspaceId: idOf(bytes.subarray(0, ID_BYTES)), userId: idOf(bytes.subarray(ID_BYTES, 2 * ID_BYTES)) };
  return equalHashes(bytes.subarray(2 * ID_BYTES), seal(stop)) ? stop : null;
}
