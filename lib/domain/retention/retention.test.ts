import { describe, expect, it } from "vitest";
import { retireAll } from "#lib/domain/connections/commands/retire-all";
import { purgeWorkspace } from "#lib/domain/retention/commands/purge-workspace";
import { updateRetention } from "#lib/domain/workspaces/commands/update-retention";
import { jobScope, workspacesToPurge } from "#lib/gate/job";
import { useOwner, useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace, type TestWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { idRun, newId } from "#lib/infra/ids";
import { withQueues } from "#lib/infra/test-queue.fixture";

const database = useTestDatabase();
withQueues();
const owner = useOwner(database);

const DAY_MS = 24 * 60 * 60_000;
/** Messages lie in months that exist in a test database: this one, the last and the next two. */
const OLD = new Date(Date.now() - 10 * DAY_MS);

/** A campaign whose messages are ten days old, and its list. */
async function oldCampaign(workspace: TestWorkspace, state: string, people = 3): Promise<string> {
  const [connectionId, campaignId, importId] = [newId(), newId(), newId()];
  const next = idRun(OLD);
  const ids = Array.from({ length: people }, () => next());
  await owner().query(
    `INSERT INTO connections (workspace_id, id, provider, remote_id, remote_name, connected_by_id) VALUES ($1, $2, 'iletiniz', gen_random_uuid()::text, 'Uzak', $3)`,
    [workspace.id, connectionId, workspace.person.id],
  );
  await owner().query(
    `INSERT INTO imports (workspace_id, id, state, filename, rows, kept, reading, created_by_id, created_at)
     VALUES ($1, $2, 'ready', 'liste.csv', 1, 1, 1, $3, $4)`,
    [workspace.id, importId, workspace.person.id, OLD],
  );
  await owner().query(
    "INSERT INTO import_recipients (workspace_id, import_id, reading, line, msisdn, cells) VALUES ($1, $2, 1, 2, 905321112233, '{Ali}')",
    [workspace.id, importId],
  );
  await owner().query(
    `INSERT INTO campaigns (workspace_id, id, name, state, kind, connection_id, import_id, text, people, created_by_id)
     VALUES ($1, $2, 'Deneme', $3, 'informational', $4, $5, 'Merhaba', $6, $7)`,
    [workspace.id, campaignId, state, connectionId, importId, people, workspace.person.id],
  );
  await owner().query(
    `INSERT INTO messages (workspace_id, id, campaign_id, connection_id, source, sender, msisdn, body, encoding, parts, state)
     SELECT $1, i.id, $2, $3, 'campaign', 'MAGAZA', 905300000000 + i.n, 'Merhaba Ali', 'gsm7', 1, 'delivered'
     FROM unnest($4::uuid[]) WITH ORDINALITY AS i (id, n)`,
    [workspace.id, campaignId, connectionId, ids],
  );
  return campaignId;
}

async function left(campaignId: string) {
  const { rows } = await owner().query(
    `SELECT count(*)::int AS messages, count(msisdn)::int AS numbers, count(*) FILTER (WHERE body <> '')::int AS texts
     FROM messages WHERE campaign_id = $1`,
    [campaignId],
  );
  return rows[0];
}

const listed = async (workspace: TestWorkspace) =>
  (await owner().query("SELECT FROM import_recipients WHERE workspace_id = $1", [workspace.id])).rowCount;

const keep = (workspace: TestWorkspace, bodyDays: number | null, numberDays: number | null) =>
  workspace.transact((tx) => updateRetention(tx, { bodyDays, numberDays }));

describe("R-136: retention", () => {
  it("takes texts and numbers apart, past their own time, and keeps the counts", async () => {
    const workspace = await makeWorkspace();
    const campaignId = await oldCampaign(workspace, "completed");
    expect(await workspacesToPurge()).not.toContain(workspace.id);
    await keep(workspace, 9, 11);
    expect(await workspacesToPurge()).toContain(workspace.id);
    await purgeWorkspace({ ...jobScope(workspace.id), retireAll });
    expect(await left(campaignId)).toEqual({ messages: 3, numbers: 3, texts: 0 });
    expect(await listed(workspace)).toBe(1);
    expect(await workspacesToPurge()).not.toContain(workspace.id);

    await keep(workspace, 9, 9);
    await purgeWorkspace({ ...jobScope(workspace.id), retireAll });
    expect(await left(campaignId)).toEqual({ messages: 3, numbers: 0, texts: 0 });
    expect(await listed(workspace)).toBe(0);
    const { rows } = await owner().query(
      "SELECT detail FROM audit_events WHERE workspace_id = $1 AND action = 'retention.purge' ORDER BY id",
      [workspace.id],
    );
    expect(rows.map((row) => row.detail)).toEqual([
      { texts: 3, numbers: 0, lists: 0 },
      { texts: 0, numbers: 3, lists: 1 },
    ]);
  });

  it("runs once a day at most, in batches that together take everything", async () => {
    const workspace = await makeWorkspace();
    await keep(workspace, 9, null);
    await purgeWorkspace({ ...jobScope(workspace.id), retireAll });
    const campaignId = await oldCampaign(workspace, "completed", 11_000);
    await purgeWorkspace({ ...jobScope(workspace.id), retireAll });
    expect(await left(campaignId)).toMatchObject({ texts: 11_000 });
    await purgeWorkspace({ ...jobScope(workspace.id), retireAll }, new Date(Date.now() + DAY_MS));
    expect(await left(campaignId)).toMatchObject({ texts: 0, messages: 11_000 });
  });

  it("takes received messages with the shorter of the two times", async () => {
    const workspace = await makeWorkspace();
    await oldCampaign(workspace, "completed");
    await owner().query(
      `INSERT INTO inbound_messages (workspace_id, id, connection_id, remote_id, msisdn, text, is_opt_out, received_at)
       SELECT c.workspace_id, gen_random_uuid(), c.id, m.id, 905321112233, 'Merhaba', false, now() - m.age
       FROM connections c, (VALUES ('old', interval '10 days'), ('new', interval '1 day')) AS m (id, age)
       WHERE c.workspace_id = $1`,
      [workspace.id],
    );
    await keep(workspace, 30, 9);
    await purgeWorkspace({ ...jobScope(workspace.id), retireAll });
    const { rows } = await owner().query("SELECT remote_id FROM inbound_messages WHERE workspace_id = $1", [
      workspace.id,
    ]);
    expect(rows).toEqual([{ remote_id: "new" }]);
  });

  it("leaves alone what still runs, and other workspaces", async () => {
    const workspace = await makeWorkspace();
    const other = await makeWorkspace();
    const running = await oldCampaign(workspace, "paused");
    const theirs = await oldCampaign(other, "completed");
    await keep(workspace, 7, 7);
    await purgeWorkspace({ ...jobScope(workspace.id), retireAll });
    expect(await left(running)).toEqual({ messages: 3, numbers: 3, texts: 3 });
    expect(await left(theirs)).toEqual({ messages: 3, numbers: 3, texts: 3 });
    expect(await listed(workspace)).toBe(1);
  });
});
