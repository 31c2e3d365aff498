import { CAP_HOURS } from "#lib/domain/messages/cap-hours";
import type { TenantSql } from "#lib/infra/db/tenant";

/** A member with a cap on how many people may be written to in a day. */
export interface CappedSender {
  readonly userId: string;
  readonly dailyCap: number;
}

/**
 * How many more people a member with a cap may write to now.
 *
 * Calls for the member are begun one after the other until each is committed, so that together they stay below the cap. The
 * count comes after the lock, so that it sees the call before.
 */
export async function senderRoom({ workspaceId, client }: TenantSql, sender: CappedSender, now: Date): Promise<number> {
  await client.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [`cap ${workspaceId} ${sender.userId}`]);
  const since = new Date(now.getTime() - CAP_HOURS * 60 * 60_000);
  const { rows } = await client.query<{ called: string }>({
    name: "called-by-sender",
    text: "SELECT people_called_by($1, $2, $3) AS called",
    values: [workspaceId, sender.userId, since],
  });
  return Math.max(0, sender.dailyCap - Number(rows[0]?.called ?? 0));
}
