import { expect, it } from "vitest";
import { removeView } from "#lib/domain/reports/commands/remove-view";
import { saveView } from "#lib/domain/reports/commands/save-view";
import { keptReports } from "#lib/domain/reports/queries";
import { RemoveViewInput } from "#lib/domain/reports/schema";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace } from "#lib/infra/db/test-workspace.fixture";

useTestDatabase();

it("keeps a report under one name, as far as its address can be read, for its own workspace", async () => {
  const [workspace, other] = [await makeWorkspace(), await makeWorkspace()];
  const save = (name: string) =>
    workspace.transact((tx) => saveView(tx, { name, query: "span=7d&metric=rate&by=nonsense&evil=<script>" }));
  await save("Haftalık");
  const [view] = await workspace.transact(keptReports);
  expect(view).toMatchObject({ name: "Haftalık", query: "span=7d&metric=rate" });
  await expect(save("Haftalık")).rejects.toMatchObject({ code: "report.view_taken" });
  expect(await other.transact(keptReports)).toEqual([]);
  const remove = RemoveViewInput.parse({ viewId: view?.id });
  await expect(other.transact((tx) => removeView(tx, remove))).rejects.toMatchObject({ code: "report.view_not_found" });
  await workspace.transact((tx) => removeView(tx, remove));
  expect(await workspace.transact(keptReports)).toEqual([]);
  for (let n = 0; n < 20; n += 1) await save(String(n));
  await expect(save("Bir daha")).rejects.toMatchObject({ code: "report.too_many_views" });
});
