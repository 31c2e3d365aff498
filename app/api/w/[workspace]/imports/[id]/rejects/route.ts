import { rejectsPage } from "#lib/domain/imports/queries";
import { RejectsInput } from "#lib/domain/imports/schema";
import { defineRoute } from "#lib/gate/route";

const ROWS = 20;

/** A page of the rows of a list that were left out. */
export const GET = defineRoute<{ workspace: string; id: string }>("contacts:write", async (request, open) => {
  const afterLine = new URL(request.url).searchParams.get("after") ?? "0";
  const view = RejectsInput.parse({ importId: open.params.id, afterLine });
  const { fullNumbers } = open.scope;
  return Response.json(await open.transact((tx) => rejectsPage(tx, { ...view, limit: ROWS, fullNumbers })));
});
