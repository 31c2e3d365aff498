import { beforeEach, describe, expect, it } from "vitest";
import { addContact } from "#lib/domain/contacts/commands/add-contact";
import { editContact } from "#lib/domain/contacts/commands/edit-contact";
import { revertContactImport } from "#lib/domain/contacts/commands/revert-contact-import";
import { runContactImport } from "#lib/domain/contacts/commands/run-contact-import";
import { startContactImport } from "#lib/domain/contacts/commands/start-contact-import";
import { latestContactImports } from "#lib/domain/contacts/contact-import-queries";
import { findNameColumn, personIn } from "#lib/domain/contacts/list-person";
import { contactPage } from "#lib/domain/contacts/queries";
import { AddContactInput, ContactFilter, ContactImportInput, EditContactInput } from "#lib/domain/contacts/schema";
import { toPublicId } from "#lib/domain/ids";
import { storeList } from "#lib/domain/imports/stored-list.fixture";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace, type TestWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { withQueues } from "#lib/infra/test-queue.fixture";

withQueues(useTestDatabase());
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

async function start(change: object = {}, list = LIST): Promise<string> {
  const importId = toPublicId("import", await storeList(workspace, list));
  const choice = { importId, nameColumn: "1", takesFields: "on", existing: "fill", tags: "Fuar" };
  await workspace.transact((tx) => startContactImport(tx, ContactImportInput.parse({ ...choice, ...change })));
  const [newest] = await workspace.transact((tx) => latestContactImports(tx));
  return newest?.id ?? "";
}

const run = (id: string) => runContactImport(workspace.sql, id);
const revert = (contactImportId: string) => workspace.transact((tx) => revertContactImport(tx, { contactImportId }));
const latest = async () => (await workspace.transact((tx) => latestContactImports(tx)))[0];
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

describe("an import that is taken back", () => {
  it("removes whom it added, restores whom it changed, and leaves alone whom somebody changed since", async () => {
    await known("", "Not: x");
    const id = await start();
    await run(id);
    const veli = (await people())["34"];
    await workspace.transact((tx) =>
      editContact(tx, EditContactInput.parse({ contactId: veli?.id, version: veli?.version, name: "Veli Bey" })),
    );
    await revert(id);
    await run(id);
    expect(await people()).toMatchObject({
      33: { name: "", fields: { Not: "x" }, tags: ["Eski"] },
      34: { name: "Veli Bey" },
    });
    expect((await people())["35"]).toBeUndefined();
    expect(await latest()).toMatchObject({ state: "reverted", left: 1 });
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
    const id = await start();
    await run(id);
    const other = await makeWorkspace();
    await expect(other.transact((tx) => revertContactImport(tx, { contactImportId: id }))).rejects.toMatchObject({
      code: "contact.not_revertible",
    });
  });
});

describe("a row of a list", () => {
  it("names the column of names by its words", () => {
    expect(findNameColumn(["Telefon", "AD SOYAD", "Ad"])).toBe(1);
    expect(findNameColumn(["Telefon", "Şehir"])).toBeNull();
  });

  it("is cut to what a contact keeps, and never in the middle of a character", () => {
    const columns = { columns: ["Tel", "Ad", "Not"], phoneColumn: 0, nameColumn: 1, takesFields: true };
    const person = personIn(["05321112233", ` A\n B `, `${"x".repeat(299)}😀`], columns);
    expect(person).toEqual({ name: "A B", key: "a b", fields: { Not: "x".repeat(299) } });
  });
});
