import { describe, expect, it } from "vitest";
import { retireAll } from "#lib/domain/connections/commands/retire-all";
import { sealedKey } from "#lib/domain/connections/key-queries";
import { purgeWorkspace } from "#lib/domain/retention/commands/purge-workspace";
import { closeWorkspace } from "#lib/domain/workspaces/commands/close-workspace";
import { keepWorkspace } from "#lib/domain/workspaces/commands/keep-workspace";
import { resumeSending } from "#lib/domain/workspaces/commands/resume-sending";
import { jobScope, workspacesToPurge } from "#lib/gate/job";
import { Secret } from "#lib/infra/crypto/secret";
import { useOwner, useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace, type TestWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { newId } from "#lib/infra/ids";
import { withQueues } from "#lib/infra/test-queue.fixture";

const database = useTestDatabase();
withQueues();
const owner = useOwner(database);

/** A workspace with a connection, a running campaign with messages, a list and a consent. */
async function fill(): Promise<TestWorkspace> {
  const workspace = await makeWorkspace();
  await workspace.transact(async (tx) => {
    const { db, workspaceId } = tx;
    const [connectionId, importId, campaignId] = [newId(), newId(), newId()];
    const createdById = workspace.person.id;
    await db.connection.create({
      data: {
        ...{ workspaceId, id: connectionId, provider: "iletiniz", remoteId: "r", remoteName: "Uzak" },
        ...(await sealedKey(tx, connectionId, new Secret("iltz_live_gizli"))),
        connectedById: createdById,
      },
    });
    await db.import.create({
      data: { workspaceId, id: importId, state: "ready", filename: "liste.csv", createdById },
    });
    await db.importRecipient.create({
      data: { workspaceId, importId, reading: 1, line: 2, msisdn: 905321112233n, cells: ["Ali"] },
    });
    await db.campaign.create({
      data: {
        ...{ workspaceId, id: campaignId, name: "Deneme", state: "sending", kind: "informational" },
        ...{ connectionId, importId, createdById },
      },
    });
    await db.message.create({
      data: {
        ...{ workspaceId, id: newId(), campaignId, connectionId, source: "campaign", sender: "MAGAZA" },
        ...{ msisdn: 905321112233n, body: "Merhaba", encoding: "gsm7", parts: 1, state: "pending" },
      },
    });
    await db.consent.create({
      data: {
        ...{ workspaceId, msisdn: 905321112233n, status: "granted", source: "paper", proof: "imza" },
        givenAt: new Date(),
      },
    });
  });
  return workspace;
}

const close = (workspace: TestWorkspace, typed = "Ihlamur Ev") =>
  jobScope(workspace.id).record("workspace.close", (tx) => closeWorkspace(tx, { typed }, retireAll));
const inAWeek = () => new Date(Date.now() + 8 * 24 * 60 * 60_000);

/** Tables that still hold rows of a workspace, with how many. */
async function remains(id: string): Promise<Record<string, number>> {
  const { rows } = await owner().query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'workspace_id'
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1`,
  );
  const counts: Record<string, number> = {};
  for (const { name } of rows) {
    const { rowCount } = await owner().query(`SELECT FROM ${name} WHERE workspace_id = $1`, [id]);
    if (rowCount !== 0) counts[name] = rowCount ?? 0;
  }
  return counts;
}

describe("deleting a workspace", () => {
  it("asks for its name, stops all sending and sends its keys to be revoked, at once", async () => {
    const workspace = await fill();
    await expect(close(workspace, "Başka Ev")).rejects.toMatchObject({ code: "workspace.name_mismatch" });
    expect(await close(workspace, " Ihlamur Ev ")).toMatchObject({ deleteAt: expect.any(Date) });
    await expect(close(workspace)).rejects.toMatchObject({ code: "workspace.closing" });
    const { rows } = await owner().query(
      `SELECT w.halted_at IS NOT NULL AS halted, n.state, n.key_sealed, r.state AS revocation, k.state AS campaign, k.state_reason
       FROM workspaces w JOIN connections n ON n.workspace_id = w.id JOIN revocations r ON r.workspace_id = w.id
       JOIN campaigns k ON k.workspace_id = w.id WHERE w.id = $1`,
      [workspace.id],
    );
    expect(rows).toEqual([
      {
        ...{ halted: true, state: "disconnected", key_sealed: null, revocation: "pending" },
        ...{ campaign: "paused", state_reason: "halt" },
      },
    ]);
    await expect(workspace.transact((tx) => resumeSending(tx))).rejects.toMatchObject({ code: "workspace.closing" });
  });

  it("can be taken back for a week; everything is still there and sending still stopped", async () => {
    const workspace = await fill();
    await close(workspace);
    await purgeWorkspace({ ...jobScope(workspace.id), retireAll });
    expect(await remains(workspace.id)).toMatchObject({ messages: 1, consents: 1, campaigns: 1 });
    await workspace.transact((tx) => keepWorkspace(tx));
    await purgeWorkspace({ ...jobScope(workspace.id), retireAll }, inAWeek());
    expect(await remains(workspace.id)).toMatchObject({ messages: 1, consents: 1, campaigns: 1 });
    await expect(workspace.transact((tx) => keepWorkspace(tx))).rejects.toMatchObject({
      code: "workspace.not_closing",
    });
    await workspace.transact((tx) => resumeSending(tx));
  });

  it("erases everything but a record without content, once the keys are revoked", async () => {
    const workspace = await fill();
    const other = await fill();
    await close(workspace);
    await owner().query("UPDATE workspaces SET delete_at = now() - interval '1 second' WHERE id = $1", [workspace.id]);
    expect(await workspacesToPurge()).toContain(workspace.id);
    await purgeWorkspace({ ...jobScope(workspace.id), retireAll });
    expect(await remains(workspace.id)).toMatchObject({ messages: 1, data_keys: 1, revocations: 1 });
    await owner().query("UPDATE revocations SET state = 'done', key_sealed = NULL WHERE workspace_id = $1", [
      workspace.id,
    ]);
    await purgeWorkspace({ ...jobScope(workspace.id), retireAll });
    expect(Object.keys(await remains(workspace.id))).toEqual(["audit_events", "audit_heads", "data_keys"]);
    const { rows } = await owner().query(
      "SELECT name, trade_name, slug, deleted_at IS NOT NULL AS gone FROM workspaces WHERE id = $1",
      [workspace.id],
    );
    expect(rows).toEqual([{ name: "", trade_name: "", slug: `deleted-${workspace.id}`, gone: true }]);
    const history = await owner().query(
      "SELECT detail FROM audit_events WHERE workspace_id = $1 AND action = 'workspace.deleted'",
      [workspace.id],
    );
    expect(history.rows).toEqual([{ detail: { campaigns: 1, messages: 1, members: 1 } }]);
    expect(await workspacesToPurge()).not.toContain(workspace.id);
    expect(await remains(other.id)).toMatchObject({ messages: 1, consents: 1, memberships: 1, data_keys: 1 });
  });
});
