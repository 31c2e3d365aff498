"use server";

import { redirect } from "next/navigation";
import { AcceptInput, AcceptListedInput, AskAgainInput, JoinInput } from "#lib/domain/team/schema";
import { definePublicAction, defineSlowUserAction } from "#lib/gate/account-action";
import { acceptByToken, acceptListed, askAgain, joinByToken } from "#lib/gate/invites";
import { endLogin, keepLogin } from "#lib/gate/keep-login";
import type { ActionResult } from "#lib/gate/refusal";

const accepting = defineSlowUserAction({
  input: AcceptInput,
  run: async (open, input, user) => {
    const { slug } = await acceptByToken(open, input, user);
    redirect(`/w/${slug}`);
  },
});

export async function acceptInviteAction(form: FormData): Promise<ActionResult<never>> {
  return accepting(form);
}

const acceptingListed = defineSlowUserAction({
  input: AcceptListedInput,
  run: async (open, input, user) => {
    const { slug } = await acceptListed(open, input, user);
    redirect(`/w/${slug}`);
  },
});

export async function acceptListedInviteAction(form: FormData): Promise<ActionResult<never>> {
  return acceptingListed(form);
}

const joining = definePublicAction({
  input: JoinInput,
  run: async (open, input, visit) => {
    const { login, slug } = await joinByToken(open, input, visit);
    await keepLogin(login);
    redirect(`/w/${slug}`);
  },
});

export async function joinByInviteAction(form: FormData): Promise<ActionResult<never>> {
  return joining(form);
}

const asking = definePublicAction({ input: AskAgainInput, run: askAgain });

export async function askForInviteAction(form: FormData): Promise<ActionResult<void>> {
  return asking(form);
}

/** Signs out and comes back to the invitation, to take it with another account. */
export async function signOutForInviteAction(form: FormData): Promise<void> {
  await endLogin();
  const token = AcceptInput.safeParse({ token: form.get("token") });
  redirect(token.success ? `/invite/${encodeURIComponent(token.data.token)}` : "/sign-in");
}
