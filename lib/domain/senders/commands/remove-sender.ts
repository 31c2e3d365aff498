import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { campaignStates, isEditable, isFinalCampaign } from "#lib/domain/campaigns/model";
import { DomainError } from "#lib/domain/errors";
import { toPublicId } from "#lib/domain/ids";
import type { SenderInput } from "#lib/domain/senders/schema";
import type { TenantTx } from "#lib/infra/db/tenant";
import { providerOf } from "#lib/infra/providers/registry";

/** Campaigns in these states go out under the sender they have. Whoever edits a draft is told that its sender is gone. */
const GOING_OUT = campaignStates.filter(
  (state) => !isEditable(state) && !isFinalCampaign(state) && state !== "settling",
);

/** Why a sender is still needed: the first campaign or profile of codes that says so. */
async function neededBy({ workspaceId, db }: TenantTx, senderId: string) {
  const select = { name: true } as const;
  const campaign = await db.campaign.findFirst({
    where: { workspaceId, state: { in: GOING_OUT }, OR: [{ senderId }, { secondSenderId: senderId }] },
    select,
  });
  if (campaign !== null) return { use: "campaign", name: campaign.name };
  const profile = await db.otpProfile.findFirst({ where: { workspaceId, senderId }, select });
  return profile === null ? null : { use: "profile", name: profile.name };
}

/**
 * Takes a sender away that a person typed. Its row stays for what went out under it, as that of a sender which a provider lists
 * no longer, and typing it again brings it back.
 *
 * @throws DomainError `sender.not_found`, `sender.listed_by_provider`, or `sender.in_use` with what it is needed for.
 */
export async function removeSender(tx: TenantTx, { senderId }: z.output<typeof SenderInput>): Promise<Audited<string>> {
  const { db, workspaceId } = tx;
  // Against `holdSender`: who is about to send under it is through, and its campaign seen below, or finds it gone.
  await db.$executeRaw`
    SELECT FROM senders WHERE workspace_id = ${workspaceId}::uuid AND id = ${senderId}::uuid FOR UPDATE`;
  const sender = await db.sender.findUnique({
    where: { workspaceId_id: { workspaceId, id: senderId } },
    select: { name: true, isListed: true, connection: { select: { state: true, provider: true } } },
  });
  if (!sender?.isListed || sender.connection.state === "disconnected") throw new DomainError("sender.not_found");
  if (providerOf(sender.connection.provider).capabilities.senders === "listed") {
    throw new DomainError("sender.listed_by_provider");
  }
  const used = { none: { state: { in: GOING_OUT } } };
  const { count } = await db.sender.updateMany({
    where: { workspaceId, id: senderId, isListed: true, campaigns: used, secondOf: used, otpProfiles: { none: {} } },
    data: { isListed: false, isDefault: false },
  });
  if (count === 0) {
    const need = await neededBy(tx, senderId);
    throw need === null ? new DomainError("sender.not_found") : new DomainError("sender.in_use", need);
  }
  return { result: sender.name, audit: { subject: toPublicId("sender", senderId), detail: { name: sender.name } } };
}
