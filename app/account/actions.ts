"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { changePassword } from "#lib/domain/accounts/commands/change-password";
import { revokeDevice, signOutEverywhere } from "#lib/domain/accounts/commands/sign-out";
import { updateProfile } from "#lib/domain/accounts/commands/update-profile";
import { ChangePasswordInput, NoInput, ProfileInput, RevokeDeviceInput } from "#lib/domain/accounts/schema";
import { defineSlowUserAction, defineUserAction } from "#lib/gate/account-action";
import { dropLogin, endLogin, keepLogin } from "#lib/gate/keep-login";
import type { ActionResult } from "#lib/gate/refusal";
import { chooseLocaleAction } from "../preferences/actions";

const updating = defineUserAction({ input: ProfileInput, run: updateProfile });

export async function updateProfileAction(form: FormData): Promise<ActionResult<void>> {
  const answer = await updating(form);
  // The pages follow the browser's own choice, so it changes with the profile.
  if (answer.ok) await chooseLocaleAction(form);
  return answer;
}

const changing = defineSlowUserAction({
  input: ChangePasswordInput,
  run: async (open, input, user, visit) => keepLogin(await changePassword(open, input, user, visit)),
});

export async function changePasswordAction(form: FormData): Promise<ActionResult<void>> {
  return changing(form);
}

const revoking = defineSlowUserAction({
  input: RevokeDeviceInput,
  run: (open, { sessionId }, user, visit) => open(user.id, (tx) => revokeDevice(tx, user, sessionId, visit)),
});

export async function revokeDeviceAction(form: FormData): Promise<ActionResult<boolean>> {
  const answer = await revoking(form);
  revalidatePath("/account");
  return answer;
}

const leavingEverywhere = defineSlowUserAction({
  input: NoInput,
  run: (open, _, user, visit) => open(user.id, (tx) => signOutEverywhere(tx, user, visit)),
});

export async function signOutEverywhereAction(): Promise<ActionResult<number>> {
  const answer = await leavingEverywhere({});
  // Refused, all logins are still there, and so is this one.
  if (!answer.ok) return answer;
  await dropLogin();
  redirect("/sign-in?out=everywhere");
}

export async function signOutAction(): Promise<void> {
  await endLogin();
  redirect("/sign-in");
}
