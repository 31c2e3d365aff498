"use server";

import { proveByPassword } from "#lib/domain/accounts/commands/prove";
import type { ProofWays } from "#lib/domain/accounts/login-session";
import { readProofWays } from "#lib/domain/accounts/queries";
import { NoInput, ProvePasswordInput } from "#lib/domain/accounts/schema";
import { defineSlowUserAction, defineUserAction } from "#lib/gate/account-action";
import { keepLogin } from "#lib/gate/keep-login";
import type { ActionResult } from "#lib/gate/refusal";

const readingWays = defineUserAction({ input: NoInput, run: (tx, _, user) => readProofWays(tx, user) });

export async function readProofWaysAction(): Promise<ActionResult<ProofWays>> {
  return readingWays({});
}

const byPassword = defineSlowUserAction({
  input: ProvePasswordInput,
  run: async (open, input, user) => keepLogin(await proveByPassword(open, input, user)),
});

export async function proveByPasswordAction(form: FormData): Promise<ActionResult<void>> {
  return byPassword(form);
}
