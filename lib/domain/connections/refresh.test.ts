import { beforeEach, describe, expect, it } from "vitest";
import { openKey } from "#lib/domain/connections/key-queries";
import { listConnections } from "#lib/domain/connections/queries";
import { shellFacts } from "#lib/domain/connections/shell-queries";
import { parsePublicId } from "#lib/domain/ids";
import { setDefaultSender } from "#lib/domain/senders/commands/set-default";
import { listSenders } from "#lib/domain/senders/queries";
import { guideAt } from "#lib/gate/connect.fixture";
import { refreshConnection } from "#lib/gate/refresh-connection";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace, type TestWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { newId } from "#lib/infra/ids";
import { runSandbox } from "#lib/infra/providers/sandbox-process.fixture";
import { clearRate } from "#lib/infra/rate-limit";

useTestDatabase();
const sandbox = runSandbox();
const guide = guideAt(sandbox);

let workspace: TestWorkspace;
let remote: string;
let connectionId: string;

beforeEach(async () => {
  workspace = await makeWorkspace();
  remote = await guide().makeRemote();
  await guide().connect(workspace, remote);
  const [connection] = await workspace.transact(listConnections);
  connectionId = parsePublicId("connection", connection?.id ?? "") ?? "";
});

const only = async () => {
  const [connection] = await workspace.transact(listConnections);
  if (connection === undefined) throw new Error("no connection");
  return connection;
};
const bond = () => ({ workspaceId: workspace.id, actorId: workspace.person.id });
const change = (patch: Record<string, unknown>) => sandbox().control("PATCH", `/workspaces/${remote}`, patch);

/** Asks as if a minute had passed. */
async function refresh() {
  await clearRate({ name: "connection-refresh", points: 1, seconds: 60 }, connectionId);
  return refreshConnection(() => guide().ways.driver, bond(), connectionId);
}

describe("plan and quota", () => {
  it("are asked for at most once a minute, however many people look", async () => {
    const before = await guide().calls("api", remote);
    const results = await Promise.all(
      Array.from({ length: 8 }, () => refreshConnection(() => guide().ways.driver, bond(), connectionId)),
    );
    expect(results.filter(({ asked }) => asked)).toHaveLength(1);
    expect(await guide().calls("api", remote)).toBe(before + 2);
    expect(results.find(({ asked }) => !asked)?.waitSeconds).toBeGreaterThan(50);
  });

  it.each([
    [{ plan: null }, "no_plan"],
    [{ quota: { limit: 100, used: 100 } }, "used_up"],
    [{ quota: { limit: 100, used: 95 } }, "low"],
    [{ quota: { limit: 100, used: 10 } }, null],
    [{ quota: { limit: null, used: 10 } }, null],
  ])("%j is said on every page as %s", async (patch, kind) => {
    await change(patch);
    await refresh();
    const { banner } = await workspace.transact((tx) => shellFacts(tx));
    expect(banner?.kind ?? null).toBe(kind);
  });

  it("stay as they were, with their age, while the provider is silent; the first answer brings it back", async () => {
    const before = await only();
    await guide().fault("api", remote, { kind: "status", status: 503 }, { times: null });
    await refresh();
    const silent = await only();
    expect(silent.account).toEqual(before.account);
    expect(silent.accountAt).toEqual(before.accountAt);
    expect(silent.silentSince).toEqual(silent.lastOkAt);
    const later = new Date(Date.now() + 10 * 60_000);
    expect((await workspace.transact((tx) => shellFacts(tx, later))).banner?.kind).toBe("silent");
    expect((await workspace.transact((tx) => shellFacts(tx))).banner).toBeNull();

    await sandbox().control("DELETE", `/switches?workspace=${remote}`);
    await refresh();
    expect((await only()).silentSince).toBeNull();
  });

  it("R-110 the provider is left alone for as long as it asks", async () => {
    await guide().fault("api", remote, { kind: "status", status: 429, retry_after: 120 }, { times: 2 });
    await refresh();
    const before = await guide().calls("api", remote);
    expect(await refresh()).toMatchObject({ asked: false });
    expect(await guide().calls("api", remote)).toBe(before);
  });

  it("a permission that the provider says is missing is taken off, and only its part goes dark", async () => {
    await guide().fault("api", remote, { kind: "status", status: 403 }, { path: "/v1/account" });
    await refresh();
    expect(await only()).toMatchObject({ state: "active", missing: ["account:read"] });
    await expect(workspace.transact((tx) => openKey(tx, connectionId))).resolves.toBeDefined();
    expect((await workspace.transact(listSenders)).length).toBeGreaterThan(0);
  });
});

describe("senders", () => {
  const named = async (name: string) => (await workspace.transact(listSenders)).find((sender) => sender.name === name);
  const setDefault = async (name: string) => {
    const senderId = parsePublicId("sender", (await named(name))?.id ?? "") ?? "";
    return workspace.transact((tx) => setDefaultSender(tx, { senderId }));
  };

  it("one that is approved can be the default; only one is", async () => {
    await setDefault("MAGAZA");
    await setDefault("ORNEKMAGAZA");
    const senders = await workspace.transact(listSenders);
    expect(senders.filter(({ isDefault }) => isDefault).map(({ name }) => name)).toEqual(["ORNEKMAGAZA"]);
    await expect(setDefault("YENIBASLIK")).rejects.toMatchObject({ code: "sender.not_approved" });
    const nobody = workspace.transact((tx) => setDefaultSender(tx, { senderId: newId() }));
    await expect(nobody).rejects.toMatchObject({ code: "sender.not_found" });
  });

  it("two people at once leave one default", async () => {
    await Promise.all([setDefault("MAGAZA"), setDefault("ORNEKMAGAZA"), setDefault("MAGAZA")]);
    expect((await workspace.transact(listSenders)).filter(({ isDefault }) => isDefault)).toHaveLength(1);
  });

  it("what the list no longer names is kept, marked, and not the default any more", async () => {
    await setDefault("MAGAZA");
    await change({ senders: [{ name: "ORNEKMAGAZA", provider: "netgsm", status: "approved" }] });
    await refresh();
    expect(await named("MAGAZA")).toMatchObject({ isListed: false, isDefault: false });
    await expect(setDefault("MAGAZA")).rejects.toMatchObject({ code: "sender.not_approved" });
    expect(await named("ORNEKMAGAZA")).toMatchObject({ isListed: true, isDefault: true });
  });

  it("an approval that is taken back takes the default with it", async () => {
    await setDefault("MAGAZA");
    const senders = ["MAGAZA", "ORNEKMAGAZA", "UCUNCU"].map((name) => ({
      name,
      provider: "netgsm",
      status: name === "MAGAZA" ? "rejected" : "approved",
    }));
    await change({ senders });
    await refresh();
    expect(await named("MAGAZA")).toMatchObject({ status: "rejected", isDefault: false });
    expect((await workspace.transact(listSenders)).some(({ isDefault }) => isDefault)).toBe(false);
  });

  it("R-035 a sender of another workspace is not found", async () => {
    const other = await makeWorkspace();
    const senderId = parsePublicId("sender", (await named("MAGAZA"))?.id ?? "") ?? "";
    await expect(other.transact((tx) => setDefaultSender(tx, { senderId }))).rejects.toMatchObject({
      code: "sender.not_found",
    });
    await expect(other.transact((tx) => openKey(tx, connectionId))).rejects.toMatchObject({
      code: "connection.not_found",
    });
  });
});
