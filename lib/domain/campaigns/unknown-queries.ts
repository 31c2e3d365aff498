import type { CampaignState } from "#lib/domain/campaigns/model";
import { parsePublicId } from "#lib/domain/ids";
import { type Evidence, evidences, REPEATED } from "#lib/domain/messages/lookups";
import type { TenantTx } from "#lib/infra/db/tenant";
import { providerOf } from "#lib/infra/providers/registry";

/** A call without an answer, with everything that is known about it. */
export interface UnansweredCall {
  readonly id: string;
  /** Those of it who are still unknown. */
  readonly people: number;
  readonly firstMsisdn: number | null;
  readonly startedAt: Date;
  /** How it ended: our worker was lost with it, there was no answer or one with this status, or it was a repeated one there. */
  readonly end: CallEnd;
  readonly httpStatus: number | null;
  /** Whether the provider can be asked for it at all. */
  readonly canAsk: boolean;
  readonly evidence: Evidence | null;
  readonly looks: number;
  readonly emptyLooks: number;
  readonly lookAt: Date | null;
}

/** How a call ended that nobody knows about. */
type CallEnd = "worker_lost" | "repeated" | "unclear_answer" | "no_answer";

function endOf({ detail, http_status }: Pick<CallRow, "detail" | "http_status">): CallEnd {
  if (detail === "worker_lost" || detail === REPEATED) return detail;
  return http_status === null ? "no_answer" : "unclear_answer";
}

/** The unanswered calls of a campaign and what the campaign is doing. */
export interface Unanswered {
  readonly campaignId: string;
  readonly name: string;
  readonly state: CampaignState;
  readonly providerLabel: string;
  readonly ownerIds: readonly (string | null)[];
  readonly calls: readonly UnansweredCall[];
}

interface CallRow {
  id: string;
  people: number;
  first_msisdn: number | null;
  started_at: Date;
  http_status: number | null;
  detail: string | null;
  evidence: string | null;
  looks: number;
  empty_looks: number;
  look_at: Date | null;
}

/** Most calls on one page; decided ones make room for the next. */
const MOST_CALLS = 50;

/** Reads the calls of a campaign that wait for a person, oldest first; null when there is no such campaign. */
export async function unansweredCalls(tx: TenantTx, publicId: string): Promise<Unanswered | null> {
  const id = parsePublicId("campaign", publicId);
  if (id === null) return null;
  const { workspaceId, db } = tx;
  const campaign = await db.campaign.findUnique({
    where: { workspaceId_id: { workspaceId, id } },
    select: {
      name: true,
      state: true,
      createdById: true,
      startedById: true,
      connection: { select: { provider: true } },
    },
  });
  if (campaign === null) return null;
  const rows = await db.$queryRaw<CallRow[]>`
    SELECT a.id, count(*)::int AS people, min(m.msisdn)::float8 AS first_msisdn, a.started_at, a.http_status, a.detail,
      a.evidence, a.looks, a.empty_looks, a.look_at
    FROM dispatch_attempts a
    JOIN messages m ON m.workspace_id = ${workspaceId}::uuid AND m.id = ANY (a.message_ids) AND m.attempt_id = a.id AND m.state = 'unknown'
    WHERE a.workspace_id = ${workspaceId}::uuid AND a.campaign_id = ${id}::uuid AND a.state = 'unknown'
    GROUP BY a.workspace_id, a.id ORDER BY a.started_at, a.id LIMIT ${MOST_CALLS}`;
  const provider = campaign.connection === null ? null : providerOf(campaign.connection.provider);
  return {
    campaignId: publicId,
    name: campaign.name,
    state: campaign.state,
    providerLabel: provider?.label ?? "",
    ownerIds: [campaign.createdById, campaign.startedById],
    calls: rows.map((row) => ({
      id: row.id,
      people: row.people,
      firstMsisdn: row.first_msisdn,
      startedAt: row.started_at,
      end: endOf(row),
      httpStatus: row.http_status,
      canAsk: provider?.capabilities.lookup === true,
      evidence: evidences.find((known) => known === row.evidence) ?? null,
      looks: row.looks,
      emptyLooks: row.empty_looks,
      lookAt: row.look_at,
    })),
  };
}
