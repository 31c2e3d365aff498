"use server";

import { addSuppressions } from "#lib/domain/consent/commands/add-suppressions";
import { recordConsents } from "#lib/domain/consent/commands/record-consents";
import { recordRefusals } from "#lib/domain/consent/commands/record-refusals";
import { removeSuppression } from "#lib/domain/consent/commands/remove-suppression";
import { consentVerbs } from "#lib/domain/consent/model";
import { RecordInput, ReleaseInput, SuppressInput } from "#lib/domain/consent/schema";
import { defineAction } from "#lib/gate/action";

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
