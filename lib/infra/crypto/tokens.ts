import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** Makes a token of 32 random bytes for links, cookies and states: 43 characters of base64url. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** SHA-256 of a token, the only form that is stored. */
export function hashToken(token: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(createHash("sha256").update(token, "utf8").digest());
}

/** Keyed hash for secrets too short to stand a guess, such as a six-digit code. */
export function keyedHash(key: string, text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(createHmac("sha256", key).update(text, "utf8").digest());
}

/** Compares two digests in constant time; unequal lengths are simply not equal. */
export function equalHashes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

/** First eight hex digits of the SHA-256: tells keys apart on a screen or in the audit, opens nothing. */
export function fingerprint(secret: string): string {
  return createHash("sha256").update(secret, "utf8").digest("hex").slice(0, 8);
}
