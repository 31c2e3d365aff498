"use server";

import { setDefaultSender } from "#lib/domain/senders/commands/set-default";
import { SenderInput } from "#lib/domain/senders/schema";
import { defineAction } from "#lib/gate/action";

export const setDefaultSenderAction = defineAction({
  name: "sender.set_default",
  permission: "senders:manage",
  input: SenderInput,
  run: setDefaultSender,
});
