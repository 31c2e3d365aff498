import { NUMBER_KEY, type NumberPads, openPads } from "#lib/domain/consent/erased-queries";
import { senderRoom } from "#lib/domain/messages/commands/sender-room";
import { IS_LIMITED, workspaceRoom } from "#lib/domain/messages/commands/workspace-limits";
import type { TenantSql } from "#lib/infra/db/tenant";

/** What is said about the next call of a campaign: by its workspace, by the operator, and about the member who sent it. */
export interface CallLimits {
  /** How many more people may be written to now. */
  readonly room: number;
  /** Whose limit leaves no room; null while there is some. */
  readonly reached: "cap_reached" | "limit_reached" | "sender_cap_reached" | null;
  /** With which erased numbers are recognised; null where nobody was erased. */
  readonly pads: NumberPads | null;
}

interface LimitsRow {
  is_limited: boolean;
  number_key: Buffer | null;
  sender_id: string | null;
  sender_cap: number | null;
}

const LIMITS = `
SELECT ${IS_LIMITED} AS is_limited, ${NUMBER_KEY} AS number_key, s.user_id AS sender_id, s.daily_cap AS sender_cap
FROM workspaces w
LEFT JOIN campaigns k ON k.workspace_id = $1 AND k.id = $2
LEFT JOIN memberships s ON s.workspace_id = $1 AND s.user_id = k.started_by_id AND s.daily_cap IS NOT NULL
WHERE w.id = $1`;

/** Reads every limit for the next call of a campaign: in one question, where there is none to count against. */
export async function callLimits(sql: TenantSql, campaignId: string, now: Date): Promise<CallLimits> {
  const { rows } = await sql.client.query<LimitsRow>({
    name: "call-limits",
    text: LIMITS,
    values: [sql.workspaceId, campaignId],
  });
  const row = rows[0];
  const pads = openPads(sql.workspaceId, row?.number_key ?? null);
  const most = Number.POSITIVE_INFINITY;
  const { room, reached } = row?.is_limited === true ? await workspaceRoom(sql, now) : { room: most, reached: null };
  if (reached !== null) return { room: 0, reached, pads };
  const { sender_id: userId, sender_cap: dailyCap } = row ?? { sender_id: null, sender_cap: null };
  const bySender = userId === null || dailyCap === null ? most : await senderRoom(sql, { userId, dailyCap }, now);
  return { room: Math.min(room ?? most, bySender), reached: bySender === 0 ? "sender_cap_reached" : null, pads };
}
