import pg from "pg";
import { expect, it } from "vitest";
import { roles } from "#lib/domain/team/model";
import { isAllowed } from "#lib/gate/permissions";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";

const database = useTestDatabase();

// The worker asks the database at every claim, and the database has the rule in its own words.
it("the database lets the same members send as the table of authority", async () => {
  const client = new pg.Client({ connectionString: database().appUrl });
  await client.connect();
  try {
    for (const role of roles) {
      for (const maySend of [true, false]) {
        const { rows } = await client.query("SELECT may_still_send($1::role, $2) AS may", [role, maySend]);
        const switches = { maySend, mayApprove: false, fullNumbers: false };
        expect(rows, `${role} ${maySend}`).toEqual([{ may: isAllowed("messages:send", role, switches) }]);
      }
    }
  } finally {
    await client.end();
  }
});
