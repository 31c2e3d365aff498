import { expect, it } from "vitest";
import { mapImport } from "#lib/domain/imports/commands/map-import";
import { giveUpReading, readImport } from "#lib/domain/imports/commands/read-import";
import { importStatus } from "#lib/domain/imports/queries";
import { storeList } from "#lib/domain/imports/stored-list.fixture";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace, type TestWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { withQueues } from "#lib/infra/test-queue.fixture";
import { workbookOf } from "#lib/infra/workbook/workbook.fixture";

useTestDatabase();
withQueues();

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

it("reads the sheet that a person chooses, and the first one until then", async () => {
  const workspace = await makeWorkspace();
  const sheets = ["Kapak", "Gizli", "Kişiler & co"].map(
    (name, n) =>
      `<sheet name="${name.replace("&", "&amp;")}" ${n === 1 ? 'state="hidden"' : ""} r:id="rId${n === 2 ? 1 : 2}"/>`,
  );
  const sheet = `<row>${cell("Telefon")}</row><row>${cell("0532 111 22 33")}</row>`;
  const id = await storeList(workspace, workbookOf({ sheets: sheets.join(""), sheet }));
  const shown = () => workspace.transact((tx) => importStatus(tx, id));
  expect(await shown()).toMatchObject({ state: "refused", sheets: ["Kapak", "Kişiler & co"], sheet: 0 });
  const anew = { delimiter: null, hasHeader: null, phoneColumn: null };
  const { audit } = await workspace.transact((tx) => mapImport(tx, { importId: id, ...anew, sheet: 1 }));
  expect(audit.detail, "what the history says").toEqual({ ...anew, sheet: "Kişiler & co" });
  await readImport(workspace, id);
  expect(await shown()).toMatchObject({ state: "ready", columns: ["Telefon"], kept: 1, sheet: 1 });
  await workspace.transact((tx) => mapImport(tx, { importId: id, ...anew, sheet: 7 }));
  await readImport(workspace, id);
  expect(await shown()).toMatchObject({ state: "refused", refusal: { code: "import.workbook_unreadable" } });
});

it("reads a workbook whose sheet has a name that cannot be kept, or far too long a one", async () => {
  const names = ["A\0B", `${"x".repeat(63)}😀${"y".repeat(100_000)}`];
  const sheets = names.map((name) => `<sheet name="${name}" r:id="rId1"/>`).join("");
  const list = await read(
    workbookOf({ sheets, sheet: `<row>${cell("Telefon")}</row><row>${cell("05321112233")}</row>` }),
  );
  expect(list).toMatchObject({ state: "ready", kept: 1, sheets: ["AB", "x".repeat(63)] });
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
