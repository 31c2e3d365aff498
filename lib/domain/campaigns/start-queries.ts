import { randomUUID } from "node:crypto";
import { checkCampaign } from "#lib/domain/campaigns/checkup-queries";
import type { PreflightCode, PreflightLevel } from "#lib/domain/campaigns/preflight";
import { DomainError } from "#lib/domain/errors";
import type { TenantSql, TenantTx } from "#lib/infra/db/tenant";

/** The check of a draft as it was made for its start. */
export interface StartCheck {
  readonly version: number;
  readonly level: PreflightLevel;
  /** What keeps it from being sent. */
  readonly reds: readonly PreflightCode[];
  readonly people: number;
  readonly parts: number;
  /** Line of the person with the longest text; null without anybody. */
  readonly longestLine: number | null;
  /** Reading of the list that was looked at; null without a list. */
  readonly reading: number | null;
}

/** From so many people on, a start needs a proof of who starts it. */
const MANY_PEOPLE = 1_000;

/**
 * Whether a start is what somebody with a stolen login would do: the first of a workspace, or one to many people.
 */
export async function needsProofToStart(tx: TenantTx, people: number): Promise<boolean> {
  if (people >= MANY_PEOPLE) return true;
  const where = { workspaceId: tx.workspaceId, holdUntil: { not: null } };
  return (await tx.db.campaign.findFirst({ where, select: { id: true } })) === null;
}

/**
 * Checks a draft over every person of its list, for its start, its submission or its approval.
 *
 * @throws DomainError `campaign.not_found`; `campaign.wrong_state` when the check was broken off.
 */
export async function checkForStart(sql: TenantSql, campaignId: string): Promise<StartCheck> {
  const { rows } = await sql.client.query<{ reading: number | null }>(
    `SELECT i.reading FROM campaigns k LEFT JOIN imports i ON i.workspace_id = $1 AND i.id = k.import_id
     WHERE k.workspace_id = $1 AND k.id = $2`,
    [sql.workspaceId, campaignId],
  );
  // An asker of its own: no later question of the page may overtake the one that decides.
  const checkup = await checkCampaign(sql, campaignId, `start ${randomUUID()}`);
  if (checkup === null) throw new DomainError("campaign.wrong_state");
  const { version, level, people, parts, checks, estimate } = checkup;
  const reds = checks.flatMap((check) => (check.level === "red" ? [check.code] : []));
  const longestLine = estimate.longest?.line ?? null;
  return { version, level, reds, people, parts, longestLine, reading: rows[0]?.reading ?? null };
}
