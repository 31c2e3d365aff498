import { currentStop, stopMark } from "#lib/domain/workspaces/settings-queries";
import { defineRoute } from "#lib/gate/route";

/** Whether all sending is stopped now; open pages ask, so that none shows for long what is not so any more. */
export const GET = defineRoute<{ workspace: string }>("workspace:read", async (_request, { transact }) =>
  Response.json({ mark: stopMark(await transact(currentStop)) }),
);
