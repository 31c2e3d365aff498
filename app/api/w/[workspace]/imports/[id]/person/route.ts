import { recipientAt } from "#lib/domain/campaigns/preview-queries";
import { ImportInput, PersonQuery } from "#lib/domain/imports/schema";
import { defineRoute } from "#lib/gate/route";

/** One person of a list for the preview, by line or as the neighbour of one; `null` when nobody stands there. */
export const GET = defineRoute<{ workspace: string; id: string }>("campaigns:write", async (request, open) => {
  const { importId } = ImportInput.parse({ importId: open.params.id });
  const place = PersonQuery.parse(Object.fromEntries(new URL(request.url).searchParams));
  return Response.json(await open.transact((tx) => recipientAt(tx, importId, place, open.scope.fullNumbers)));
});
