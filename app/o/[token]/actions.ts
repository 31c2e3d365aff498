"use server";

import { OptOutInput } from "#lib/domain/consent/schema";
import { definePublicAction } from "#lib/gate/account-action";
import { optOut } from "#lib/gate/opt-out";
import type { ActionResult } from "#lib/gate/refusal";

const optingOut = definePublicAction({
  input: OptOutInput,
  run: (_open, { code, number }, { ip }) => optOut(code, number, ip),
});

/** Takes the refusal of a person who is nobody's member. */
export async function optOutAction(form: unknown): Promise<ActionResult<void>> {
  return optingOut(form);
}
