import { readCheckedDraft } from "#lib/domain/campaigns/checked-draft-queries";
import { checkCampaign } from "#lib/domain/campaigns/checkup-queries";
import { CampaignInput } from "#lib/domain/campaigns/schema";
import { defineRoute } from "#lib/gate/route";
import { streamedAnswer } from "#lib/gate/streamed";

/**
 * Checks a draft over everyone on its list, and tells on the way how many it has counted; `null` when the same person has
 * asked again meanwhile. Whoever leaves ends the count.
 */
export const GET = defineRoute<{ workspace: string; id: string }>(
  "campaigns:write",
  async ({ signal }, { params, sql, user, scope }) => {
    const { campaignId } = CampaignInput.parse({ campaignId: params.id });
    const by = { userId: user.id, maySend: scope.may("messages:send") };
    // Whose it is not gets the answer of every other address, before anything is streamed.
    await sql((tx) => readCheckedDraft(tx, campaignId));
    const asker = `${campaignId} ${user.id}`;
    return streamedAnswer(signal, (onProgress) =>
      sql((tx) => checkCampaign(tx, campaignId, asker, by, { signal, onProgress })),
    );
  },
);
