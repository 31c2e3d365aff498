import { getTranslations } from "next-intl/server";
import { toPublicId } from "#lib/domain/ids";
import { receiveUpload } from "#lib/domain/imports/commands/receive-upload";
import { pastedToList } from "#lib/domain/imports/pasted-list";
import { readPasted, readUploadHead, uploadLimits } from "#lib/domain/imports/upload";
import { defineRoute, type OpenRoute } from "#lib/gate/route";

/** A pasted list as the bytes of an ordinary one, its columns named in the person's language. */
async function pastedList(request: Request, byteSize: number): Promise<Uint8Array> {
  const t = await getTranslations("imports.pasted");
  const text = await readPasted(request, byteSize);
  return new TextEncoder().encode(pastedToList(text, { number: t("number"), name: t("name") }));
}

async function* whole(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function receive(request: Request, open: OpenRoute<{ workspace: string }>): Promise<Response> {
  const head = readUploadHead(request.headers);
  const byPerson = open.user.id;
  let upload: Parameters<typeof receiveUpload>[1];
  if (head.filename === "") {
    const list = await pastedList(request, head.byteSize);
    upload = { filename: "", byteSize: list.length, byPerson, body: whole(list) };
  } else {
    upload = { ...head, byPerson, body: request.body ?? whole(new Uint8Array(0)) };
  }
  const { importId } = await receiveUpload(open, upload);
  return Response.json({ importId: toPublicId("import", importId) }, { status: 201 });
}

/** Takes a list as the raw body: a file, named in `x-filename`, or pasted text without a name. */
export const POST = defineRoute("contacts:write", receive, { types: "file", bytes: uploadLimits.bytes });
