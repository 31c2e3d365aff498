import { randomBytes } from "node:crypto";
import { equalHashes, keyedHash } from "#lib/infra/crypto/tokens";
import { env } from "#lib/infra/env";

function proof(userId: string, nonce: string): Uint8Array {
  return keyedHash(env().authSecret, `device mark\n${userId}\n${nonce}`);
}

/**
 * Makes a mark that a browser keeps after its person signed in there once.
 *
 * It signs nobody in. It gives that browser its own count of wrong passwords, so that a stranger who tries passwords
 * elsewhere cannot hold the person up. Method: OWASP, "Slow Down Online Guessing Attacks with Device Cookies".
 */
export function makeDeviceMark(userId: string): string {
  const nonce = randomBytes(16).toString("base64url");
  return `${nonce}.${Buffer.from(proof(userId, nonce)).toString("base64url")}`;
}

/** Reads a mark for one person; null when it was not made here for that person. */
export function readDeviceMark(mark: string | null, userId: string): string | null {
  const [nonce, signature] = (mark ?? "").split(".");
  if (nonce === undefined || signature === undefined || nonce === "") return null;
  return equalHashes(Buffer.from(signature, "base64url"), proof(userId, nonce)) ? nonce : null;
}
