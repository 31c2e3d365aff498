import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";
import { Table } from "./store/table.ts";
import { OAuthScope } from "./workspaces.ts";

export const keyPrefix = "iltz_test_";
const keyForm = /^iltz_(?:live|test)_[A-Za-z0-9_-]+$/;

const IssuedKey = z.object({
  /** SHA-256 of the key; the key itself is never kept. */
  hash: z.string(),
  workspace: z.string(),
  scopes: z.array(OAuthScope),
  client: z.string(),
  account: z.string(),
  /** `null` for keys minted on the control surface. */
  grant: z.string().nullable(),
  issuedAt: z.string(),
  revokedAt: z.string().nullable(),
  revokedBecause: z.string().nullable(),
});
export type IssuedKey = z.infer<typeof IssuedKey>;

function keyHash(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** Short name of a key for ledgers and pages; tells keys apart and opens nothing. */
export function fingerprint(key: IssuedKey): string {
  return key.hash.slice(0, 16);
}

/** Every key the stand-in ever gave out, with its revocation. */
export class Keys {
  readonly #table: Table<IssuedKey>;

  constructor(file: string) {
    this.#table = new Table(file, (value) => IssuedKey.safeParse(value).data ?? null);
  }

  all(): IssuedKey[] {
    return this.#table.values();
  }

  /** Records a key before anyone is told about it. */
  record(secret: string, key: Omit<IssuedKey, "hash" | "revokedAt" | "revokedBecause" | "issuedAt">): IssuedKey {
    const issued: IssuedKey = {
      ...key,
      hash: keyHash(secret),
      issuedAt: new Date().toISOString(),
      revokedAt: null,
      revokedBecause: null,
    };
    this.#table.set(issued.hash, issued);
    return issued;
  }

  mint(key: Pick<IssuedKey, "workspace" | "scopes" | "client">): { secret: string; issued: IssuedKey } {
    const secret = keyPrefix + randomBytes(32).toString("base64url");
    return { secret, issued: this.record(secret, { ...key, account: "control", grant: null }) };
  }

  /** The key behind a secret, revoked or not. */
  find(secret: string): IssuedKey | undefined {
    return keyForm.test(secret) ? this.#table.get(keyHash(secret)) : undefined;
  }

  /** Takes scopes away from a key. */
  narrow(secret: string, scopes: OAuthScope[]): void {
    const key = this.find(secret);
    if (key !== undefined) this.#table.set(key.hash, { ...key, scopes });
  }

  revoke(key: IssuedKey, because: string): void {
    if (key.revokedAt !== null) return;
    this.#table.set(key.hash, { ...key, revokedAt: new Date().toISOString(), revokedBecause: because });
  }

  revokeGrant(grant: string, because: string): void {
    for (const key of this.all()) if (key.grant === grant) this.revoke(key, because);
  }

  clear(): void {
    this.#table.clear();
  }
}
