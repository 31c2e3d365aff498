"use server";

import { msisdnFromRow } from "#lib/domain/contacts/model";
import { removeProfile, saveProfile } from "#lib/domain/otp/commands/save-profile";
import { verifyCode } from "#lib/domain/otp/commands/settle-code";
import { ProfileInput, RemoveProfileInput, TryCodeInput, VerifyCodeInput } from "#lib/domain/otp/schema";
import { requireOwnNumber } from "#lib/domain/test-sends/queries";
import { answer, defineAction, plainInput } from "#lib/gate/action";
import { driverOf } from "#lib/gate/drivers";
import { enterWorkspace } from "#lib/gate/enter";
import { readHere } from "#lib/gate/read-here";
import type { ActionResult } from "#lib/gate/refusal";
import { type SentCode, sendCode } from "#lib/gate/send-code";
import { currentVisit } from "#lib/gate/visit";

export const saveProfileAction = defineAction({
  name: "otp.save",
  permission: "senders:manage",
  input: ProfileInput,
  run: saveProfile,
});

export const removeProfileAction = defineAction({
  name: "otp.remove",
  permission: "senders:manage",
  input: RemoveProfileInput,
  run: removeProfile,
});

/** Only to a verified number of one's own. Not one transaction: the provider is called between two. */
export async function tryCodeAction(slug: string, form: unknown): Promise<ActionResult<SentCode>> {
  return answer(async () => {
    const { scope } = await enterWorkspace(String(slug), "messages:test");
    const { profileId, numberId } = TryCodeInput.parse(plainInput(form));
    const bond = { workspaceId: scope.workspaceId, actorId: scope.userId };
    const msisdn = msisdnFromRow(await readHere(bond, (tx) => requireOwnNumber(tx, numberId)));
    const { ip } = await currentVisit();
    return sendCode(driverOf, bond, { profileId, msisdn, address: ip });
  });
}

export const verifyCodeAction = defineAction({
  name: "otp.verify",
  permission: "messages:test",
  input: VerifyCodeInput,
  run: verifyCode,
});
