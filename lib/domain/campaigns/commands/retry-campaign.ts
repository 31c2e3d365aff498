import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { holdCampaign } from "#lib/domain/campaigns/commands/move-campaign";
import { freeName } from "#lib/domain/campaigns/free-name-queries";
import { isFinalCampaign } from "#lib/domain/campaigns/model";
import type { DuplicateCampaignInput } from "#lib/domain/campaigns/schema";
import { DomainError } from "#lib/domain/errors";
import { type PublicId, toPublicId } from "#lib/domain/ids";
import { temporaryReasons } from "#lib/domain/messages/temporary";
import type { TenantTx } from "#lib/infra/db/tenant";
import { newId } from "#lib/infra/ids";

interface Ended {
  readonly importId: string;
  readonly reading: number;
  readonly firstId: string;
  readonly lastId: string;
}

/** Holds the campaign, so that of two who try the same people again one is refused. */
async function findEnded(tx: TenantTx, campaignId: string): Promise<Ended> {
  const { workspaceId, db } = tx;
  const row = await holdCampaign(tx, campaignId);
  const { importId, importReading: reading, firstId, lastId, state } = row;
  if (!isFinalCampaign(state)) throw new DomainError("campaign.wrong_state", { state });
  if (importId === null || reading === null || firstId === null || lastId === null) {
    throw new DomainError("campaign.nobody_to_retry");
  }
  const again = await db.campaign.findFirst({
    where: { workspaceId, retryOf: campaignId, state: { notIn: ["completed", "cancelled", "failed"] } },
    select: { id: true },
  });
  if (again !== null) throw new DomainError("campaign.already_retried");
  return { importId, reading, firstId, lastId };
}

/**
 * Makes a draft for those whom an ended campaign certainly did not reach, for a reason that may have passed: same text, kind
 * and sender, and a list of its own of just these people. Nobody whose answer is open is among them, nor anybody whom an
 * earlier try came to before it ended.
 *
 * It goes out like any other draft, through the check, the approval and the suppression list; one such draft at a time.
 *
 * @throws DomainError `campaign.already_retried`, `campaign.nobody_to_retry`, `campaign.wrong_state`, `campaign.not_found`.
 */
export async function retryCampaign(
  tx: TenantTx,
  input: z.output<typeof DuplicateCampaignInput>,
): Promise<Audited<{ campaignId: PublicId<"campaign"> }>> {
  const { workspaceId, actorId, db } = tx;
  if (actorId === null) throw new Error("a draft is written by a person");
  const ended = await findEnded(tx, input.campaignId);
  const [id, importId] = [newId(), newId()];
  await db.$executeRaw`
    INSERT INTO imports (workspace_id, id, state, filename, encoding, delimiter, has_header, columns, phone_column, sheets, sheet, reading,
      created_by_id, read_at)
    SELECT workspace_id, ${importId}::uuid, 'ready', filename, encoding, delimiter, has_header, columns, phone_column, sheets, sheet, 1,
      ${actorId}::uuid, now()
    FROM imports WHERE workspace_id = ${workspaceId}::uuid AND id = ${ended.importId}::uuid`;
  const people = await db.$executeRaw`
    INSERT INTO import_recipients (workspace_id, import_id, reading, line, msisdn, cells)
    SELECT r.workspace_id, ${importId}::uuid, 1, r.line, r.msisdn, r.cells
    FROM messages m JOIN import_recipients r ON r.workspace_id = ${workspaceId}::uuid
      AND r.import_id = ${ended.importId}::uuid AND r.reading = ${ended.reading} AND r.line = m.line AND r.msisdn = m.msisdn
    WHERE m.workspace_id = ${workspaceId}::uuid AND m.id BETWEEN ${ended.firstId}::uuid AND ${ended.lastId}::uuid
      AND m.campaign_id = ${input.campaignId}::uuid
      AND (m.state = 'expired' OR m.state = 'failed' AND m.reason = ANY (${[...temporaryReasons]}::text[]))
      AND NOT EXISTS (
        SELECT FROM campaigns c JOIN messages x ON x.workspace_id = ${workspaceId}::uuid AND x.campaign_id = c.id
          AND x.id BETWEEN c.first_id AND c.last_id
        WHERE c.workspace_id = ${workspaceId}::uuid AND c.retry_of = ${input.campaignId}::uuid
          AND x.msisdn = m.msisdn AND x.state <> 'cancelled')`;
  if (people === 0) throw new DomainError("campaign.nobody_to_retry");
  await db.import.updateMany({ where: { workspaceId, id: importId }, data: { rows: people, kept: people } });
  const name = await freeName(tx, input.name);
  await db.$executeRaw`
    INSERT INTO campaigns (workspace_id, id, name, kind, connection_id, sender_id, text, import_id, retry_of, created_by_id)
    SELECT workspace_id, ${id}::uuid, ${name}, kind, connection_id, sender_id, text, ${importId}::uuid, id, ${actorId}::uuid
    FROM campaigns WHERE workspace_id = ${workspaceId}::uuid AND id = ${input.campaignId}::uuid`;
  const campaignId = toPublicId("campaign", id);
  const detail = { from: toPublicId("campaign", input.campaignId), people };
  return { result: { campaignId }, audit: { subject: campaignId, detail } };
}
