import { afterAll, expect, it } from "vitest";
import { closePools } from "#lib/infra/db/pools";
import { withAccount } from "#lib/infra/db/tenant";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace } from "#lib/infra/db/test-workspace.fixture";

useTestDatabase();
afterAll(() => closePools());

// pg 9 refuses what pg 8 warns of; the warning comes once for a process, so this test has one to itself.
it("asks for several relations one after the other on the connection of a transaction", async () => {
  const warnings: string[] = [];
  const note = (warning: Error) => warnings.push(warning.message);
  process.on("warning", note);
  const { person } = await makeWorkspace();
  const people = await withAccount(person.id, ({ db }) =>
    db.user.findMany({ where: { id: person.id }, include: { sessions: true, resets: true, memberships: true } }),
  );
  expect(people).toMatchObject([{ sessions: [], resets: [], memberships: [{ role: "owner" }] }]);
  await expect(
    withAccount(null, async ({ db }) => {
      await db.$executeRaw`SELECT 1 / 0`;
    }),
  ).rejects.toThrow("division by zero");
  // Warnings are emitted on the next tick.
  await new Promise((resolve) => setImmediate(resolve));
  process.off("warning", note);
  expect(warnings.filter((warning) => warning.includes("already executing"))).toEqual([]);
});
