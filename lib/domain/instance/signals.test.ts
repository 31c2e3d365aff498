import { expect, it } from "vitest";
import { alertsOf } from "#lib/domain/instance/alerts";
import { fullInboxes, readSignals, recentCalls } from "#lib/domain/instance/signal-queries";
import { storeCampaign } from "#lib/domain/messages/stored-campaign.fixture";
import { accountJob } from "#lib/gate/job";
import { insertReports } from "#lib/infra/db/report-inbox";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace, type TestWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { newId } from "#lib/infra/ids";

useTestDatabase();

async function codes(): Promise<string[]> {
  const standing = await accountJob(async (tx) => ({
    signals: await readSignals(tx),
    calls: await recentCalls(tx, new Date()),
  }));
  return alertsOf({ ...standing, inboxes: [], queues: [], anchoredMs: null }).map(({ code }) => code);
}

/** A campaign of three messages, one of which nobody knows about, with figures that add up. */
async function lossy(): Promise<{ workspace: TestWorkspace; campaignId: string }> {
  const workspace = await makeWorkspace();
  const states = ["delivered", "delivered", "unknown"] as const;
  const { campaignId, ids } = await storeCampaign(
    workspace,
    states.map((state) => ({ state })),
  );
  await workspace.transact(async ({ db, workspaceId }) => {
    await db.messageStat.createMany({
      data: [
        { workspaceId, campaignId, state: "delivered", messages: 2, parts: 2 },
        { workspaceId, campaignId, state: "unknown", messages: 1, parts: 1 },
      ],
    });
    await db.campaign.updateMany({ where: { workspaceId }, data: { preparedAt: new Date() } });
    const { connectionId } = await db.campaign.findFirstOrThrow({ where: { workspaceId } });
    await db.dispatchAttempt.create({
      data: {
        ...{ workspaceId, id: newId(), campaignId, connectionId: connectionId ?? "", fence: 1, state: "unknown" },
        ...{ messageIds: ids.slice(2), httpStatus: 502, startedAt: new Date(), settledAt: new Date() },
      },
    });
  });
  return { workspace, campaignId };
}

// a fault raises its alert and no other.
it("R-145 tells of messages nobody knows about after a quarter of an hour, not before, and of figures that were changed", async () => {
  const { workspace, campaignId } = await lossy();
  expect(await codes()).toEqual([]);
  const { id: workspaceId } = workspace;
  const quarter = new Date(Date.now() - 16 * 60_000);
  await workspace.transact(({ db }) =>
    db.dispatchAttempt.updateMany({ where: { workspaceId }, data: { settledAt: quarter } }),
  );
  expect(await codes()).toEqual(["unknown_old"]);
  await workspace.transact(({ db }) =>
    db.messageStat.updateMany({ where: { workspaceId, campaignId, state: "unknown" }, data: { messages: 0 } }),
  );
  // One figure was moved and the other was not.
  expect(await codes()).toEqual(["ledger_mismatch"]);
  await workspace.transact(({ db }) =>
    db.messageStat.updateMany({ where: { workspaceId, campaignId, state: "delivered" }, data: { messages: 3 } }),
  );
  expect(await codes()).toEqual([]);
});

it("R-145 tells of a refused key and of calls lost with their worker, by provider", async () => {
  const { workspace } = await lossy();
  const answers = { httpStatus: 401, detail: null } as const;
  const { id: workspaceId } = workspace;
  const set = (data: { httpStatus: number | null; detail: string | null }) =>
    workspace.transact(({ db }) => db.dispatchAttempt.updateMany({ where: { workspaceId }, data }));
  await set(answers);
  expect(await codes()).toEqual(["key_refused"]);
  await set({ httpStatus: null, detail: "worker_lost" });
  expect(await codes()).toEqual(["calls_lost"]);
});

it("R-145 tells of a connection that has as many reports to apply as may wait", async () => {
  const { workspace } = await lossy();
  const { id: workspaceId } = workspace;
  const { connectionId } = await workspace.transact(({ db }) =>
    db.campaign.findFirstOrThrow({ where: { workspaceId } }),
  );
  const come = (...reportIds: string[]) =>
    insertReports(
      reportIds.map((reportId) => ({
        ...{ workspaceId, connectionId: connectionId ?? "", reportId, providerId: "another's" },
        ...{ msisdn: 905321112233, state: "delivered", providerCode: "" },
      })),
    );
  const full = () => accountJob((tx) => fullInboxes(tx, 3));
  await come("1", "2");
  expect(await full()).toEqual([]);
  await come("3");
  expect(await full()).toEqual([{ provider: "iletiniz", connections: 1 }]);
});
