import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { DomainError } from "#lib/domain/errors";
import { toPublicId } from "#lib/domain/ids";
import type { ShareInput } from "#lib/domain/reports/schema";
import { hashToken, newToken } from "#lib/infra/crypto/tokens";
import type { TenantTx } from "#lib/infra/db/tenant";
import { env } from "#lib/infra/env";
import { newId } from "#lib/infra/ids";

const DAY_MS = 24 * 60 * 60_000;
/** Good links of one campaign at a time; more would be lost sight of. */
const MOST_LINKS = 10;

/**
 * Makes a link to the report of a campaign that anybody who has it can open until it expires. It is told this once; only
 * the hash of its token is kept.
 *
 * @returns the whole address.
 * @throws DomainError `campaign.not_found`; `report.too_many_links` while ten are good.
 */
export async function shareReport(
  { db, workspaceId, actorId }: TenantTx,
  { campaignId, days }: z.output<typeof ShareInput>,
): Promise<Audited<string>> {
  // The campaign is held, so that two at a time do not both find room for the last link.
  const held = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM campaigns WHERE workspace_id = ${workspaceId}::uuid AND id = ${campaignId}::uuid
      AND first_id IS NOT NULL FOR UPDATE`;
  if (held.length === 0 || actorId === null) throw new DomainError("campaign.not_found");
  const now = new Date();
  const good = await db.reportShare.count({
    where: { workspaceId, campaignId, revokedAt: null, expiresAt: { gt: now } },
  });
  if (good >= MOST_LINKS) throw new DomainError("report.too_many_links");
  const token = newToken();
  const expiresAt = new Date(now.getTime() + days * DAY_MS);
  const share = { workspaceId, id: newId(), campaignId, tokenHash: hashToken(token), createdById: actorId, expiresAt };
  await db.reportShare.create({ data: share });
  return {
    result: `${env().appUrl}/r/${token}`,
    audit: { subject: toPublicId("campaign", campaignId), detail: { share: toPublicId("share", share.id), days } },
  };
}
