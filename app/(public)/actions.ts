"use server";

import { redirect } from "next/navigation";
import { createFirstOwner } from "#lib/domain/accounts/commands/create-first-owner";
import { enterByCode } from "#lib/domain/accounts/commands/enter";
import { beginPasskeySignIn, type PasskeyQuestion, signInByPasskey } from "#lib/domain/accounts/commands/passkeys";
import { requestReset, signUp } from "#lib/domain/accounts/commands/request-mail";
import { resetPassword } from "#lib/domain/accounts/commands/reset-password";
import { signIn } from "#lib/domain/accounts/commands/sign-in";
import { PasskeyAnswerInput } from "#lib/domain/accounts/passkey-schema";
import { safeReturnPath } from "#lib/domain/accounts/return-path";
import {
  CodeInput,
  ElsewhereInput,
  FirstOwnerInput,
  NoInput,
  RequestResetInput,
  ResetPasswordInput,
  SignInInput,
  SignUpInput,
} from "#lib/domain/accounts/schema";
import { DomainError } from "#lib/domain/errors";
import { definePublicAction } from "#lib/gate/account-action";
import { goElsewhere } from "#lib/gate/elsewhere";
import { keepEntry } from "#lib/gate/keep-entry";
import { keepLogin } from "#lib/gate/keep-login";
import type { ActionResult } from "#lib/gate/refusal";
import { dropStep, keptStep } from "#lib/gate/step-cookie";

// Those that sign in redirect when it went well, so they answer refusals only.

const signingIn = definePublicAction({
  input: SignInInput,
  run: async (open, { next, ...typed }, visit) => {
    await keepEntry(signIn(open, typed, visit), next);
    redirect(safeReturnPath(next, "/"));
  },
});

export async function signInAction(form: FormData): Promise<ActionResult<never>> {
  return signingIn(form);
}

const enteringByCode = definePublicAction({
  input: CodeInput,
  run: async (open, { code, next }, visit) => {
    const stepToken = await keptStep("code");
    if (stepToken === null) throw new DomainError("account.step_over");
    await keepLogin(await enterByCode(open, { code, stepToken }, visit));
    await dropStep("code");
    redirect(safeReturnPath(next, "/"));
  },
});

export async function enterByCodeAction(form: FormData): Promise<ActionResult<never>> {
  return enteringByCode(form);
}

const askingForPasskey = definePublicAction({
  input: NoInput,
  run: (open, _, visit) => beginPasskeySignIn(open, visit),
});

export async function beginPasskeySignInAction(input: unknown = {}): Promise<ActionResult<PasskeyQuestion>> {
  return askingForPasskey(input);
}

const enteringByPasskey = definePublicAction({
  input: PasskeyAnswerInput,
  run: async (open, answer, visit) => keepLogin(await signInByPasskey(open, answer, visit)),
});

export async function signInByPasskeyAction(answer: unknown): Promise<ActionResult<void>> {
  return enteringByPasskey(answer);
}

const goingElsewhere = definePublicAction({
  input: ElsewhereInput,
  run: (open, { next }, visit) => goElsewhere(open, "sign_in", next, visit),
});

export async function signInElsewhereAction(form: FormData): Promise<ActionResult<never>> {
  return goingElsewhere(form);
}

const settingUp = definePublicAction({
  input: FirstOwnerInput,
  run: async (open, input, visit) => {
    await keepLogin(await createFirstOwner(open, input, visit));
    redirect("/workspaces/new");
  },
});

export async function createFirstOwnerAction(form: FormData): Promise<ActionResult<never>> {
  return settingUp(form);
}

const resetting = definePublicAction({
  input: ResetPasswordInput,
  run: async (open, input, visit) => {
    await keepEntry(resetPassword(open, input, visit), undefined);
    redirect("/");
  },
});

export async function resetPasswordAction(form: FormData): Promise<ActionResult<never>> {
  return resetting(form);
}

const signingUp = definePublicAction({ input: SignUpInput, run: signUp });

export async function signUpAction(form: FormData): Promise<ActionResult<void>> {
  return signingUp(form);
}

const askingForReset = definePublicAction({ input: RequestResetInput, run: requestReset });

export async function requestResetAction(form: FormData): Promise<ActionResult<void>> {
  return askingForReset(form);
}
