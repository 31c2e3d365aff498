"use server";

import { addSender } from "#lib/domain/senders/commands/add-sender";
import { removeSender } from "#lib/domain/senders/commands/remove-sender";
import { setDefaultSender } from "#lib/domain/senders/commands/set-default";
import { AddSenderInput, SenderInput } from "#lib/domain/senders/schema";
import { defineAction } from "#lib/gate/action";

export const setDefaultSenderAction = defineAction({
  name: "sender.set_default",
  permission: "senders:manage",
  input: SenderInput,
  run: setDefaultSender,
});

export const addSenderAction = defineAction({
  name: "sender.add",
  permission: "senders:manage",
  input: AddSenderInput,
  run: addSender,
});

export const removeSenderAction = defineAction({
  name: "sender.remove",
  permission: "senders:manage",
  input: SenderInput,
  run: removeSender,
});
