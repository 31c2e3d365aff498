import { testResult } from "#lib/domain/test-sends/queries";
import { MessageInput } from "#lib/domain/test-sends/schema";
import { defineRoute } from "#lib/gate/route";

/** How a test message or a code fares; a page asks until it is known. */
export const GET = defineRoute<{ workspace: string; id: string }>("messages:test", async (_request, open) => {
  const { messageId } = MessageInput.parse({ messageId: open.params.id });
  return Response.json(await open.transact((tx) => testResult(tx, messageId)));
});
