import { expect, it } from "vitest";
import { giveUpReading } from "#lib/domain/imports/commands/read-import";
import { storeList } from "#lib/domain/imports/stored-list.fixture";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace, type TestWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { withQueues } from "#lib/infra/test-queue.fixture";
import { workbookOf } from "#lib/infra/workbook/workbook.fixture";

withQueues(useTestDatabase());

const find = ({ transact }: TestWorkspace, id: string) =>
  transact(({ db, workspaceId }) =>
    db.import.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId, id } }, include: { recipients: true } }),
  );

async function read(content: Uint8Array) {
  const workspace = await makeWorkspace();
  return find(workspace, await storeList(workspace, content));
}

const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;

it("reads a workbook with the repairs and refusals of every list, at the lines of the sheet", async () => {
  const list = await read(
    workbookOf({
      sheet: `<row r="1">${cell("Ad")}${cell("Telefon")}${cell("Doğum")}</row>
        <row r="2">${cell('Ayşe "Gül"')}<c><v>5.321112233E9</v></c><c s="1"><v>33000</v></c></row>
        <row r="3">${cell("iki\nsatır")}${cell("0532 111 22 44")}</row>
        <row r="5">${cell("Can")}${cell("5,32E+09")}</row>
        <row r="6">${cell("Ece")}<c><v>905321112233</v></c></row>`,
      styles: '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>',
    }),
  );
  expect(list).toMatchObject({ state: "ready", columns: ["Ad", "Telefon", "Doğum"], rows: 4, kept: 2 });
  expect(list.repairs).toMatchObject({ lost_zero: 1, spelling: 1 });
  expect(list.refused).toMatchObject({ invalid: 1, duplicate: 1 });
  const people = list.recipients.sort((one, other) => one.line - other.line);
  expect(people.map(({ line, cells }) => [line, ...cells])).toEqual([
    [2, 'Ayşe "Gül"', "5321112233", "1990-05-07"],
    [3, "iki satır", "0532 111 22 44", ""],
  ]);
});

it.each([
  ["an old or locked workbook", Buffer.from("d0cf11e0a1b11ae1", "hex"), "import.workbook_old"],
  ["any other archive", Buffer.from("504b0304aaaaaaaa", "hex"), "import.workbook_unreadable"],
  ["what bursts", workbookOf({ sheet: " ".repeat(40_000_000) }), "import.workbook_too_large"],
  ["a sheet without anybody", workbookOf({ sheet: "" }), "import.empty"],
  ["far too many columns", workbookOf({ sheet: '<row><c r="XFD1"><v>1</v></c></row>' }), "import.too_many_columns"],
])("R-090 refuses %s with its own sentence", async (_, bytes, code) => {
  expect(await read(bytes)).toMatchObject({ state: "refused", refusal: { code } });
});

it("ends a list that could not be read for good as refused, and only while it waits", async () => {
  const workspace = await makeWorkspace();
  const id = await storeList(workspace, "Telefon\n05321112233\n");
  await giveUpReading(workspace, id);
  expect(await find(workspace, id)).toMatchObject({ state: "ready", kept: 1 });
  await workspace.transact(({ db, workspaceId }) =>
    db.import.updateMany({ where: { workspaceId, id }, data: { state: "reading" } }),
  );
  await giveUpReading(workspace, id);
  expect(await find(workspace, id)).toMatchObject({ state: "refused", refusal: { code: "import.not_read" } });
});
