"use server";

import { removeView } from "#lib/domain/reports/commands/remove-view";
import { saveView } from "#lib/domain/reports/commands/save-view";
import { wantMail } from "#lib/domain/reports/commands/want-mail";
import { RemoveViewInput, SaveViewInput, WantMailInput } from "#lib/domain/reports/schema";
import { defineAction } from "#lib/gate/action";

export const saveViewAction = defineAction({
  name: "report.save_view",
  permission: "reports:save",
  input: SaveViewInput,
  run: saveView,
});

export const wantMailAction = defineAction({
  name: "report.mail",
  permission: "workspace:read",
  input: WantMailInput,
  run: wantMail,
});

export const removeViewAction = defineAction({
  name: "report.remove_view",
  permission: "reports:save",
  input: RemoveViewInput,
  run: removeView,
});
