import { isUsableSender } from "#lib/domain/senders/usable";
import type { TenantTx } from "#lib/infra/db/tenant";

/**
 * Whether messages may go out under a sender, which nobody takes away until the transaction ends. Of somebody who takes it away
 * and somebody who is about to send under it in the same instant one comes first, and the other sees what was done.
 */
export async function holdSender({ workspaceId, db }: TenantTx, senderId: string | null): Promise<boolean> {
  const [sender] = await db.$queryRaw<{ status: string; is_listed: boolean }[]>`
    SELECT status, is_listed FROM senders WHERE workspace_id = ${workspaceId}::uuid AND id = ${senderId}::uuid
    FOR KEY SHARE`;
  return sender?.is_listed === true && isUsableSender(sender.status);
}
