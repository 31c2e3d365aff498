import { isMoving, type Progress, progressTopic } from "#lib/domain/campaigns/report";
import { campaignProgress } from "#lib/domain/campaigns/report-queries";
import { DomainError } from "#lib/domain/errors";
import { parsePublicId } from "#lib/domain/ids";
import { defineRoute } from "#lib/gate/route";

/** How a campaign stands, told whenever it changes; its page listens while it runs, and asks `progress` when it cannot. */
export const GET = defineRoute<{ workspace: string; id: string }>(
  "workspace:read",
  async (request, { params, scope, transact, live }) => {
    const read = () => transact((tx) => campaignProgress(tx, params.id));
    const id = parsePublicId("campaign", params.id);
    if (id === null || (await read()) === null) throw new DomainError("campaign.not_found");
    const isFinal = (progress: Progress) => !isMoving(progress);
    return live({ topic: progressTopic(scope.workspaceId, id), read, isFinal, signal: request.signal });
  },
);
