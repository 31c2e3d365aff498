import { campaignProgress } from "#lib/domain/campaigns/report-queries";
import { DomainError } from "#lib/domain/errors";
import { defineRoute } from "#lib/gate/route";

/** How a campaign stands; its page asks every second while it runs. */
export const GET = defineRoute<{ workspace: string; id: string }>(
  "workspace:read",
  async (_request, { params, transact }) => {
    const progress = await transact((tx) => campaignProgress(tx, params.id));
    if (progress === null) throw new DomainError("campaign.not_found");
    return Response.json(progress);
  },
);
