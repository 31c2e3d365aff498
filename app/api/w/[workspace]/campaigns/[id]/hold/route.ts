import { holdDraft } from "#lib/domain/campaigns/commands/hold-draft";
import { HoldDraftInput } from "#lib/domain/campaigns/schema";
import { defineRoute } from "#lib/gate/route";

/** Says that somebody has a draft open to write on, and learns whether somebody else has. */
export const POST = defineRoute<{ workspace: string; id: string }>(
  "campaigns:write",
  async (request, { params, transact }) => {
    const asked: unknown = await request.json().catch(() => null);
    const input = HoldDraftInput.parse({ ...Object(asked), campaignId: params.id });
    return Response.json(await transact((tx) => holdDraft(tx, input)));
  },
);
