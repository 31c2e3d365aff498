import { lineOfNewest } from "#lib/domain/campaigns/newest-queries";
import { FitInput } from "#lib/domain/campaigns/schema";
import { defineRoute } from "#lib/gate/route";

/** From which line on the list of a draft holds just so many people who would get it. Nothing is changed by asking. */
export const GET = defineRoute<{ workspace: string; id: string }>(
  "campaigns:write",
  async (request, { params, sql }) => {
    const people = new URL(request.url).searchParams.get("people") ?? undefined;
    const input = FitInput.parse({ campaignId: params.id, people });
    return Response.json({ fromLine: await sql((tx) => lineOfNewest(tx, input.campaignId, input.people)) });
  },
);
