"use server";

import { confirmAccount, declineAccount } from "#lib/domain/connections/commands/confirm-account";
import { disconnect } from "#lib/domain/connections/commands/disconnect";
import { issueReportAddress } from "#lib/domain/connections/commands/issue-report-address";
import {
  ConnectKeyInput,
  DisconnectInput,
  PendingAccountInput,
  ReportAddressInput,
} from "#lib/domain/connections/schema";
import { tryConnection } from "#lib/domain/test-sends/commands/try-connection";
import { TryConnectionInput } from "#lib/domain/test-sends/schema";
import { answer, defineAction, plainInput } from "#lib/gate/action";
import { type Departure, startConnect } from "#lib/gate/connect-browser";
import { connectByKey } from "#lib/gate/connect-key";
import { driverOf } from "#lib/gate/drivers";
import { enterWorkspace } from "#lib/gate/enter";
import type { ActionResult } from "#lib/gate/refusal";
import { currentVisit } from "#lib/gate/visit";

const permission = "connections:manage";

/** Takes the answer before as its second argument, so that the form works before any script does. */
export async function startConnectAction(
  slug: string,
  _before: unknown,
  form: FormData,
): Promise<ActionResult<Departure>> {
  return startConnect(slug, form);
}

/** Not one transaction: the provider is asked before anything is kept, and nothing is open in the database meanwhile. */
export async function connectKeyAction(slug: string, form: unknown): Promise<ActionResult<{ isNew: boolean }>> {
  return answer(async () => {
    const { scope } = await enterWorkspace(String(slug), permission);
    const input = ConnectKeyInput.parse(plainInput(form));
    const { isNew } = await connectByKey(driverOf, scope, input);
    return { isNew };
  });
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

/** Answers the address, which is told this once. */
export const issueReportAddressAction = defineAction({
  name: "connection.report_address",
  permission,
  input: ReportAddressInput,
  run: (tx, input, { userId }) => issueReportAddress(tx, input, userId),
});

export const tryConnectionAction = defineAction({
  name: "test.connection",
  permission,
  input: TryConnectionInput,
  run: async (tx, input) => tryConnection(tx, input, (await currentVisit()).ip),
});
