"use server";

import { suppressWriter } from "#lib/domain/consent/commands/suppress-writer";
import { SuppressWriterInput } from "#lib/domain/consent/schema";
import { readThread, replyTo } from "#lib/domain/inbox/commands/answer-thread";
import { assignThread, closeThread, noteOnThread } from "#lib/domain/inbox/commands/work-on-thread";
import { AssignInput, CloseInput, NoteInput, ReadThreadInput, ReplyInput } from "#lib/domain/inbox/schema";
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

export const assignThreadAction = defineAction({
  name: "inbox.assign",
  permission: "consent:write",
  input: AssignInput,
  run: assignThread,
});

export const closeThreadAction = defineAction({
  name: "inbox.close",
  permission: "consent:write",
  input: CloseInput,
  run: closeThread,
});

export const suppressWriterAction = defineAction({
  name: "inbox.suppress",
  permission: "consent:write",
  input: SuppressWriterInput,
  run: suppressWriter,
});

export const noteOnThreadAction = defineAction({
  name: "inbox.note",
  permission: "consent:write",
  input: NoteInput,
  run: noteOnThread,
});
