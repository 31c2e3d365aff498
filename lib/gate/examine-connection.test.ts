import { describe, expect, it } from "vitest";
import { markNeedsReconnect } from "#lib/domain/connections/commands/mark-needs-reconnect";
import { listConnections } from "#lib/domain/connections/queries";
import { examineConnection } from "#lib/gate/examine-connection";
import { type Company, keyAccountsAt } from "#lib/gate/key-accounts.fixture";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { runSandbox } from "#lib/infra/providers/sandbox-process.fixture";

useTestDatabase();
const sandbox = runSandbox();
const accounts = keyAccountsAt(sandbox);

/** What an examination of a connection finds, as codes. */
async function findings(id: string): Promise<string[]> {
  const { workspace, driver } = accounts();
  const bond = { workspaceId: workspace.id, actorId: workspace.person.id };
  return (await examineConnection(driver, bond, id)).map(({ code }) => code);
}

describe("examining a connection", () => {
  it.each<[Company, Record<string, unknown>, string[]]>([
    [
      "iletimerkezi",
      {},
      [
        ...["reach.ok", "key.ok", "money.enough", "sending.untried", "senders.listed", "reports.ok", "lookup.ok"],
        ...["consent.no_brand", "blacklist.ok", "inbox.absent"],
      ],
    ],
    [
      "turkeysms",
      {},
      [
        ...["reach.ok", "key.ok", "money.enough", "sending.untried", "senders.by_hand", "reports.ok", "lookup.none"],
        ...["consent.none", "inbox.none"],
      ],
    ],
  ])("%s in order: every question is answered, and nothing is sent", async (system, settings, expected) => {
    const { id, remote } = await accounts().connected(system, settings);
    expect(await findings(id)).toEqual(expected);
    expect(await sandbox().control("GET", `/ledger/counts?workspace=${remote}`)).toMatchObject({ accepted: 0 });
  });

  it.each<[string, Company, Record<string, unknown>, string]>([
    ["no approved sender", "iletimerkezi", { senders: [] }, "senders.none"],
    ["an empty balance", "iletimerkezi", { balance: { amount: 0, sms: 0 } }, "money.empty"],
    ["an inbox", "iletimerkezi", { inbox: "post" }, "inbox.ok"],
    [
      "a key that may not ask for statuses",
      "turkeysms",
      { permissions: { post: true, get: true, status: false, balance: true } },
      "reports.permission",
    ],
    [
      "a key that may not read the balance",
      "turkeysms",
      { permissions: { post: true, get: true, status: true, balance: false } },
      "money.hidden",
    ],
    ["an inactive account", "turkeysms", { active: false }, "key.inactive"],
  ])("%s is named", async (_name, system, settings, code) => {
    const { id, remote } = await accounts().connected(system);
    await accounts().change(remote, settings);
    expect(await findings(id)).toContain(code);
  });

  it("the panel's switch is named while it is off; turned back on, the same key puts the connection back to use", async () => {
    const { workspace, connected, change } = accounts();
    const { id, remote } = await connected("iletimerkezi");
    await change(remote, { api_access: false });
    expect(await findings(id)).toEqual(["reach.ok", "key.access"]);
    const state = async () => (await workspace.transact(listConnections)).map((one) => one.state);
    expect(await state()).toEqual(["needs_reconnect"]);
    await change(remote, { api_access: true });
    expect(await findings(id)).toContain("key.ok");
    expect(await state()).toEqual(["active"]);
  });

  it.each([
    ["696422", "consent.ok"],
    [null, "consent.no_subscription"],
  ])("İYS with the account's brand %s is %s", async (brand, code) => {
    const { workspace, connected } = accounts();
    const { id } = await connected("iletimerkezi", { brand });
    await workspace.transact(({ db, workspaceId }) =>
      db.connection.updateMany({ where: { workspaceId, id }, data: { iysBrand: "696422" } }),
    );
    expect(await findings(id)).toContain(code);
  });

  it("a provider that does not answer is told from a key that is refused", async () => {
    const { id, remote } = await accounts().connected("turkeysms");
    await sandbox().control("POST", "/switches", { on: "turkeysms", workspace: remote, fault: { kind: "hang" } });
    expect(await findings(id)).toEqual(["reach.silent"]);
  });

  it("a connection of another workspace is not found, and whoever presses all the time is asked to wait", async () => {
    const { id } = await accounts().connected("turkeysms");
    const { driver } = accounts();
    const stranger = { workspaceId: "0199aaaa-0000-7000-8000-000000000000", actorId: null };
    await expect(examineConnection(driver, stranger, id)).rejects.toMatchObject({ code: "connection.not_found" });
    for (let press = 0; press < 6; press += 1) await findings(id);
    await expect(findings(id)).rejects.toMatchObject({ code: "connection.too_many_tries" });
  });

  it("a key that nobody can open is said to be so, and no call is made", async () => {
    const { workspace, connected } = accounts();
    const { id } = await connected("turkeysms");
    await workspace.transact(async (tx) => {
      await markNeedsReconnect(tx, id, "key_unreadable");
      await tx.db.connection.updateMany({ where: { workspaceId: tx.workspaceId, id }, data: { keySealed: null } });
    });
    expect(await findings(id)).toEqual(["key.unreadable"]);
  });
});
