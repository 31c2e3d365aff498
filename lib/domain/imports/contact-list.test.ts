import { beforeEach, expect, it } from "vitest";
import { addContact } from "#lib/domain/contacts/commands/add-contact";
import { AddContactInput, ContactChoice } from "#lib/domain/contacts/schema";
import { parsePublicId } from "#lib/domain/ids";
import { createSegment } from "#lib/domain/segments/commands/create-segment";
import { CreateSegmentInput } from "#lib/domain/segments/schema";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace, type TestWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { withQueues } from "#lib/infra/test-queue.fixture";
import { buildList } from "./commands/build-list.ts";
import { listContacts } from "./commands/list-contacts.ts";
import { importStatus } from "./queries.ts";

useTestDatabase();
withQueues();
let workspace: TestWorkspace;
beforeEach(async () => {
  workspace = await makeWorkspace();
});

const add = (number: string, rest: object, into = workspace) =>
  into.transact((tx) => addContact(tx, AddContactInput.parse({ number, fields: "", ...rest })));
const words = { number: "Telefon", name: "Ad", all: "Tüm kişiler" };

async function ask(choice: object): Promise<string> {
  const { result } = await workspace.transact((tx) => listContacts(tx, ContactChoice.parse(choice), words));
  return parsePublicId("import", result.importId) ?? "";
}

const build = (importId: string) => workspace.sql((sql) => buildList(sql, importId));
const status = (importId: string) => workspace.transact((tx) => importStatus(tx, importId));

it("makes a list of exactly the contacts that are chosen, with a column for each field", async () => {
  await add("05321112233", { name: "Ayşe", tags: "VIP", fields: "Şehir: İzmir" });
  await add("05321112234", { name: "Veli", tags: "VIP" });
  await add("05321112235", { name: "Can", fields: "Not: x" });
  await add("05321112236", { name: "Öbür", tags: "VIP" }, await makeWorkspace());
  const importId = await ask({ tag: "VIP" });
  expect(await status(importId)).toMatchObject({ state: "reading", filename: "VIP", origin: { tag: "VIP" } });
  expect(await build(importId)).toBe(true);
  expect(await status(importId)).toMatchObject({
    ...{ state: "ready", columns: ["Telefon", "Ad", "Şehir"], rows: 2, kept: 2, phoneColumn: 0, refusal: null },
  });
  const found = await workspace.transact(({ db }) => db.importRecipient.findMany({ orderBy: { line: "asc" } }));
  expect(found.map(({ line, msisdn, cells }) => [line, Number(msisdn), cells])).toEqual([
    [2, 905321112233, ["+905321112233", "Ayşe", "İzmir"]],
    [3, 905321112234, ["+905321112234", "Veli", ""]],
  ]);
});

it("makes one of a segment by its rule at that moment, and once however often its job runs", async () => {
  await add("05321112233", { name: "Ayşe", tags: "VIP" });
  await add("05321112234", { name: "Veli" });
  const rule = JSON.stringify({ match: "all", conditions: [{ on: "tag", is: "lacks", value: "VIP" }] });
  const input = CreateSegmentInput.parse({ name: "Diğerleri", rule });
  const { segmentId } = (await workspace.transact((tx) => createSegment(tx, input))).result;
  const importId = await ask({ segmentId });
  await Promise.all([build(importId), build(importId)]);
  expect(await status(importId)).toMatchObject({ filename: "Diğerleri", kept: 1, reading: 1, origin: { segmentId } });
});

it("is refused where nobody is, and keeps no number that was looked for", async () => {
  const importId = await ask({ search: "0532 111 22 33" });
  expect(await status(importId)).toMatchObject({ filename: "Tüm kişiler" });
  await build(importId);
  expect(await status(importId)).toMatchObject({ state: "refused", kept: 0, refusal: { code: "import.nobody" } });
  const row = await workspace.transact(({ db }) => db.import.findFirst());
  expect(JSON.stringify(row?.origin)).not.toContain("111");
});

it("leaves uploaded lists to their reader", async () => {
  const importId = await ask({});
  await workspace.transact(({ db }) => db.$executeRaw`UPDATE imports SET origin = NULL`);
  expect(await build(importId)).toBe(false);
});
