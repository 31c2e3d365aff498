import { expect, it } from "vitest";
import { allowsMore } from "#lib/domain/workspaces/settings-queries";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace } from "#lib/infra/db/test-workspace.fixture";

useTestDatabase();

// rules that allow more than today's are asked about again, so that a stolen login does not lift them.
it.each([
  ["as before", false, 100, false],
  ["fewer people a day", false, 50, false],
  ["more people a day", false, 101, true],
  ["any number of people a day", false, null, true],
  ["numbers abroad", true, 100, true],
] as const)("tells rules that allow more: %s", async (_, allowsForeign, dailyCap, expected) => {
  const workspace = await makeWorkspace();
  await workspace.transact(async (tx) => {
    await tx.db.workspace.updateMany({ where: { id: workspace.id }, data: { allowsForeign: false, dailyCap: 100 } });
    expect(await allowsMore(tx, { allowsForeign, dailyCap })).toBe(expected);
    await tx.db.workspace.updateMany({ where: { id: workspace.id }, data: { allowsForeign: true, dailyCap: null } });
    expect(await allowsMore(tx, { allowsForeign, dailyCap })).toBe(false);
  });
});
