import type { SealPurpose } from "#lib/infra/crypto/seal";

/** A column that holds sealed secrets; the row's `id` is part of the place of each. */
export interface SealedColumn {
  readonly table: string;
  readonly column: string;
  readonly purpose: SealPurpose;
  /** The column that names the workspace, where it is not `workspace_id`. */
  readonly workspaceColumn?: string;
  /** A column that names the sealing key beside it. */
  readonly keyIdColumn?: string;
}

/** Every sealed column of a workspace. A test holds this list against the catalog: none may be missing. */
export const sealedColumns: readonly SealedColumn[] = [
  { table: "connections", column: "key_sealed", purpose: "connection", keyIdColumn: "key_id" },
  { table: "revocations", column: "key_sealed", purpose: "revocation" },
  { table: "connect_transactions", column: "verifier_sealed", purpose: "connect" },
  { table: "connect_transactions", column: "pending_sealed", purpose: "pending-account" },
  { table: "test_numbers", column: "code_sealed", purpose: "test-number" },
  { table: "audit_heads", column: "key_sealed", purpose: "audit-chain" },
  { table: "workspaces", column: "number_key_sealed", purpose: "number-hash", workspaceColumn: "id" },
];

/** A column of the shared tables: sealed with the keyring itself, bound to the person in place of a workspace. */
export interface PersonalColumn extends SealedColumn {
  readonly personColumn: string;
}

/** Every sealed column of people. */
export const personalColumns: readonly PersonalColumn[] = [
  { table: "authenticators", column: "secret_sealed", purpose: "authenticator", personColumn: "user_id" },
];
