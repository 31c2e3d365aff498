import { describe, expect, it } from "vitest";
import { openKey } from "#lib/domain/connections/key-queries";
import { listConnections } from "#lib/domain/connections/queries";
import { parsePublicId } from "#lib/domain/ids";
import { listSenders } from "#lib/domain/senders/queries";
import { type Company, keyAccountsAt } from "#lib/gate/key-accounts.fixture";
import { whileOff } from "#lib/gate/provider-off.fixture";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { pairOf } from "#lib/infra/providers/iletimerkezi/credential";
import { runSandbox } from "#lib/infra/providers/sandbox-process.fixture";

useTestDatabase();
const sandbox = runSandbox();
const accounts = keyAccountsAt(sandbox);

const account = (system: Company, settings?: Record<string, unknown>) => accounts().account(system, settings);
const connect = (fields: { provider: string } & Record<string, unknown>) => accounts().connect(fields);
const connections = () => accounts().workspace.transact(listConnections);

describe("connecting by a pasted key", () => {
  it("iletiMerkezi: checked, sealed, with balance and approved senders; shown by its last characters only", async () => {
    const { fields } = await account("iletimerkezi", { balance: { amount: 12.5, sms: 250 } });
    const { connectionId, isNew } = await connect({ ...fields, name: "Mağaza hesabı" });
    expect(isNew).toBe(true);
    const [connection] = await connections();
    expect(connection).toMatchObject({
      ...{ id: connectionId, provider: "iletimerkezi", label: "iletiMerkezi", state: "active", missing: [] },
      ...{ remoteName: "Mağaza hesabı", keyHint: `…${fields.key.slice(-4)}`, gate: "unknown" },
      account: { balance: { lira: 12.5, messages: 250 } },
    });
    expect(JSON.stringify(connection)).not.toContain(fields.hash);
    const senders = await accounts().workspace.transact(listSenders);
    expect(senders.map(({ name, status }) => [name, status])).toEqual([
      ["MAGAZA", "approved"],
      ["ORNEKMAGAZA", "approved"],
    ]);
    const id = parsePublicId("connection", connectionId) ?? "";
    const opened = await accounts().workspace.transact((tx) => openKey(tx, id));
    expect(pairOf(opened)).toEqual({ key: fields.key, hash: fields.hash });
  });

  it("TurkeySMS: named as the company names it, without senders until somebody types one", async () => {
    const { fields } = await account("turkeysms", { name: "Örnek A.Ş." });
    await connect(fields);
    expect(await connections()).toMatchObject([{ label: "TurkeySMS", remoteName: "Örnek A.Ş.", listsSenders: false }]);
    expect(await accounts().workspace.transact(listSenders)).toEqual([]);
  });

  it.each<[string, Company, Record<string, unknown>, string]>([
    ["the panel's API switch is off", "iletimerkezi", { api_access: false }, "connection.access_refused"],
    ["the account is inactive", "turkeysms", { active: false }, "connection.account_inactive"],
  ])("%s: says so and keeps nothing", async (_name, system, settings, code) => {
    const { fields } = await account(system, settings);
    await expect(connect(fields)).rejects.toMatchObject({ code });
    expect(await connections()).toEqual([]);
  });

  it("a provider that the operator turned off is not even asked, and keeps nothing", async () => {
    const { fields } = await account("turkeysms");
    await whileOff("turkeysms", async () => {
      await expect(connect(fields)).rejects.toMatchObject({ code: "connection.provider_off" });
      expect(await connections()).toEqual([]);
    });
    expect((await connect(fields)).isNew).toBe(true);
  });

  it("a wrong key, a missing hash and a provider that does not answer keep nothing", async () => {
    const wrong = { provider: "turkeysms", key: "yanlis-anahtar-0000" };
    await expect(connect(wrong)).rejects.toMatchObject({ code: "connection.key_refused" });
    for (const provider of ["iletiniz", "smscim", "constructor"]) {
      await expect(connect({ provider, key: "bir-anahtar" })).rejects.toMatchObject({ code: "connection.not_found" });
    }
    const { id, fields } = await account("iletimerkezi");
    await expect(connect({ ...fields, hash: "" })).rejects.toMatchObject({ code: "connection.hash_missing" });
    await sandbox().control("POST", "/switches", { on: "iletimerkezi", workspace: id, fault: { kind: "hang" } });
    await expect(connect(fields)).rejects.toMatchObject({ code: "connection.provider_silent" });
    const kept = accounts().workspace.transact(({ db, workspaceId }) =>
      db.connection.count({ where: { workspaceId } }),
    );
    expect(await kept).toBe(0);
  });

  it("a key that was copied with blanks, a line break and marks that nobody sees is the key", async () => {
    const { fields } = await account("iletimerkezi");
    const [key, hash] = [fields.key, fields.hash];
    const copied = {
      key: ` ${key.slice(0, 8)}\u200b${key.slice(8)}\ufeff\n`,
      hash: `${hash.slice(0, 9)}\r\n ${hash.slice(9)}`,
    };
    expect(await connect({ ...fields, ...copied })).toMatchObject({ isNew: true });
  });

  it("an account that is connected again keeps the name it was given, unless another is typed", async () => {
    const { fields } = await account("iletimerkezi");
    await connect({ ...fields, name: "Mağaza hesabı" });
    await connect(fields);
    expect(await connections()).toMatchObject([{ remoteName: "Mağaza hesabı" }]);
    await connect({ ...fields, name: "Depo hesabı" });
    expect(await connections()).toMatchObject([{ remoteName: "Depo hesabı" }]);
  });

  it("a new key takes the old one's place; the same account connected twice is one connection", async () => {
    const { id, fields } = await account("turkeysms");
    const first = await connect(fields);
    await sandbox().control("PATCH", `/accounts/${id}`, { api_key: "a-second-key-for-it-9f3c" });
    const rotated = await connect({ ...fields, key: "a-second-key-for-it-9f3c", connectionId: first.connectionId });
    expect(rotated).toEqual({ connectionId: first.connectionId, isNew: false });
    expect(await connections()).toMatchObject([{ id: first.connectionId, keyHint: "…9f3c" }]);
    expect(await connect({ ...fields, key: "a-second-key-for-it-9f3c" })).toEqual(rotated);
    const other = await account("turkeysms");
    const second = await connect(other.fields);
    const onto = connect({ ...other.fields, connectionId: first.connectionId });
    await expect(onto).rejects.toMatchObject({ code: "connection.account_connected" });
    expect((await connections()).map(({ id: known }) => known)).toEqual([first.connectionId, second.connectionId]);
  });
});
