"use server";

import { haltSending } from "#lib/domain/workspaces/commands/halt-sending";
import { resumeSending } from "#lib/domain/workspaces/commands/resume-sending";
import { NothingInput } from "#lib/domain/workspaces/schema";
import { defineAction } from "#lib/gate/action";

export const haltSendingAction = defineAction({
  name: "sending.halt",
  permission: "sending:halt",
  input: NothingInput,
  run: haltSending,
});

export const resumeSendingAction = defineAction({
  name: "sending.resume",
  permission: "sending:resume",
  input: NothingInput,
  run: resumeSending,
});
