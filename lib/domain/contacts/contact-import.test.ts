import { beforeEach, describe, expect, it } from "vitest";
import { mergeContacts } from "#lib/domain/consent/commands/merge-contacts";
import { addContact } from "#lib/domain/contacts/commands/add-contact";
import { deleteContact } from "#lib/domain/contacts/commands/delete-contact";
import { editContact } from "#lib/domain/contacts/commands/edit-contact";
import { revertContactImport } from "#lib/domain/contacts/commands/revert-contact-import";
import { runContactImport } from "#lib/domain/contacts/commands/run-contact-import";
import { startContactImport } from "#lib/domain/contacts/commands/start-contact-import";
import { latestContactImports } from "#lib/domain/contacts/contact-import-queries";
import { contactPage } from "#lib/domain/contacts/queries";
import {
  AddContactInput,
  ContactFilter,
  ContactImportInput,
  ContactInput,
  EditContactInput,
  MergeContactsInput,
} from "#lib/domain/contacts/schema";
import { toPublicId } from "#lib/domain/ids";
import { storeList } from "#lib/domain/imports/stored-list.fixture";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace, type TestWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { withQueues } from "#lib/infra/test-queue.fixture";

useTestDatabase();
withQueues();
let workspace: TestWorkspace;

beforeEach(async () => {
  workspace = await makeWorkspace();
});

const LIST = [
  "Telefon;Ad Soyad;Şehir",
  "0532 111 22 33;Ayşe Işık;İzmir",
  "5321112234;Veli;",
  "05321112235;;Bursa",
  "yok;Hatalı;Van",
].join("\n");

const LATER: Parameters<typeof start> = [{ existing: "overwrite" }, "Telefon;Ad Soyad\n05321112233;Ayşe Kaya"];

async function start(change: object = {}, list = LIST): Promise<string> {
  const importId = toPublicId("import", await storeList(workspace, list));
  const choice = { importId, nameColumn: "1", takesFields: "on", existing: "fill", tags: "Fuar" };
  await workspace.transact((tx) => startContactImport(tx, ContactImportInput.parse({ ...choice, ...change })));
  const [newest] = await workspace.transact((tx) => latestContactImports(tx));
  return newest?.id ?? "";
}

const run = (id: string) => runContactImport(workspace.sql, id);
const revert = (contactImportId: string) => workspace.transact((tx) => revertContactImport(tx, { contactImportId }));
const taken = async (...given: Parameters<typeof start>) => {
  const id = await start(...given);
  await run(id);
  return id;
};
const takeBack = async (id: string) => {
  await revert(id);
  await run(id);
};
const imports = () => workspace.transact((tx) => latestContactImports(tx));
const latest = async () => (await imports())[0];
const people = async () => {
  const { rows } = await workspace.transact((tx) => contactPage(tx, ContactFilter.parse({})));
  return Object.fromEntries(rows.map((row) => [String(row.msisdn).slice(-2), row]));
};
const known = (name: string, fields = "") =>
  workspace.transact((tx) =>
    addContact(tx, AddContactInput.parse({ number: "05321112233", name, fields, tags: "Eski" })),
  );

describe("a list taken over into the contacts", () => {
  it("adds everybody it kept, with name, fields and tags, and counts them", async () => {
    await run(await start());
    expect(await people()).toMatchObject({
      33: { name: "Ayşe Işık", fields: { Şehir: "İzmir" }, tags: ["Fuar"], source: "import", consent: null },
      34: { name: "Veli", fields: {} },
      35: { name: "", fields: { Şehir: "Bursa" } },
    });
    expect(await latest()).toMatchObject({ state: "done", people: 3, done: 3, added: 3, updated: 0 });
  });

  it.each([
    ["fill", { name: "Ayşe", fields: { Şehir: "Ankara", Not: "x" }, tags: ["Eski", "Fuar"] }, 1],
    ["overwrite", { name: "Ayşe Işık", fields: { Şehir: "İzmir", Not: "x" }, tags: ["Eski", "Fuar"] }, 1],
    ["skip", { name: "Ayşe", fields: { Şehir: "Ankara", Not: "x" }, tags: ["Eski"] }, 0],
  ])("does with people who are there already what was chosen: %s", async (existing, expected, updated) => {
    await known("Ayşe", "Şehir: Ankara\nNot: x");
    await run(await start({ existing }));
    expect((await people())["33"]).toMatchObject(expected);
    expect(await latest()).toMatchObject({ added: 2, updated });
  });

  it("brings the list of İYS that a column names, and the import that is taken back takes it along", async () => {
    const list = [
      "Telefon;Ad;İYS listesi",
      "05321112233;Ayşe;TACİR",
      "05321112234;Veli;bireysel",
      "05321112235;;belki",
    ];
    await known("Ayşe");
    const id = await taken({}, list.join("\n"));
    expect(await people()).toMatchObject({
      33: { listType: "merchant", fields: {} },
      34: { listType: "individual", fields: {} },
      35: { listType: null, fields: { "İYS listesi": "belki" } },
    });
    await takeBack(id);
    expect(await people()).toMatchObject({ 33: { listType: null } });
  });

  it("changes nothing the second time, and may run twice at once", async () => {
    await run(await start());
    const before = await people();
    const again = await start();
    await Promise.all([run(again), run(again)]);
    expect(await people()).toEqual(before);
    expect(await latest()).toMatchObject({ state: "done", done: 3, added: 0, updated: 0 });
  });

  it("goes on where it was when its worker dies between two batches", async () => {
    const rows = Array.from({ length: 2_500 }, (_, n) => `0532${String(2_000_000 + n)};K${n};`);
    const id = await start({}, ["Telefon;Ad Soyad;Şehir", ...rows].join("\n"));
    let batches = 0;
    const dying: typeof workspace.sql = (work) => {
      batches += 1;
      if (batches === 3) throw new Error("killed");
      return workspace.sql(work);
    };
    await expect(runContactImport(dying, id)).rejects.toThrow("killed");
    expect(await latest()).toMatchObject({ state: "adding", done: 1_000, added: 1_000 });
    await run(id);
    expect(await latest()).toMatchObject({ state: "done", done: 2_500, added: 2_500 });
  });
});

describe("a number that was merged into another contact", () => {
  const mergedIntoZeynep = async () => {
    const number = "05330000001";
    const add = (typed: string) =>
      workspace.transact((tx) => addContact(tx, AddContactInput.parse({ number: typed, name: "Zeynep", fields: "" })));
    const [kept, gone] = [(await add(number)).result, (await add("05321112233")).result];
    const input = { contactId: kept, version: 1, otherId: gone, otherVersion: 1 };
    await workspace.transact((tx) => mergeContacts(tx, MergeContactsInput.parse(input)));
    return kept;
  };

  it("is that contact when a list brings it, once, also beside its own number, and is taken back with the rest", async () => {
    const kept = await mergedIntoZeynep();
    const id = await taken({ existing: "overwrite" }, `${LIST}\n0533 000 00 01;Zeynep Ak;Van\n`);
    expect(new Set(Object.keys(await people()))).toEqual(new Set(["01", "34", "35"]));
    // What stands beside the number that stayed holds.
    expect((await people())["01"]).toMatchObject({
      id: kept,
      ...{ name: "Zeynep Ak", tags: ["Fuar"], fields: { Şehir: "Van" } },
    });
    expect(await latest()).toMatchObject({ done: 4, added: 2, updated: 1 });
    await takeBack(id);
    expect((await people())["01"]).toMatchObject({ id: kept, name: "Zeynep", tags: [], fields: {} });
    expect(await latest()).toMatchObject({ state: "reverted", left: 0 });
  });

  it("is so when the two numbers lie far apart in the list", async () => {
    const kept = await mergedIntoZeynep();
    const others = Array.from({ length: 1_000 }, (_, n) => `0532${String(3_000_000 + n)};K${n};`);
    const list = ["Telefon;Ad Soyad;Şehir", "05321112233;Ayşe;", ...others, "05330000001;Zeynep Ak;Van"].join("\n");
    const id = await taken({ existing: "overwrite" }, list);
    expect(await latest()).toMatchObject({ state: "done", done: 1_002, added: 1_000 });
    await takeBack(id);
    expect(await people()).toEqual({ "01": expect.objectContaining({ id: kept, name: "Zeynep", fields: {} }) });
  });

  it("is found with the contact, and is a contact of its own again only when somebody types it as one", async () => {
    const kept = await mergedIntoZeynep();
    const found = async (search: string) =>
      (await workspace.transact((tx) => contactPage(tx, ContactFilter.parse({ search })))).rows.map(({ id }) => id);
    expect([await found("0532 111 22 33"), await found("2233")]).toEqual([[kept], [kept]]);
    const { result } = await known("Ayşe");
    expect(await found("0532 111 22 33")).toEqual([result]);
    expect((await people())["01"]).toMatchObject({ mergedMsisdns: [] });
  });
});

describe("an import that is taken back", () => {
  it("removes whom it added, restores whom it changed, and leaves alone whom somebody changed since", async () => {
    await known("", "Not: x");
    const id = await taken();
    const veli = (await people())["34"];
    await workspace.transact((tx) =>
      editContact(tx, EditContactInput.parse({ contactId: veli?.id, version: veli?.version, name: "Veli Bey" })),
    );
    await takeBack(id);
    expect(await people()).toMatchObject({
      33: { name: "", fields: { Not: "x" }, tags: ["Eski"] },
      34: { name: "Veli Bey" },
    });
    expect((await people())["35"]).toBeUndefined();
    expect(await latest()).toMatchObject({ state: "reverted", left: 1 });
  });

  it.each([
    ["later", [1, 0], {}, [{ left: 0 }, { left: 0 }]],
    ["earlier", [0, 1], { 33: expect.objectContaining({ name: "Ayşe Işık" }) }, [{ left: 0 }, { left: 1 }]],
  ])("is told from another of the same people, the %s one first", async (_, order, left, counts) => {
    const both = [await taken(), await taken(...LATER)];
    for (const place of order) await takeBack(both[place] ?? "");
    expect(await people()).toEqual(left);
    expect(await imports()).toMatchObject(counts);
  });

  it("does not count whom somebody deleted among those that stayed", async () => {
    const id = await taken();
    await workspace.transact(async (tx) =>
      deleteContact(tx, ContactInput.parse({ contactId: (await people())["34"]?.id })),
    );
    await takeBack(id);
    expect(await latest()).toMatchObject({ state: "reverted", left: 0 });
  });

  it("is offered for as long as it can be, however many came after it", async () => {
    const id = await taken();
    for (let n = 0; n < 12; n++) await taken({}, `Telefon;Ad Soyad\n053211133${10 + n};K\n`);
    expect((await imports()).at(-1)).toMatchObject({ id, isRevertible: true });
  });

  it("can be so once, when it has ended, and within a day", async () => {
    const id = await start();
    const refused = { code: "contact.not_revertible" };
    await expect(revert(id)).rejects.toMatchObject(refused);
    await run(id);
    const age = (hours: number) =>
      workspace.sql(({ client }) =>
        client.query("UPDATE contact_imports SET finished_at = now() - make_interval(hours => $1)", [hours]),
      );
    await age(25);
    await expect(revert(id)).rejects.toMatchObject(refused);
    await age(23);
    await revert(id);
    await expect(revert(id)).rejects.toMatchObject(refused);
  });

  it("cannot be so by another workspace", async () => {
    const id = await taken();
    const other = await makeWorkspace();
    await expect(other.transact((tx) => revertContactImport(tx, { contactImportId: id }))).rejects.toMatchObject({
      code: "contact.not_revertible",
    });
  });
});
