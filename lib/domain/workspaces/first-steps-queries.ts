import type { TenantTx } from "#lib/infra/db/tenant";

/** Which of the first steps a workspace has taken; each is read from what is there, never from a click. */
export interface FirstSteps {
  readonly isConnected: boolean;
  readonly hasSender: boolean;
  readonly hasPeople: boolean;
  readonly hasSent: boolean;
}

/** Reads the first steps of a workspace. */
export async function firstSteps(tx: TenantTx): Promise<FirstSteps> {
  const rows = await tx.db.$queryRaw<FirstSteps[]>`
    SELECT
      EXISTS (SELECT FROM connections WHERE workspace_id = ${tx.workspaceId}::uuid AND state <> 'disconnected') AS "isConnected",
      EXISTS (SELECT FROM senders WHERE workspace_id = ${tx.workspaceId}::uuid AND is_default)
        OR EXISTS (SELECT FROM campaigns WHERE workspace_id = ${tx.workspaceId}::uuid AND sender_id IS NOT NULL) AS "hasSender",
      EXISTS (SELECT FROM imports WHERE workspace_id = ${tx.workspaceId}::uuid AND state = 'ready' AND kept > 0) AS "hasPeople",
      EXISTS (SELECT FROM campaigns WHERE workspace_id = ${tx.workspaceId}::uuid AND prepared_at IS NOT NULL) AS "hasSent"`;
  const [steps] = rows;
  if (steps === undefined) throw new Error("a question without an answer");
  return steps;
}
