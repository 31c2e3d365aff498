"use server";

import { getTranslations } from "next-intl/server";
import { saveDraft } from "#lib/domain/campaigns/commands/save-draft";
import { SaveDraftInput } from "#lib/domain/campaigns/schema";
import { declineRepair } from "#lib/domain/imports/commands/decline-repair";
import { mapImport } from "#lib/domain/imports/commands/map-import";
import { mendRow } from "#lib/domain/imports/commands/mend-row";
import { DeclineRepairInput, MapImportInput, MendRowInput } from "#lib/domain/imports/schema";
import { addTestNumber } from "#lib/domain/test-sends/commands/add-test-number";
import { confirmTestNumber } from "#lib/domain/test-sends/commands/confirm-test-number";
import { removeTestNumber } from "#lib/domain/test-sends/commands/remove-test-number";
import { sendTest } from "#lib/domain/test-sends/commands/send-test";
import {
  AddTestNumberInput,
  ConfirmTestNumberInput,
  SendTestInput,
  TestNumberInput,
} from "#lib/domain/test-sends/schema";
import { defineAction } from "#lib/gate/action";
import { currentVisit } from "#lib/gate/visit";

export const saveDraftAction = defineAction({
  name: "campaign.save",
  permission: "campaigns:write",
  input: SaveDraftInput,
  run: saveDraft,
});

export const correctListAction = defineAction({
  name: "import.map",
  permission: "contacts:write",
  input: MapImportInput,
  run: mapImport,
});

export const mendRowAction = defineAction({
  name: "import.mend",
  permission: "contacts:write",
  input: MendRowInput,
  run: mendRow,
});

export const declineRepairAction = defineAction({
  name: "import.decline",
  permission: "contacts:write",
  input: DeclineRepairInput,
  run: declineRepair,
});

const permission = "messages:test";

export const addTestNumberAction = defineAction({
  name: "test.number_add",
  permission,
  input: AddTestNumberInput,
  run: async (tx, input) => {
    // The words of the code message are ours and not the browser's.
    const t = await getTranslations("compose.test");
    const { ip } = await currentVisit();
    return addTestNumber(tx, input, { ip, textWith: (code) => t("codeText", { code }) });
  },
});

export const confirmTestNumberAction = defineAction({
  name: "test.number_confirm",
  permission,
  input: ConfirmTestNumberInput,
  run: confirmTestNumber,
});

export const removeTestNumberAction = defineAction({
  name: "test.number_remove",
  permission,
  input: TestNumberInput,
  run: removeTestNumber,
});

export const sendTestAction = defineAction({ name: "test.send", permission, input: SendTestInput, run: sendTest });
