import { toPublicId } from "#lib/domain/ids";
import { receiveUpload } from "#lib/domain/imports/commands/receive-upload";
import { readUploadHead } from "#lib/domain/imports/upload";
import { defineRoute } from "#lib/gate/route";

async function* nothing(): AsyncGenerator<Uint8Array> {}

/** Takes a list: one file, or pasted text, as the raw body. */
export const POST = defineRoute<{ workspace: string }>("contacts:write", async (request, open) => {
  const head = readUploadHead(request.headers);
  const body = request.body ?? nothing();
  const { importId } = await receiveUpload(open, { ...head, body, byPerson: open.user.id });
  return Response.json({ importId: toPublicId("import", importId) }, { status: 201 });
});
