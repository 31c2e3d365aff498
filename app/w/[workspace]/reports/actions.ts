"use server";

import { removeView } from "#lib/domain/reports/commands/remove-view";
import { saveView } from "#lib/domain/reports/commands/save-view";
import { RemoveViewInput, SaveViewInput } from "#lib/domain/reports/schema";
import { defineAction } from "#lib/gate/action";

export const saveViewAction = defineAction({
  name: "report.save_view",
  permission: "reports:save",
  input: SaveViewInput,
  run: saveView,
});

export const removeViewAction = defineAction({
  name: "report.remove_view",
  permission: "reports:save",
  input: RemoveViewInput,
  run: removeView,
});
