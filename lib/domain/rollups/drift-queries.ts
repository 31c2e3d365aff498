import { PROBLEMS_DRIFT, ROLLUP_DRIFT, STATS_DRIFT } from "#lib/domain/messages/book-moves";
import type { MessageState } from "#lib/domain/messages/model";
import type { TenantSql } from "#lib/infra/db/tenant";

/** A count that is not that of the messages. */
export interface Drift {
  /** What differs: the rollup of the reports, the counts beside the campaign, or the list of messages with a reason. */
  readonly where: "rollup" | "campaign" | "problems";
  readonly campaignId: string;
  readonly state: MessageState;
  readonly parts: number | null;
  readonly booked: number;
  readonly counted: number;
}

interface DriftRow {
  campaign_id: string;
  state: MessageState;
  parts: number | null;
  booked: number | null;
  counted: number | null;
}

/**
 * Counts every message of a workspace anew and compares. Each comparison is one statement and so sees one moment: messages
 * that move meanwhile do not make a difference.
 */
export async function findDrift({ client, workspaceId }: TenantSql): Promise<Drift[]> {
  const compare = async (text: string, where: Drift["where"]): Promise<Drift[]> =>
    (await client.query<DriftRow>(text, [workspaceId])).rows.map((row) => ({
      ...{ where, campaignId: row.campaign_id, state: row.state, parts: row.parts },
      ...{ booked: row.booked ?? 0, counted: row.counted ?? 0 },
    }));
  return [
    ...(await compare(ROLLUP_DRIFT, "rollup")),
    ...(await compare(STATS_DRIFT, "campaign")),
    ...(await compare(PROBLEMS_DRIFT, "problems")),
  ];
}
