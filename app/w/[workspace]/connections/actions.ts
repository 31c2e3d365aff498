"use server";

import { confirmAccount, declineAccount } from "#lib/domain/connections/commands/confirm-account";
import { disconnect } from "#lib/domain/connections/commands/disconnect";
import { DisconnectInput, PendingAccountInput } from "#lib/domain/connections/schema";
import { defineAction } from "#lib/gate/action";
import { startConnect } from "#lib/gate/connect-browser";
import type { ActionResult } from "#lib/gate/refusal";

const permission = "connections:manage";

/** Takes the answer before as its second argument, so that the form works before any script does. */
export async function startConnectAction(slug: string, _before: unknown, form: FormData): Promise<ActionResult<never>> {
  return startConnect(slug, form);
}

export const disconnectAction = defineAction({
  name: "connection.disconnect",
  permission,
  fresh: true,
  input: DisconnectInput,
  run: disconnect,
});

export const confirmAccountAction = defineAction({
  name: "connection.confirm",
  permission,
  input: PendingAccountInput,
  run: confirmAccount,
});

export const declineAccountAction = defineAction({
  name: "connection.decline",
  permission,
  input: PendingAccountInput,
  run: declineAccount,
});
