import { DomainError } from "#lib/domain/errors";
import type { TenantSql } from "#lib/infra/db/tenant";
import type { Frequency, LeaveOut } from "./exclusions.ts";
import { resolveExclusionsSql, storedExclusions } from "./leave-out-queries.ts";
import type { CampaignKind } from "./model.ts";

/** A draft with everything that its check looks at beside the people. */
export interface DraftRow {
  version: number;
  text: string;
  kind: CampaignKind | null;
  import_id: string | null;
  import_state: string | null;
  reading: number | null;
  kept: number | null;
  columns: string[] | null;
  sender_name: string | null;
  sender_status: string | null;
  is_listed: boolean | null;
  connection_id: string | null;
  connection_state: "active" | "needs_reconnect" | "disconnected" | null;
  is_off: boolean | null;
  scopes: string[] | null;
  account: unknown;
  /** Of the connection that was chosen; null before that. */
  provider: string | null;
  start_at: Date | null;
  start_zone: string | null;
  spread_hours: number | null;
  per_minute: number | null;
  from_line: number | null;
  waits_for_quota: boolean;
  exclusions: unknown;
  frequency_limit: number | null;
  frequency_days: number | null;
  brand: string;
  trade_name: string;
  mersis: string | null;
}

// Before a sender is chosen, the connection that is there is judged: "no connection" is said only where there is none.
/** Reads a draft for its check. @throws DomainError `campaign.not_found`. */
export async function readCheckedDraft(sql: TenantSql, campaignId: string): Promise<DraftRow> {
  const { rows } = await sql.client.query<DraftRow>(
    `SELECT k.version, k.text, k.kind, k.import_id, i.state AS import_state, i.reading, i.kept, i.columns,
            s.name AS sender_name, s.status AS sender_status, s.is_listed,
            w.name AS brand, w.trade_name, w.mersis, k.start_at, k.start_zone, k.spread_hours, k.per_minute, k.from_line,
            k.waits_for_quota, k.exclusions, w.frequency_limit, w.frequency_days,
            n.id AS connection_id, n.state AS connection_state, provider_is_off(n.provider) AS is_off, n.scopes, n.account,
            CASE WHEN k.connection_id IS NOT NULL THEN n.provider END AS provider
     FROM campaigns k
     JOIN workspaces w ON w.id = $1
     LEFT JOIN imports i ON i.workspace_id = $1 AND i.id = k.import_id
     LEFT JOIN senders s ON s.workspace_id = $1 AND s.id = k.sender_id
     LEFT JOIN connections n ON n.workspace_id = $1 AND n.id = coalesce(k.connection_id, (
       SELECT id FROM connections WHERE workspace_id = $1 AND state <> 'disconnected' ORDER BY state, id LIMIT 1))
     WHERE k.workspace_id = $1 AND k.id = $2`,
    [sql.workspaceId, campaignId],
  );
  const [row] = rows;
  if (row === undefined) throw new DomainError("campaign.not_found");
  return row;
}

/** Whom a draft would leave out, and how often a person may get such a text. */
export interface DraftLimits {
  /** Null: nobody. */
  readonly leaveOut: LeaveOut | null;
  /** A segment or campaign that it names is gone. */
  readonly isGone: boolean;
  readonly frequency: Frequency | null;
}

/** Finds out what the exclusions of a draft come to now, and which limit of the workspace holds for it. */
export async function limitsOf(sql: TenantSql, draft: DraftRow): Promise<DraftLimits> {
  const exclusions = storedExclusions(draft.exclusions);
  const leaveOut = exclusions === null ? null : await resolveExclusionsSql(sql, exclusions);
  const { frequency_limit: limit, frequency_days: days } = draft;
  const isLimited = draft.kind === "commercial" && limit !== null && days !== null;
  return { leaveOut, isGone: exclusions !== null && leaveOut === null, frequency: isLimited ? { limit, days } : null };
}
