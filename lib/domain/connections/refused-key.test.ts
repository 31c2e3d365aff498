import { describe, expect, it } from "vitest";
import { markNeedsReconnect } from "#lib/domain/connections/commands/mark-needs-reconnect";
import { openKey } from "#lib/domain/connections/key-queries";
import { shellFacts } from "#lib/domain/connections/shell-queries";
import { openConnectedStage } from "#lib/gate/connect-stage.fixture";
import { refreshConnection } from "#lib/gate/refresh-connection";
import { makeWorkspace } from "#lib/infra/db/test-workspace.fixture";

const stage = openConnectedStage();
const { sandbox, guide, workspace, remote, connectionId, row, leave, revocations, revokeOnce } = stage;
const { campaign, campaignStates, onlyConnection } = stage;

describe("R-015 a key revoked at the provider", () => {
  async function revokeThere(): Promise<void> {
    for (const fingerprint of await guide().activeKeys(remote())) {
      await sandbox().control("POST", `/keys/${fingerprint}/revoke`);
    }
  }
  const refresh = () =>
    refreshConnection(
      () => guide().ways.driver,
      { workspaceId: workspace().id, actorId: workspace().person.id },
      connectionId(),
    );

  it("stops the connection and its campaigns at the first refusal, and is not called again", async () => {
    await campaign("sending");
    await revokeThere();
    await refresh();
    expect(await row()).toMatchObject({ state: "needs_reconnect", stateReason: "key_invalid" });
    expect(await campaignStates()).toMatchObject([
      { state: "paused", stateReason: "connection", pausedFrom: "sending" },
    ]);
    expect(await workspace().transact((tx) => shellFacts(tx))).toMatchObject({ banner: { kind: "needs_reconnect" } });
    const before = await guide().calls("api", remote());
    await expect(refresh()).rejects.toMatchObject({ code: "connection.not_active" });
    expect(await guide().calls("api", remote())).toBe(before);
  });

  it("a late refusal of an older key does not stop the connection that was renewed meanwhile", async () => {
    const old = await workspace().transact((tx) => openKey(tx, connectionId()));
    await guide().connect(workspace(), remote());
    expect(await workspace().transact((tx) => markNeedsReconnect(tx, connectionId(), "key_invalid", old))).toBe(false);
    expect(await row()).toMatchObject({ state: "active" });
  });

  it("reconnecting brings it back under the same id", async () => {
    await revokeThere();
    await refresh();
    await guide().connect(workspace(), remote());
    expect(await onlyConnection()).toBe(connectionId());
    expect(await row()).toMatchObject({ state: "active", stateReason: null });
  });
});

describe("R-020 sealed keys moved by SQL", () => {
  it("between rows, workspaces or columns: nothing opens, no call is made", async () => {
    const other = await makeWorkspace();
    await guide().connect(other, await guide().makeRemote());
    const foreign = await other.transact(async (tx) =>
      tx.db.connection.findFirstOrThrow({ where: { workspaceId: tx.workspaceId } }),
    );
    const own = await row();
    const put = (sealed: Uint8Array | null) =>
      workspace().transact(
        (tx) =>
          tx.db.$executeRaw`UPDATE connections SET key_sealed = ${sealed} WHERE workspace_id = ${tx.workspaceId}::uuid`,
      );
    await put(foreign.keySealed);
    const before = await guide().calls("api", remote());
    await expect(workspace().transact((tx) => openKey(tx, connectionId()))).rejects.toMatchObject({
      code: "connection.not_active",
    });
    expect(await guide().calls("api", remote())).toBe(before);
    await put(own.keySealed);
    await expect(workspace().transact((tx) => openKey(tx, connectionId()))).resolves.toBeDefined();

    await leave();
    const [leaving] = await revocations();
    await put(leaving?.keySealed ?? null);
    await workspace().transact(
      (tx) => tx.db.$executeRaw`UPDATE connections SET state = 'active' WHERE workspace_id = ${tx.workspaceId}::uuid`,
    );
    await expect(workspace().transact((tx) => openKey(tx, connectionId()))).rejects.toMatchObject({
      code: "connection.not_active",
    });
  });

  it("a revocation whose key does not open makes no call and is shown", async () => {
    await leave();
    await workspace().transact(
      (tx) =>
        tx.db.$executeRaw`UPDATE revocations SET key_sealed = set_byte(key_sealed, 40, 255 - get_byte(key_sealed, 40))
        WHERE workspace_id = ${tx.workspaceId}::uuid`,
    );
    await revokeOnce();
    expect(await guide().calls("revoke", remote())).toBe(0);
    expect(await revocations()).toMatchObject([{ state: "given_up", lastError: "key_unreadable", keySealed: null }]);
  });
});
