import { createHmac, randomBytes } from "node:crypto";
import { join } from "node:path";
import { privateFolder, readOrCreate } from "./data-folder.ts";

/** What an instance keeps secret outside its database. */
export interface Keys {
  keyring: string;
  authSecret: string;
}

/**
 * The keys of this instance: from the environment, or from files (0600) made on first start and never written again.
 * Losing `keyring` makes every sealed credential unreadable; losing `auth-secret` signs everyone out.
 */
export function loadKeys(home: string, environment: NodeJS.ProcessEnv): Keys {
  privateFolder(home);
  const fromFile = (name: string, create: () => string) => readOrCreate(join(home, name), create).trim();
  return {
    keyring:
      environment.KEYRING ??
      fromFile("keyring", () => `k${Date.now().toString(36)}:${randomBytes(32).toString("base64")}\n`),
    authSecret: environment.AUTH_SECRET ?? fromFile("auth-secret", () => `${randomBytes(48).toString("base64url")}\n`),
  };
}

/** A further secret that follows from the login secret: 32 bytes, the same on every machine that shares it. */
export function deriveSecret(authSecret: string, purpose: string): Buffer {
  return createHmac("sha256", authSecret).update(`tellal ${purpose}`).digest();
}
