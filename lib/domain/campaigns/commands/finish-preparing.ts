import type { Audited } from "#lib/domain/audit/model";
import type { CampaignSize } from "#lib/domain/campaigns/approval";
import { drawSample } from "#lib/domain/campaigns/commands/draw-sample";
import { mayGiveUpFirst } from "#lib/domain/campaigns/commands/give-up-first";
import { findCampaign, moveCampaign } from "#lib/domain/campaigns/commands/move-campaign";
import { objectionTo } from "#lib/domain/campaigns/commands/object-to-sending";
import { usedConnection } from "#lib/domain/campaigns/failover";
import type { CampaignEvent, StartFailure } from "#lib/domain/campaigns/model";
import { paceOf } from "#lib/domain/campaigns/pace";
import { mayStillSend } from "#lib/domain/campaigns/sender-queries";
import type { RangeCount } from "#lib/domain/campaigns/unusual-numbers";
import { unusualIn } from "#lib/domain/campaigns/unusual-queries";
import { StoredAccount } from "#lib/domain/connections/model";
import { toPublicId } from "#lib/domain/ids";
import { BOOK_CAMPAIGN, LIST_PROBLEMS } from "#lib/domain/messages/book-moves";
import { lockedPolicy } from "#lib/domain/workspaces/policy-queries";
import { isQuiet } from "#lib/domain/workspaces/quiet-hours";
import type { TenantSql, TenantTx } from "#lib/infra/db/tenant";

/**
 * Counts what was written for a campaign and notes where it lies, once. Also for one that was cancelled meanwhile: its
 * messages are there and must be accounted for.
 */
export async function countMessages(sql: TenantSql, campaignId: string): Promise<void> {
  const key = [sql.workspaceId, campaignId];
  const found = await sql.client.query(
    "SELECT FROM campaigns WHERE workspace_id = $1 AND id = $2 AND prepared_at IS NULL FOR UPDATE",
    key,
  );
  if (found.rowCount === 0) return;
  await sql.client.query(
    `UPDATE campaigns SET
       first_id = (SELECT first_id FROM chunks WHERE workspace_id = $1 AND campaign_id = $2 ORDER BY no LIMIT 1),
       last_id = (SELECT last_id FROM chunks WHERE workspace_id = $1 AND campaign_id = $2 ORDER BY no DESC LIMIT 1)
     WHERE workspace_id = $1 AND id = $2`,
    key,
  );
  await sql.client.query(
    `INSERT INTO message_stats (workspace_id, campaign_id, state, messages, parts)
     SELECT $1, $2, m.state, count(*), sum(m.parts)
     FROM messages m
     WHERE m.workspace_id = $1 AND m.campaign_id IS NOT DISTINCT FROM $2::uuid
       AND m.id >= (SELECT first_id FROM campaigns WHERE workspace_id = $1 AND id = $2)
       AND m.id <= (SELECT last_id FROM campaigns WHERE workspace_id = $1 AND id = $2)
     GROUP BY m.state ORDER BY m.state`,
    key,
  );
  await sql.client.query(BOOK_CAMPAIGN, key);
  await sql.client.query(LIST_PROBLEMS, key);
  await sql.client.query(
    `UPDATE campaigns k SET prepared_at = now(), updated_at = now(),
       people = coalesce((SELECT sum(messages) FROM message_stats WHERE workspace_id = $1 AND campaign_id = $2), 0),
       parts = coalesce((SELECT sum(parts) FROM message_stats WHERE workspace_id = $1 AND campaign_id = $2), 0)
     WHERE k.workspace_id = $1 AND k.id = $2`,
    key,
  );
  await drawSample(sql, campaignId);
}

/** A quota read longer ago than this proves nothing any more. */
const QUOTA_AGE_MS = 15 * 60_000;

/** Messages that other campaigns are about to send on the connection: promised, though not taken off the quota yet. */
async function promised(tx: TenantTx, connectionId: string, exceptId: string): Promise<number> {
  const { workspaceId } = tx;
  const others = await tx.db.campaign.findMany({
    where: { workspaceId, connectionId, state: "sending", id: { not: exceptId } },
    select: { id: true },
  });
  const { _sum } = await tx.db.messageStat.aggregate({
    where: { workspaceId, campaignId: { in: others.map(({ id }) => id) }, state: "pending" },
    _sum: { messages: true },
  });
  return _sum.messages ?? 0;
}

type Campaign = Awaited<ReturnType<typeof findCampaign>>;

/** What happens to a prepared campaign; a failure says why. */
type Verdict = { readonly event: CampaignEvent; readonly reason?: StartFailure; readonly range?: RangeCount };

/** Lets a prepared campaign go, stops it until a person has put something right, or fails it. */
async function decide(tx: TenantTx, campaign: Campaign, size: CampaignSize, now: Date): Promise<Verdict> {
  if (size.people === 0) return { event: { type: "fail" }, reason: "nobody_to_send_to" };
  const objection = await objectionTo(tx, campaign, size);
  if (objection !== null) return { event: { type: "fail" }, reason: objection };
  const range = campaign.numbersCheckedById === null ? await unusualIn(tx, campaign, size.people) : null;
  if (range !== null) return { event: { type: "block", reason: "unusual_numbers" }, range };
  return { event: await decideByConnection(tx, campaign, size.people, now) };
}

/** What the workspace and the connection say: whether it can be used, and whether its quota is enough. */
export async function decideByConnection(
  tx: TenantTx,
  campaign: Campaign,
  sendable: number,
  now: Date,
): Promise<CampaignEvent> {
  const { workspaceId } = tx;
  const connectionId = usedConnection(campaign);
  if (connectionId === null) return { type: "fail" };
  const workspace = await tx.db.workspace.findUniqueOrThrow({
    where: { id: workspaceId },
    select: { haltedAt: true, suspendedAt: true },
  });
  if (workspace.haltedAt !== null || workspace.suspendedAt !== null) return { type: "block", reason: "halt" };
  if (!(await mayStillSend(tx, campaign.startedById))) return { type: "block", reason: "authority" };
  const policy = await lockedPolicy(tx, now, campaign.id);
  if (campaign.kind === "commercial" && isQuiet(policy.hours, now)) return { type: "block", reason: "quiet_hours" };
  const connection = await tx.db.connection.findUniqueOrThrow({
    where: { workspaceId_id: { workspaceId, id: connectionId } },
    select: { state: true, scopes: true, account: true, accountAt: true },
  });
  // What the first cannot take goes to the second, so only a campaign without one has to wait for it, or one that was told to.
  const hasSecond = await mayGiveUpFirst(tx, campaign);
  if (hasSecond && campaign.firstGivenUpAt === null && !campaign.waitsForQuota) return { type: "ready" };
  if (connection.state !== "active") return { type: "block", reason: "connection" };
  if (!connection.scopes.includes("messages:send")) return { type: "block", reason: "scope" };
  const account = StoredAccount.safeParse(connection.account);
  const isFresh = connection.accountAt !== null && now.getTime() - connection.accountAt.getTime() < QUOTA_AGE_MS;
  // One that waits for quota does not try how far it comes: what is known last counts until the provider is asked again.
  const isCounted = isFresh || campaign.waitsForQuota;
  const remaining = isCounted && account.success ? account.data.quota?.remaining : null;
  if (remaining !== null && remaining !== undefined) {
    const free = remaining - (await promised(tx, connectionId, campaign.id));
    if (free < sendable) return { type: "block", reason: "quota" };
  }
  return { type: "ready" };
}

/**
 * Lets a campaign whose messages are written go out, or stops it with the reason: nobody can be sent to, it is more than
 * was approved, the connection is not ready, or the quota known of late is certainly too small.
 *
 * @throws DomainError `campaign.wrong_state` when it was cancelled meanwhile.
 */
export async function startSending(
  tx: TenantTx,
  campaignId: string,
  now: Date,
): Promise<Audited<CampaignEvent["type"]>> {
  const { workspaceId } = tx;
  const row = await findCampaign(tx, campaignId);
  const pending = await tx.db.messageStat.findUnique({
    where: { workspaceId_campaignId_state: { workspaceId, campaignId, state: "pending" } },
  });
  const sendable = pending?.messages ?? 0;
  const {
    event,
    reason = "nobody_to_send_to",
    range,
  } = await decide(tx, row, { people: sendable, parts: pending?.parts ?? 0 }, now);
  const isFailed = event.type === "fail";
  const change = isFailed ? { stateReason: reason, finishedAt: now } : { pace: paceOf(row, sendable) };
  await moveCampaign(tx, row, event, { holdPlaced: true, connectionReady: true }, change);
  if (isFailed) {
    await tx.db.chunk.updateMany({ where: { workspaceId, campaignId }, data: { state: "settled" } });
  }
  const detail = {
    event: event.type,
    reason: event.type === "block" ? event.reason : isFailed ? reason : null,
    people: row.people,
    sendable,
    // A range is no number of anybody.
    ...(range !== undefined && { range: `+${range.prefix}…`, inRange: range.people }),
  };
  return { result: event.type, audit: { subject: toPublicId("campaign", campaignId), detail } };
}
