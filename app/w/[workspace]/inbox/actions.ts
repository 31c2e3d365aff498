"use server";

import { readThread, replyTo } from "#lib/domain/inbox/commands/answer-thread";
import { ReadThreadInput, ReplyInput } from "#lib/domain/inbox/schema";
import { defineAction } from "#lib/gate/action";

export const readThreadAction = defineAction({
  name: "inbox.read",
  permission: "consent:write",
  input: ReadThreadInput,
  run: readThread,
});

export const replyAction = defineAction({
  name: "inbox.reply",
  permission: "messages:send",
  input: ReplyInput,
  run: replyTo,
});
