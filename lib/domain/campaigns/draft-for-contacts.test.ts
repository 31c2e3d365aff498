import { expect, it } from "vitest";
import { draftForContacts } from "#lib/domain/campaigns/commands/draft-for-contacts";
import { ContactDraftInput } from "#lib/domain/campaigns/schema";
import { addContact } from "#lib/domain/contacts/commands/add-contact";
import { AddContactInput } from "#lib/domain/contacts/schema";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace, type TestWorkspace } from "#lib/infra/db/test-workspace.fixture";

useTestDatabase();

const add = (workspace: TestWorkspace, number: string, rest: object) =>
  workspace.transact((tx) => addContact(tx, AddContactInput.parse({ number, fields: "", ...rest })));
const draft = (workspace: TestWorkspace, filter: object) =>
  workspace.transact((tx) =>
    draftForContacts(tx, ContactDraftInput.parse({ title: "Fuar", ...filter }), { number: "Telefon", name: "Ad" }),
  );

it("makes a list of exactly the contacts that the filter shows, with a column for each field", async () => {
  const workspace = await makeWorkspace();
  await add(workspace, "05321112233", { name: "Ayşe", tags: "VIP", fields: "Şehir: İzmir" });
  await add(workspace, "05321112234", { name: "Veli", tags: "VIP" });
  await add(workspace, "05321112235", { name: "Can", fields: "Not: x" });
  await add(await makeWorkspace(), "05321112236", { name: "Öbür", tags: "VIP" });
  const { audit } = await draft(workspace, { tag: "VIP" });
  expect(audit.detail).toEqual({ people: 2 });
  const list = await workspace.transact(({ db }) =>
    db.import.findFirst({ include: { recipients: true, campaigns: true } }),
  );
  expect(list).toMatchObject({ state: "ready", columns: ["Telefon", "Ad", "Şehir"], rows: 2, kept: 2, phoneColumn: 0 });
  expect(list?.campaigns).toMatchObject([{ name: "Fuar", state: "draft" }]);
  expect(list?.recipients.map(({ line, msisdn, cells }) => [line, Number(msisdn), cells])).toEqual([
    [2, 905321112233, ["+905321112233", "Ayşe", "İzmir"]],
    [3, 905321112234, ["+905321112234", "Veli", ""]],
  ]);
});

it("makes nothing where nobody is", async () => {
  const workspace = await makeWorkspace();
  await expect(draft(workspace, { search: "kimse" })).rejects.toMatchObject({ code: "contact.nobody" });
  expect(await workspace.transact(({ db }) => db.import.count())).toBe(0);
});
