import type { CampaignState } from "#lib/domain/campaigns/model";

/** A call without an answer that is held, with its campaign and its chunk. */
export interface HeldCall {
  readonly campaignId: string;
  readonly campaignState: CampaignState;
  readonly chunkId: string;
  readonly leg: number;
  /** How the call ended. */
  readonly detail: string | null;
}

/**
 * SQL that holds the calls `$2` of the workspace `$1` whose outcome nobody knows, until the transaction ends. It comes before
 * the statement that settles them.
 *
 * The campaign first: meanwhile it is neither cancelled nor completed, nor is its first connection given up. Then the attempt,
 * which a person, a look and its own worker may each be settling, and its chunk, which nobody closes or turns meanwhile. The
 * counts come last, in the statement that moves people: whoever took them before the chunk would wait crosswise.
 */
export const HOLD_CALLS = `
SELECT k.id AS "campaignId", k.state AS "campaignState", c.id AS "chunkId", c.leg, a.detail
FROM dispatch_attempts a
JOIN campaigns k ON k.workspace_id = $1::uuid AND k.id = a.campaign_id
JOIN chunks c ON c.workspace_id = $1::uuid AND c.id = a.chunk_id
WHERE a.workspace_id = $1::uuid AND a.id = ANY ($2::uuid[]) AND a.state = 'unknown'
ORDER BY a.id
FOR NO KEY UPDATE OF k, a, c`;
