import { createHmac, randomBytes } from "node:crypto";
import { join } from "node:path";
import { privateFolder, readIfExists, readOrCreate } from "./data-folder.ts";

/** What an instance keeps secret outside its database. */
export interface Keys {
  keyring: string;
  authSecret: string;
}

/** The login secret: from the environment, or from a file (0600) made on first start. Losing it signs everyone out. */
export function loadAuthSecret(home: string, environment: NodeJS.ProcessEnv): string {
  if (environment.AUTH_SECRET) return environment.AUTH_SECRET;
  return readOrCreate(
    join(privateFolder(home), "auth-secret"),
    () => `${randomBytes(48).toString("base64url")}\n`,
  ).trim();
}

/** The keyring as it is: from the environment or its file; undefined when this instance has none yet. */
export function findKeyring(home: string, environment: NodeJS.ProcessEnv): string | undefined {
  return environment.KEYRING || readIfExists(join(home, "keyring"))?.trim();
}

/** A new random key as the keyring writes it, under an id that follows from the time. */
export function newKeyringEntry(): string {
  return `k${Date.now().toString(36)}:${randomBytes(32).toString("base64")}`;
}

/** Makes the keyring of a new instance, a file (0600). Losing it makes every sealed credential unreadable. */
export function createKeyring(home: string): string {
  return readOrCreate(join(privateFolder(home), "keyring"), () => `${newKeyringEntry()}\n`).trim();
}

/** A further secret that follows from the login secret: 32 bytes, the same on every machine that shares it. */
export function deriveSecret(authSecret: string, purpose: string): Buffer {
  return createHmac("sha256", authSecret).update(`tellal ${purpose}`).digest();
}
