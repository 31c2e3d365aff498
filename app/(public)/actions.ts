"use server";

import { redirect } from "next/navigation";
import { createFirstOwner } from "#lib/domain/accounts/commands/create-first-owner";
import { requestReset, signUp } from "#lib/domain/accounts/commands/request-mail";
import { resetPassword } from "#lib/domain/accounts/commands/reset-password";
import { signIn } from "#lib/domain/accounts/commands/sign-in";
import { safeReturnPath } from "#lib/domain/accounts/return-path";
import {
  FirstOwnerInput,
  RequestResetInput,
  ResetPasswordInput,
  SignInInput,
  SignUpInput,
} from "#lib/domain/accounts/schema";
import { definePublicAction } from "#lib/gate/account-action";
import { keepLogin } from "#lib/gate/keep-login";
import type { ActionResult } from "#lib/gate/refusal";

// Those that sign in redirect when it went well, so they answer refusals only.

const signingIn = definePublicAction({
  input: SignInInput,
  run: async (open, { next, ...typed }, visit) => {
    await keepLogin(await signIn(open, typed, visit));
    redirect(safeReturnPath(next, "/"));
  },
});

export async function signInAction(form: FormData): Promise<ActionResult<never>> {
  return signingIn(form);
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
    await keepLogin(await resetPassword(open, input, visit));
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
