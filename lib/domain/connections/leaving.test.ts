import { describe, expect, it } from "vitest";
import { openKey } from "#lib/domain/connections/key-queries";
import { leavingKeys } from "#lib/domain/connections/leaving-queries";
import { openConnectedStage } from "#lib/gate/connect-stage.fixture";
import { refreshConnection } from "#lib/gate/refresh-connection";

const {
  guide,
  workspace,
  remote,
  connectionId,
  row,
  leave,
  revocations,
  revokeOnce,
  campaign,
  campaignStates,
  onlyConnection,
} = openConnectedStage();

const due = () =>
  workspace().transact(
    (tx) => tx.db.$executeRaw`UPDATE revocations SET next_try_at = now() WHERE workspace_id = ${tx.workspaceId}::uuid`,
  );

describe("R-013 disconnecting while the provider cannot be reached", () => {
  it.each([{ kind: "status", status: 503, retry_after: 2 }, { kind: "hang" }, { kind: "reset" }])(
    "%j: no key stays, nothing can be sent, the key is ended later, once",
    async (spec) => {
      await guide().fault("revoke", remote(), spec);
      await leave();
      expect(await row()).toMatchObject({ state: "disconnected", keySealed: null, keyId: null, keyFingerprint: null });
      await expect(workspace().transact((tx) => openKey(tx, connectionId()))).rejects.toMatchObject({
        code: "connection.not_active",
      });
      const before = await guide().calls("api", remote());
      expect(
        await refreshConnection(
          () => guide().ways.driver,
          { workspaceId: workspace().id, actorId: null },
          connectionId(),
        ).catch((error: unknown) => error),
      ).toMatchObject({ code: "connection.not_active" });
      expect(await guide().calls("api", remote())).toBe(before);

      await revokeOnce();
      expect(await revocations()).toMatchObject([{ state: "pending", tries: 1, keySealed: expect.anything() }]);
      expect(await guide().activeKeys(remote())).toHaveLength(1);
      await revokeOnce();
      expect(await revocations()).toMatchObject([{ tries: 1 }]);

      await due();
      await revokeOnce();
      await due();
      await revokeOnce();
      expect(await revocations()).toMatchObject([
        { state: "done", tries: 2, keySealed: null, finishedAt: expect.any(Date) },
      ]);
      expect(await guide().activeKeys(remote())).toEqual([]);
      expect(await guide().calls("revoke", remote())).toBe(2);
    },
  );

  it("keeps to Retry-After when it is longer than our own wait", async () => {
    await guide().fault("revoke", remote(), { kind: "status", status: 503, retry_after: 600 });
    await leave();
    await revokeOnce();
    const [leaving] = await revocations();
    expect(leaving?.nextTryAt.getTime()).toBeGreaterThan(Date.now() + 590_000);
  });

  it("gives up after 72 hours: the key is destroyed, and people are told to end it at the provider", async () => {
    await guide().fault("revoke", remote(), { kind: "status", status: 503 }, { times: null });
    await leave();
    await workspace().transact(
      (tx) => tx.db.$executeRaw`UPDATE revocations SET give_up_at = now() WHERE workspace_id = ${tx.workspaceId}::uuid`,
    );
    await revokeOnce();
    expect(await revocations()).toMatchObject([{ state: "given_up", keySealed: null, lastError: "http_503" }]);
    expect(await workspace().transact(leavingKeys)).toMatchObject([{ state: "given_up", code: "http_503" }]);
  });

  it("two workers at once make one call", async () => {
    await leave();
    await Promise.all([revokeOnce(), revokeOnce(), revokeOnce()]);
    expect(await guide().calls("revoke", remote())).toBe(1);
    const events = await workspace().transact((tx) =>
      tx.db.auditEvent.count({ where: { workspaceId: tx.workspaceId, action: "connection.revoked" } }),
    );
    expect(events).toBe(1);
  });

  it("stops what it was sending, lets what is merely waiting wait, and takes its sender off the default", async () => {
    await campaign("scheduled");
    await campaign("preparing");
    await campaign("sending");
    await campaign("settling");
    await workspace().transact(
      (tx) =>
        tx.db.$executeRaw`UPDATE senders SET is_default = true WHERE workspace_id = ${tx.workspaceId}::uuid
        AND id = (SELECT id FROM senders WHERE name = 'MAGAZA' ORDER BY id LIMIT 1)`,
    );
    const { result } = await leave();
    expect(result).toEqual({ pausedCampaigns: 2, isRevoking: true });
    expect(await campaignStates()).toEqual([
      { name: "scheduled", state: "scheduled", stateReason: null, pausedFrom: null },
      { name: "preparing", state: "paused", stateReason: "connection", pausedFrom: "preparing" },
      { name: "sending", state: "paused", stateReason: "connection", pausedFrom: "sending" },
      { name: "settling", state: "settling", stateReason: null, pausedFrom: null },
    ]);
    const defaults = await workspace().transact((tx) =>
      tx.db.sender.count({ where: { workspaceId: tx.workspaceId, isDefault: true } }),
    );
    expect(defaults).toBe(0);
  });

  it("wants the name typed, and does nothing the second time", async () => {
    await expect(leave("Ihlamur")).rejects.toMatchObject({ code: "connection.name_mismatch" });
    expect(await row()).toMatchObject({ state: "active" });
    await leave("  Ihlamur Ev ");
    await expect(leave()).rejects.toMatchObject({ code: "connection.not_found" });
    expect(await revocations()).toHaveLength(1);
  });

  it("connecting to the same account again revives the connection, so that its campaigns can go on", async () => {
    await leave();
    await guide().connect(workspace(), remote());
    expect(await onlyConnection()).toBe(connectionId());
    await expect(workspace().transact((tx) => openKey(tx, connectionId()))).resolves.toBeDefined();
  });
});

describe("R-014 final refusals of a revocation", () => {
  it.each([
    { kind: "status", status: 400, code: "unsupported_token_type" },
    { kind: "status", status: 401, code: "invalid_client" },
  ])("%j is not asked again, destroys the key and is shown", async (spec) => {
    await guide().fault("revoke", remote(), spec);
    await leave();
    await revokeOnce();
    await due();
    await revokeOnce();
    expect(await revocations()).toMatchObject([{ state: "refused", tries: 1, keySealed: null, lastError: spec.code }]);
    expect(await workspace().transact(leavingKeys)).toMatchObject([{ state: "refused", code: spec.code }]);
    expect(await guide().calls("revoke", remote())).toBe(1);
  });
});
