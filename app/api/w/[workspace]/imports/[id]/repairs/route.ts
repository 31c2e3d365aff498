import { repairsPage } from "#lib/domain/imports/repair-queries";
import { RepairsInput } from "#lib/domain/imports/schema";
import { defineRoute } from "#lib/gate/route";

const ROWS = 20;

/** A page of the rows of a list whose number was mended in one way. */
export const GET = defineRoute<{ workspace: string; id: string }>("contacts:write", async (request, open) => {
  const asked = new URL(request.url).searchParams;
  const [kind, afterLine] = [asked.get("kind"), asked.get("after") ?? "0"];
  const view = RepairsInput.parse({ importId: open.params.id, kind, afterLine });
  const { fullNumbers } = open.scope;
  return Response.json(await open.transact((tx) => repairsPage(tx, { ...view, limit: ROWS, fullNumbers })));
});
