import { beforeEach, expect, it } from "vitest";
import { exportContacts, exportMessages } from "#lib/domain/archives/commands/request-archive";
import { latestArchives } from "#lib/domain/archives/queries";
import { ExportContactsInput, ExportMessagesInput } from "#lib/domain/archives/schema";
import { toPublicId } from "#lib/domain/ids";
import { storeCampaign } from "#lib/domain/messages/stored-campaign.fixture";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace, type TestWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { newId } from "#lib/infra/ids";
import { withQueues } from "#lib/infra/test-queue.fixture";

useTestDatabase();
withQueues();

let workspace: TestWorkspace;
beforeEach(async () => {
  workspace = await makeWorkspace();
});

const asFile = (filter: object) => ({ format: "csv", language: "tr", filter });

const narrowed = (wholeNumbers = false) =>
  workspace.transact(async (tx) => {
    const files = await latestArchives(tx, workspace.person.id, wholeNumbers);
    return files.map((file) => file.narrowed);
  });

it("says of a file what narrowed its rows: names for ids, digits masked for whoever may not see numbers", async () => {
  await storeCampaign(workspace, [{ state: "delivered" }]);
  const { id, remoteName } = await workspace.transact(({ db }) =>
    db.connection.findFirstOrThrow({ where: { workspaceId: workspace.id } }),
  );
  const kept = { view: "lost", from: "2026-03-01" };
  const filter = { ...kept, number: "0532 000 01 00", connection: toPublicId("connection", id) };
  await workspace.transact((tx) => exportMessages(tx, ExportMessagesInput.parse(asFile(filter))));
  const shown = (number: string) => [{ of: "messages", filter: { ...kept, number, connection: remoteName } }];
  expect(await narrowed(true)).toEqual(shown("0532 000 01 00"));
  expect(await narrowed()).toEqual(shown("•••• ••• •• 00"));
});

it("names a segment while there is one, and says nothing once the choice went with its file", async () => {
  const id = newId();
  const rule = { match: "all", conditions: [{ on: "name", is: "filled" }] };
  const row = { workspaceId: workspace.id, id, name: "Ege", rule, createdById: workspace.person.id };
  await workspace.transact(({ db }) => db.segment.create({ data: row }));
  const choice = asFile({ search: "Ali 7", segment: toPublicId("segment", id) });
  await workspace.transact((tx) => exportContacts(tx, ExportContactsInput.parse(choice)));
  expect(await narrowed()).toEqual([{ of: "contacts", filter: { search: "Ali 7", segment: "Ege" } }]);
  await workspace.transact(({ db, workspaceId }) => db.segment.deleteMany({ where: { workspaceId, id } }));
  expect(await narrowed()).toEqual([{ of: "contacts", filter: { search: "Ali 7", segment: "" } }]);
  await workspace.transact(({ db, workspaceId }) =>
    db.archive.updateMany({ where: { workspaceId }, data: { choice: {} } }),
  );
  expect(await narrowed()).toEqual([null]);
});
