"use server";

import { StopMailInput } from "#lib/domain/reports/schema";
import { definePublicAction } from "#lib/gate/account-action";
import { endWeekMail } from "#lib/gate/mail-stop";
import type { ActionResult } from "#lib/gate/refusal";

const stopping = definePublicAction({
  input: StopMailInput,
  run: (_open, { token }, { ip }) => endWeekMail(token, ip),
});

/** Ends the weekly mail of whoever has the link. */
export async function stopMailAction(form: unknown): Promise<ActionResult<void>> {
  return stopping(form);
}
