"use server";

import { addSuppressions } from "#lib/domain/consent/commands/add-suppressions";
import { askChecks } from "#lib/domain/consent/commands/ask-checks";
import { recordConsents } from "#lib/domain/consent/commands/record-consents";
import { recordRefusals } from "#lib/domain/consent/commands/record-refusals";
import { removeSuppression } from "#lib/domain/consent/commands/remove-suppression";
import { setBrand } from "#lib/domain/consent/commands/set-brand";
import { consentVerbs } from "#lib/domain/consent/model";
import {
  AskInput,
  BrandInput,
  NumberInput,
  RecordInput,
  ReleaseInput,
  SuppressInput,
} from "#lib/domain/consent/schema";
import { requireMsisdn } from "#lib/domain/contacts/typed-number";
import { answer, defineAction, plainInput } from "#lib/gate/action";
import { type CheckedConsent, checkConsent } from "#lib/gate/check-consent";
import { driverOf } from "#lib/gate/drivers";
import { enterWorkspace } from "#lib/gate/enter";
import type { ActionResult } from "#lib/gate/refusal";

export const recordConsentsAction = defineAction({
  name: consentVerbs.record,
  permission: "consent:write",
  input: RecordInput,
  run: (tx, input, scope) => recordConsents(tx, input, scope),
});

export const recordRefusalsAction = defineAction({
  name: consentVerbs.refuse,
  permission: "consent:write",
  input: RecordInput,
  run: (tx, input, scope) => recordRefusals(tx, input, scope),
});

export const addSuppressionsAction = defineAction({
  name: consentVerbs.suppress,
  permission: "consent:write",
  input: SuppressInput,
  run: addSuppressions,
});

export const removeSuppressionAction = defineAction({
  name: consentVerbs.release,
  permission: "suppression:remove",
  input: ReleaseInput,
  run: removeSuppression,
});

export const setBrandAction = defineAction({
  name: consentVerbs.brand,
  permission: "connections:manage",
  input: BrandInput,
  run: setBrand,
});

export const askChecksAction = defineAction({
  name: consentVerbs.ask,
  permission: "consent:write",
  input: AskInput,
  run: askChecks,
});

/** Not one transaction: İYS is asked while nothing is open in the database. */
export async function checkConsentAction(slug: string, form: unknown): Promise<ActionResult<CheckedConsent>> {
  return answer(async () => {
    const { scope } = await enterWorkspace(String(slug), "consent:write");
    const { number } = NumberInput.parse(plainInput(form));
    return checkConsent(driverOf, scope, requireMsisdn(number));
  });
}
