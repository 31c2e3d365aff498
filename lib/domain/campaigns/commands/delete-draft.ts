import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import type { CampaignInput } from "#lib/domain/campaigns/schema";
import { DomainError } from "#lib/domain/errors";
import { toPublicId } from "#lib/domain/ids";
import type { TenantTx } from "#lib/infra/db/tenant";

/**
 * Deletes a draft. What was ever started stays for the record.
 *
 * @throws DomainError `campaign.wrong_state` when it is no draft, `campaign.not_found`.
 */
export async function deleteDraft(tx: TenantTx, input: z.output<typeof CampaignInput>): Promise<Audited<null>> {
  const where = { workspaceId: tx.workspaceId, id: input.campaignId };
  const { count } = await tx.db.campaign.deleteMany({
    where: { ...where, state: { in: ["draft", "changes_requested"] }, firstId: null },
  });
  if (count !== 1) {
    const stored = await tx.db.campaign.findFirst({ where, select: { state: true } });
    if (stored === null) throw new DomainError("campaign.not_found");
    throw new DomainError("campaign.wrong_state", { state: stored.state });
  }
  return { result: null, audit: { subject: toPublicId("campaign", input.campaignId), detail: {} } };
}
