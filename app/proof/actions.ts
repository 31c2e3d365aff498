"use server";

import { beginPasskeyProof, type PasskeyQuestion, proveByPasskey } from "#lib/domain/accounts/commands/passkeys";
import { proveByCode, proveByPassword } from "#lib/domain/accounts/commands/prove";
import type { ProofWays } from "#lib/domain/accounts/login-session";
import { PasskeyAnswerInput } from "#lib/domain/accounts/passkey-schema";
import { readProofWays } from "#lib/domain/accounts/queries";
import { ElsewhereInput, NoInput, ProveCodeInput, ProvePasswordInput } from "#lib/domain/accounts/schema";
import { defineSlowUserAction, defineUserAction } from "#lib/gate/account-action";
import { goElsewhere } from "#lib/gate/elsewhere";
import { instanceFacts } from "#lib/gate/instance";
import { keepLogin } from "#lib/gate/keep-login";
import type { ActionResult } from "#lib/gate/refusal";

const readingWays = defineUserAction({
  input: NoInput,
  run: (tx, _, user) => readProofWays(tx, user, instanceFacts().elsewhere),
});

export async function readProofWaysAction(input: unknown = {}): Promise<ActionResult<ProofWays>> {
  return readingWays(input);
}

const byPassword = defineSlowUserAction({
  input: ProvePasswordInput,
  run: async (open, input, user) => keepLogin(await proveByPassword(open, input, user)),
});

export async function proveByPasswordAction(form: FormData): Promise<ActionResult<void>> {
  return byPassword(form);
}

const byCode = defineSlowUserAction({
  input: ProveCodeInput,
  run: async (open, input, user, visit) => keepLogin(await proveByCode(open, input, user, visit)),
});

export async function proveByCodeAction(form: FormData): Promise<ActionResult<void>> {
  return byCode(form);
}

const asking = defineUserAction({ input: NoInput, run: (tx, _, user) => beginPasskeyProof(tx, user) });

export async function beginPasskeyProofAction(input: unknown = {}): Promise<ActionResult<PasskeyQuestion>> {
  return asking(input);
}

const byPasskey = defineSlowUserAction({
  input: PasskeyAnswerInput,
  run: async (open, answer, user) => keepLogin(await proveByPasskey(open, answer, user)),
});

export async function proveByPasskeyAction(answer: unknown): Promise<ActionResult<void>> {
  return byPasskey(answer);
}

const elsewhere = defineSlowUserAction({
  input: ElsewhereInput,
  run: (open, { next }, _, visit) => goElsewhere(open, "prove", next, visit),
});

export async function proveElsewhereAction(form: FormData): Promise<ActionResult<never>> {
  return elsewhere(form);
}
