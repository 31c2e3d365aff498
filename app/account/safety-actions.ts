"use server";

import { revalidatePath } from "next/cache";
import {
  type AuthenticatorSetup,
  beginAuthenticator,
  confirmAuthenticator,
  removeAuthenticator,
  renewRecoveryCodes,
} from "#lib/domain/accounts/commands/authenticator";
import { unlinkElsewhere } from "#lib/domain/accounts/commands/elsewhere";
import {
  addPasskey,
  beginPasskey,
  type PasskeyOffer,
  removePasskey,
  renamePasskey,
} from "#lib/domain/accounts/commands/passkeys";
import { PasskeyMadeInput } from "#lib/domain/accounts/passkey-schema";
import { NoInput, PasskeyInput, ProveCodeInput, RenamePasskeyInput } from "#lib/domain/accounts/schema";
import { defineSlowUserAction, defineUserAction } from "#lib/gate/account-action";
import { goElsewhere } from "#lib/gate/elsewhere";
import { keepLogin } from "#lib/gate/keep-login";
import type { ActionResult } from "#lib/gate/refusal";

// What changes how a person gets in asks for a fresh proof of who they are.

const beginning = defineUserAction({
  fresh: true,
  input: NoInput,
  run: (tx, _, user) => beginAuthenticator(tx, user),
});

export async function beginAuthenticatorAction(input: unknown = {}): Promise<ActionResult<AuthenticatorSetup>> {
  return beginning(input);
}

const confirming = defineSlowUserAction({
  fresh: true,
  input: ProveCodeInput,
  run: async (open, input, user, visit) => {
    const { codes, login } = await confirmAuthenticator(open, input, user, visit);
    await keepLogin(login);
    return codes;
  },
});

export async function confirmAuthenticatorAction(form: FormData): Promise<ActionResult<readonly string[]>> {
  return confirming(form);
}

const removing = defineSlowUserAction({
  fresh: true,
  input: NoInput,
  run: async (open, _, user, visit) => keepLogin(await open(user.id, (tx) => removeAuthenticator(tx, user, visit))),
});

export async function removeAuthenticatorAction(input: unknown = {}): Promise<ActionResult<void>> {
  return removing(input);
}

const renewing = defineSlowUserAction({
  fresh: true,
  input: NoInput,
  run: (open, _, user, visit) => open(user.id, (tx) => renewRecoveryCodes(tx, user, visit)),
});

export async function renewRecoveryCodesAction(input: unknown = {}): Promise<ActionResult<readonly string[]>> {
  return renewing(input);
}

const offering = defineUserAction({ fresh: true, input: NoInput, run: (tx, _, user) => beginPasskey(tx, user) });

export async function beginPasskeyAction(input: unknown = {}): Promise<ActionResult<PasskeyOffer>> {
  return offering(input);
}

const adding = defineSlowUserAction({
  fresh: true,
  input: PasskeyMadeInput,
  run: async (open, made, user, visit) => keepLogin(await addPasskey(open, made, user, visit)),
});

export async function addPasskeyAction(made: unknown): Promise<ActionResult<void>> {
  return adding(made);
}

const renaming = defineUserAction({ input: RenamePasskeyInput, run: renamePasskey });

export async function renamePasskeyAction(form: FormData): Promise<ActionResult<void>> {
  const answer = await renaming(form);
  revalidatePath("/account");
  return answer;
}

const droppingPasskey = defineSlowUserAction({
  fresh: true,
  input: PasskeyInput,
  run: (open, { id }, user, visit) => open(user.id, (tx) => removePasskey(tx, id, user, visit)),
});

export async function removePasskeyAction(form: FormData): Promise<ActionResult<void>> {
  const answer = await droppingPasskey(form);
  revalidatePath("/account");
  return answer;
}

const linking = defineSlowUserAction({
  fresh: true,
  input: NoInput,
  run: (open, _, __, visit) => goElsewhere(open, "link", "/account", visit),
});

export async function linkElsewhereAction(input: unknown = {}): Promise<ActionResult<never>> {
  return linking(input);
}

const unlinking = defineSlowUserAction({
  fresh: true,
  input: NoInput,
  run: (open, _, user, visit) => open(user.id, (tx) => unlinkElsewhere(tx, user, visit)),
});

export async function unlinkElsewhereAction(input: unknown = {}): Promise<ActionResult<void>> {
  const answer = await unlinking(input);
  revalidatePath("/account");
  return answer;
}
