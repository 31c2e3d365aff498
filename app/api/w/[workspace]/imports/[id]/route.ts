import { importStatus, sampleRows } from "#lib/domain/imports/queries";
import { hideDigits } from "#lib/domain/imports/raw-cell";
import { ImportInput } from "#lib/domain/imports/schema";
import { defineRoute } from "#lib/gate/route";

const SAMPLE_ROWS = 4;

/** How a list stands, with its first rows; a page asks while the list is read. */
export const GET = defineRoute<{ workspace: string; id: string }>("contacts:write", async (_request, open) => {
  const { importId } = ImportInput.parse({ importId: open.params.id });
  const { status, sample } = await open.transact(async (tx) => {
    const status = await importStatus(tx, importId);
    return { status, sample: status.state === "reading" ? [] : await sampleRows(tx, importId, SAMPLE_ROWS) };
  });
  const shown = open.scope.fullNumbers ? sample : sample.map((cells) => cells.map(hideDigits));
  return Response.json({ ...status, sample: shown });
});
