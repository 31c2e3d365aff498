import { expect, it } from "vitest";
import { applyReports } from "#lib/domain/messages/commands/apply-reports";
import { storeCampaign } from "#lib/domain/messages/stored-campaign.fixture";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { newId } from "#lib/infra/ids";

useTestDatabase();

/** Of so many a plan for the reports at hand reads all; of fewer it does not matter. */
const PEOPLE = 40_000;

// The first minute of an instance, and of every month, whose messages have a table of their own.
it("reports are applied without a look at other messages, on tables that the database has no statistics of", async () => {
  const workspace = await makeWorkspace();
  const { campaignId } = await storeCampaign(workspace, [{ state: "accepted" }]);
  const ids = Array.from({ length: PEOPLE }, newId);
  const copy = `INSERT INTO messages (workspace_id, id, campaign_id, connection_id, source, sender, msisdn, body, encoding, parts, state)
    SELECT m.workspace_id, t.id, m.campaign_id, m.connection_id, m.source, m.sender, m.msisdn + t.n, m.body, m.encoding, m.parts, m.state
    FROM messages m, unnest($2::uuid[]) WITH ORDINALITY AS t (id, n) WHERE m.campaign_id = $1`;
  await workspace.sql(({ client }) => client.query(copy, [campaignId, ids]));
  await workspace.sql(async (sql) => {
    const read = async () => {
      const { rows } = await sql.client.query<{ known: number; read: number }>(`
        SELECT count(*) FILTER (WHERE c.reltuples > 0)::int AS known, sum(s.seq_tup_read + s.idx_tup_fetch)::int AS read
        FROM pg_stat_xact_user_tables s JOIN pg_class c ON c.oid = s.relid WHERE s.relname LIKE 'messages\\_2%'`);
      return rows[0];
    };
    // What the connection read before is counted as well until it has been told to the statistics.
    const before = await read();
    expect(before?.known).toBe(0);
    const reports = ids
      .slice(0, 1_000)
      .map((messageId) => ({ messageId, state: "delivered" as const, providerCode: "1" }));
    expect(await applyReports(sql, reports)).toBe(1_000);
    // Once to hold it, once to change it.
    expect(Number((await read())?.read) - Number(before?.read)).toBeLessThan(2_100);
  });
});
