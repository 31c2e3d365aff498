import { beforeEach, describe, expect, it } from "vitest";
import { confirmAccount, declineAccount } from "#lib/domain/connections/commands/confirm-account";
import { revokeRemote } from "#lib/domain/connections/commands/revoke-remote";
import { openKey } from "#lib/domain/connections/key-queries";
import { leavingKeys, pendingAccounts } from "#lib/domain/connections/leaving-queries";
import { OAUTH_SCOPES } from "#lib/domain/connections/model";
import { openConnectStage } from "#lib/gate/connect-stage.fixture";
import { jobScope } from "#lib/gate/job";

const { guide, workspace, remote, at, connections, onlyConnection } = openConnectStage();

describe("R-008 fewer scopes than asked for", () => {
  it("are stored as granted; sending is refused before any call, reading goes on", async () => {
    const scopes = ["account:read", "connections:read"];
    expect(await guide().arrive(await guide().depart(workspace(), remote(), { scopes }))).toBe(at("fewer_scopes"));
    expect(await connections()).toMatchObject([{ missing: ["messages:send", "contacts:write"], state: "active" }]);
    const id = await onlyConnection();
    await expect(workspace().transact((tx) => openKey(tx, id))).rejects.toMatchObject({
      code: "connection.scope_missing",
      detail: { scope: "messages:send" },
    });
    await expect(workspace().transact((tx) => openKey(tx, id, "account:read"))).resolves.toBeDefined();
  });

  it("without contacts:write everything else works", async () => {
    const scopes = OAUTH_SCOPES.filter((scope) => scope !== "contacts:write");
    await guide().arrive(await guide().depart(workspace(), remote(), { scopes }));
    const key = await workspace().transact(async (tx) => openKey(tx, await onlyConnection()));
    const batch = {
      messages: [{ to: "+905321110001", body: "Merhaba", encoding: "gsm7" as const }],
      sender: "MAGAZA",
      providerCode: "",
      isCommercial: false,
      audience: "individual" as const,
      sendAt: null,
    };
    expect(await guide().ways.driver.submit(key, batch)).toMatchObject({ outcomes: [{ kind: "accepted" }] });
  });

  it("a scope nobody asked for is flagged", async () => {
    await guide().fault("token", remote(), { kind: "token", variant: "extra_scope" });
    await guide().connect(workspace(), remote());
    expect((await connections())[0]?.extra).toHaveLength(1);
  });

  it("a key that has less than its answer says is corrected by what the provider refuses", async () => {
    const only = ["messages:send", "contacts:write"];
    const narrow = await guide().makeRemote({ grants: only });
    await guide().arrive(await guide().depart(workspace(), narrow));
    expect(await connections()).toMatchObject([
      { missing: ["account:read", "connections:read"], account: null, gate: "unknown" },
    ]);
  });

  it("reconnecting with all four keeps the connection and ends the narrow key", async () => {
    await guide().arrive(await guide().depart(workspace(), remote(), { scopes: ["account:read"] }));
    const before = await onlyConnection();
    expect(await guide().connect(workspace(), remote())).toBe(at("reconnected"));
    expect(await onlyConnection()).toBe(before);
    expect(await connections()).toMatchObject([{ missing: [] }]);
    expect(await workspace().transact(leavingKeys)).toHaveLength(1);
  });
});

describe("R-009 another account than before", () => {
  let other: string;

  beforeEach(async () => {
    await guide().connect(workspace(), remote());
    other = await guide().makeRemote({ name: "Başka Mağaza" });
    expect(await guide().connect(workspace(), other)).toBe(at("confirm_account"));
  });

  async function pendingId(): Promise<string> {
    const [pending] = await workspace().transact(pendingAccounts);
    if (pending === undefined) throw new Error("nothing waits");
    return pending.id;
  }

  it("waits: the old key stays active, and the new one cannot send", async () => {
    expect(await connections()).toMatchObject([{ remoteId: remote(), state: "active" }]);
    expect(await workspace().transact(pendingAccounts)).toMatchObject([
      { remoteId: other, remoteName: "Başka Mağaza" },
    ]);
    expect(await workspace().transact(leavingKeys)).toEqual([]);
    const key = await workspace().transact(async (tx) => openKey(tx, await onlyConnection()));
    expect(await guide().ways.driver.account(key)).toMatchObject({ kind: "value", value: { remoteId: remote() } });
  });

  it("a yes makes it the connection, and the old key is on its way out", async () => {
    const id = await pendingId();
    await workspace().transact((tx) => confirmAccount(tx, { pendingId: id }));
    expect(await connections()).toMatchObject([{ remoteId: other, state: "active" }]);
    expect(await workspace().transact(pendingAccounts)).toEqual([]);
    expect(await workspace().transact(leavingKeys)).toMatchObject([{ state: "pending" }]);
    const key = await workspace().transact(async (tx) => openKey(tx, await onlyConnection()));
    expect(await guide().ways.driver.account(key)).toMatchObject({ kind: "value", value: { remoteId: other } });
  });

  it("is asked about once, however often the same account is chosen: the key before is let go", async () => {
    const before = await pendingId();
    expect(await guide().connect(workspace(), other)).toBe(at("confirm_account"));
    expect((await workspace().transact(pendingAccounts)).map(({ remoteId }) => remoteId)).toEqual([other]);
    expect(await pendingId()).not.toBe(before);
    await expect(workspace().transact((tx) => confirmAccount(tx, { pendingId: before }))).rejects.toMatchObject({
      code: "connection.confirmation_over",
    });
    expect(await workspace().transact(leavingKeys)).toHaveLength(1);
    const pending = await pendingId();
    await workspace().transact((tx) => confirmAccount(tx, { pendingId: pending }));
    expect(await connections()).toMatchObject([{ remoteId: other, state: "active" }]);
  });

  it("a no ends the new key and leaves the old one alone", async () => {
    const id = await pendingId();
    await workspace().transact((tx) => declineAccount(tx, { pendingId: id }));
    expect(await connections()).toMatchObject([{ remoteId: remote(), state: "active" }]);
    expect(await workspace().transact(leavingKeys)).toMatchObject([{ state: "pending", tries: 0 }]);
  });

  it("a yes that comes too late, or twice, changes nothing", async () => {
    const id = await pendingId();
    await workspace().transact(
      (tx) =>
        tx.db.$executeRaw`UPDATE revocations SET next_try_at = now() WHERE workspace_id = ${tx.workspaceId}::uuid`,
    );
    expect(await workspace().transact(pendingAccounts)).toEqual([]);
    await expect(workspace().transact((tx) => confirmAccount(tx, { pendingId: id }))).rejects.toMatchObject({
      code: "connection.confirmation_over",
    });
    expect(await connections()).toMatchObject([{ remoteId: remote() }]);
  });

  it("without an answer the new key ends by itself, and no copy of it stays", async () => {
    const id = await pendingId();
    await workspace().transact(
      (tx) =>
        tx.db.$executeRaw`UPDATE revocations SET next_try_at = now() WHERE workspace_id = ${tx.workspaceId}::uuid`,
    );
    await revokeRemote(jobScope(workspace().id), id, guide().ways.oauth);
    expect(await guide().activeKeys(other)).toEqual([]);
    expect(await guide().activeKeys(remote())).toHaveLength(1);
    const row = await workspace().transact((tx) =>
      tx.db.connectTransaction.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId: tx.workspaceId, id } } }),
    );
    expect(row.pendingSealed).toBeNull();
  });
});

describe("R-012 two people connect at once", () => {
  it("one connection stays, and the key of the other is on its way out", async () => {
    const admin = await workspace().join("admin");
    const journeys = [
      await guide().depart(workspace(), remote()),
      await guide().depart(workspace(), remote(), { userId: admin.id }),
    ];
    const paths = await Promise.all(journeys.map((journey) => guide().arrive(journey)));
    expect(new Set(paths)).toEqual(new Set([at("connected"), at("already_connected")]));
    expect(await connections()).toHaveLength(1);
    expect(await workspace().transact(leavingKeys)).toMatchObject([{ state: "pending" }]);
    expect(await guide().activeKeys(remote())).toHaveLength(2);
  });

  it("with two accounts: the second waits for a yes", async () => {
    const other = await guide().makeRemote();
    const journeys = [await guide().depart(workspace(), remote()), await guide().depart(workspace(), other)];
    const paths = await Promise.all(journeys.map((journey) => guide().arrive(journey)));
    expect(new Set(paths)).toEqual(new Set([at("connected"), at("confirm_account")]));
    expect(await connections()).toHaveLength(1);
  });

  it("the database itself refuses a second live connection to one account", async () => {
    await guide().connect(workspace(), remote());
    const insert = workspace().transact(
      (tx) =>
        tx.db.$executeRaw`
        INSERT INTO connections (workspace_id, id, provider, remote_id, remote_name, scopes, connected_by_id)
        SELECT workspace_id, gen_random_uuid(), provider, remote_id, remote_name, scopes, connected_by_id FROM connections
        WHERE workspace_id = ${tx.workspaceId}::uuid`,
    );
    await expect(insert).rejects.toThrow(/connections_one_per_account/);
  });
});
