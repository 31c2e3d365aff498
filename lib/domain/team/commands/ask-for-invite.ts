import { readOffer } from "#lib/domain/team/queries";
import type { TenantTx } from "#lib/infra/db/tenant";
import { enqueue } from "#lib/infra/queue";
import { countAgainst } from "#lib/infra/rate-limit";

/** Mails to the one who invited, for one invitation. */
const WISHES = { name: "invite-wish", points: 2, seconds: 24 * 60 * 60 } as const;

/** Has a mail written to the one who invited, when the invitation ran out; otherwise, or asked too often, does nothing. */
export async function askForInvite(tx: TenantTx, inviteId: string): Promise<void> {
  const offer = await readOffer(tx, inviteId, new Date());
  if (offer.state !== "expired") return;
  const verdict = await countAgainst(WISHES, inviteId);
  if (verdict.allowed) await enqueue(tx.db, "mail.invite_wanted", { workspaceId: tx.workspaceId, inviteId });
}
