import { gunzipSync } from "node:zlib";
import { strFromU8, unzipSync } from "fflate";
import Papa from "papaparse";
import readSheet from "read-excel-file/node";
import { beforeEach, describe, expect, it } from "vitest";
import { storedBytes } from "#lib/domain/archives/archive-bytes.fixture";
import { buildArchive } from "#lib/domain/archives/commands/build-archive";
import {
  exportAudit,
  exportCampaign,
  exportContacts,
  exportMessages,
} from "#lib/domain/archives/commands/request-archive";
import type { ArchiveRightsOf } from "#lib/domain/archives/model";
import { latestArchives, readyArchive } from "#lib/domain/archives/queries";
import {
  ExportAuditInput,
  ExportCampaignInput,
  ExportContactsInput,
  ExportMessagesInput,
} from "#lib/domain/archives/schema";
import { addContact } from "#lib/domain/contacts/commands/add-contact";
import { AddContactInput } from "#lib/domain/contacts/schema";
import { unguardCell } from "#lib/domain/exports/csv";
import { parsePublicId, toPublicId } from "#lib/domain/ids";
import { type StoredMessage, storeCampaign } from "#lib/domain/messages/stored-campaign.fixture";
import { jobScope } from "#lib/gate/job";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace, type TestWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { withQueues } from "#lib/infra/test-queue.fixture";

useTestDatabase();
withQueues();

const hostile = [
  "=1+1",
  "@SUM(A1)",
  "\t=x",
  'söz "VIP"\n-2',
  "\\N",
  "tab\tve \\ ters",
  "&<b>'\r\n=1",
  "😀 İyi",
  "+90 5",
];
const changedAt = new Date("2026-03-04T21:30:45.250Z");
const messages: StoredMessage[] = [
  ...hostile.map((body) => ({ body, state: "delivered" as const, stateAt: changedAt, providerCode: "=D" })),
  { state: "failed", reason: "invalid_recipient", stateAt: changedAt },
  { state: "skipped", reason: "no_consent", msisdn: null, stateAt: changedAt },
];

let workspace: TestWorkspace;
let campaignId: string;
beforeEach(async () => {
  workspace = await makeWorkspace();
  campaignId = toPublicId("campaign", (await storeCampaign(workspace, messages)).campaignId);
});

type Format = "csv" | "xlsx";
type Asked = Promise<{ result: { archiveId: string } }>;

async function built(asked: Asked): Promise<string> {
  const id = parsePublicId("archive", (await asked).result.archiveId) ?? "";
  expect(await buildArchive(jobScope(workspace.id), id)).toBe(true);
  return id;
}

const campaignAs = (format: Format, by = workspace.person.id, filter: object = {}) =>
  workspace.transact(
    (tx) => exportCampaign(tx, ExportCampaignInput.parse({ campaignId, format, language: "tr", filter })),
    by,
  );

async function csvOf(archiveId: string): Promise<string[][]> {
  const text = gunzipSync(await storedBytes(workspace, archiveId)).toString();
  return Papa.parse<string[]>(text.replace("\ufeff", "").trimEnd(), { newline: "\r\n" }).data;
}

const expectedNumbers = messages.map((_, at) => (at === messages.length - 1 ? null : 905_320_000_100 + at));
const expectedBodies = messages.map(({ body }, at) => body ?? `Merhaba ${at}`);

describe("R-091 the recipients of a campaign", () => {
  it("are read from the workbook by a spreadsheet library as they stand in the database", async () => {
    const id = await built(campaignAs("xlsx"));
    const bytes = await storedBytes(workspace, id);
    const [{ data } = { data: [] }] = await readSheet(bytes, { trim: false });
    const [header, ...rows] = data;
    expect(header).toEqual([
      ...["Numara", "Durum", "Açıklama", "Sağlayıcı kodu", "Metin ve kaynak", "Parça", "Başlık"],
      ...["Son değişiklik (Europe/Istanbul)", "Satır"],
    ]);
    expect(rows.map((row) => row[0])).toEqual(expectedNumbers);
    expect(rows.map((row) => row[4])).toEqual(expectedBodies);
    expect(rows[0]?.slice(1, 4)).toEqual(["Teslim edildi", "Telefona ulaştı", "=D"]);
    expect(rows.at(-1)?.slice(1, 3)).toEqual(["Atlandı", "İYS onayı görünmüyor"]);
    // The clock of Istanbul, to the second: spreadsheets keep no zone.
    expect(rows[0]?.[7]).toEqual(new Date("2026-03-05T00:30:45Z"));
    const sheet = strFromU8(unzipSync(Uint8Array.from(bytes))["xl/worksheets/sheet1.xml"] ?? new Uint8Array(0));
    expect(sheet).not.toContain("<f");
  });

  it("are the same in CSV, where no cell is a formula and every text comes back", async () => {
    const id = await built(campaignAs("csv"));
    const [, ...rows] = await csvOf(id);
    expect(rows.map((row) => row[0])).toEqual(expectedNumbers.map((number) => String(number ?? "")));
    expect(rows.map((row) => unguardCell(row[4] ?? ""))).toEqual(expectedBodies);
    expect(rows.flat().filter((cell) => /^[=+@\t]/.test(cell))).toEqual([]);
    expect(rows[0]?.[7]).toBe("2026-03-05 00:30:45");
    const ready = await workspace.transact((tx) => readyArchive(tx, id));
    expect(ready).toMatchObject({ bytes: gunzipSync(await storedBytes(workspace, id)).length, wholeNumbers: true });
    const [shown] = await workspace.transact((tx) => latestArchives(tx, workspace.person.id));
    expect(shown).toMatchObject({
      state: "ready",
      rows: messages.length,
      expected: messages.length,
      name: "Ev haftası",
    });
  });

  it("are those of the filter", async () => {
    const [, ...rows] = await csvOf(await built(campaignAs("csv", workspace.person.id, { view: "lost" })));
    expect(rows.map((row) => row[1])).toEqual(["Gönderilemedi"]);
  });
});

describe("R-092 what somebody may not see", () => {
  it("is not in the file of a member whose switch was turned off after they asked", async () => {
    const operator = await workspace.join("operator");
    await setSwitch(operator.id, true);
    const asked = campaignAs("csv", operator.id);
    await asked;
    await setSwitch(operator.id, false);
    const id = await built(asked);
    expect(await workspace.transact((tx) => latestArchives(tx, operator.id))).toMatchObject([
      { state: "failed", refusal: "not_allowed" },
    ]);
    expect((await storedBytes(workspace, id)).length).toBe(0);
  });

  it("is masked where the table of authority says so", async () => {
    const asked = await campaignAs("csv");
    const id = parsePublicId("archive", asked.result.archiveId) ?? "";
    const job = jobScope(workspace.id);
    const archiveRights: ArchiveRightsOf = (...of) => ({ ...job.archiveRights(...of), wholeNumbers: false });
    await buildArchive({ ...job, archiveRights }, id);
    const [, first] = await csvOf(id);
    expect(first?.[0]).toBe("'+90 5•• ••• 01 00");
    expect(first?.[4]).toBe("");
    expect(await workspace.transact((tx) => readyArchive(tx, id))).toMatchObject({ wholeNumbers: false });
  });

  async function setSwitch(userId: string, fullNumbers: boolean): Promise<void> {
    await workspace.transact(({ db, workspaceId }) =>
      db.membership.updateMany({ where: { workspaceId, userId }, data: { fullNumbers } }),
    );
  }
});

it("writes the log of the workspace and its history with the same machinery", async () => {
  const log = ExportMessagesInput.parse({ format: "csv", language: "en", filter: { sender: "MAGAZA'--" } });
  expect(await csvOf(await built(workspace.transact((tx) => exportMessages(tx, log))))).toHaveLength(1);
  const all = { ...log, filter: {} };
  const rows = await csvOf(await built(workspace.transact((tx) => exportMessages(tx, ExportMessagesInput.parse(all)))));
  expect(rows).toHaveLength(messages.length + 1);
  expect(rows[1]?.slice(8)).toEqual(["Campaign", "Ev haftası"]);
  await jobScope(workspace.id).record("campaign.pause", async () => ({
    result: null,
    audit: { subject: campaignId, detail: {} },
  }));
  const history = ExportAuditInput.parse({ format: "csv", language: "en", filter: { area: "campaigns" } });
  const entries = await csvOf(await built(workspace.transact((tx) => exportAudit(tx, history))));
  expect(entries[1]?.slice(1, 4)).toEqual(["Tellal", expect.any(String), "Ev haftası"]);
});

describe("R-091 the contacts of a workspace", () => {
  const people = [
    { number: "0532 111 22 01", name: "=1+1", tags: "vip, @ekip", fields: "Şehir: İzmir\n=HYPERLINK: -2" },
    { number: "0532 111 22 02", name: "Ada", listType: "merchant", fields: "Şehir: 😀 Van" },
    { number: "0533 111 22 03", name: "", tags: "vip" },
  ];
  beforeEach(async () => {
    for (const person of people) {
      await workspace.transact((tx) => addContact(tx, AddContactInput.parse({ fields: "", ...person })));
    }
    await workspace.transact(({ db, workspaceId }) =>
      db.suppression.create({ data: { workspaceId, msisdn: 905_331_112_203n, reason: "x", source: "member" } }),
    );
  });

  const contactsAs = (format: Format, filter: object = {}) =>
    workspace.transact((tx) => exportContacts(tx, ExportContactsInput.parse({ format, language: "en", filter })));

  it("are read from the workbook with a column for each field, and no cell is a formula", async () => {
    const bytes = await storedBytes(workspace, await built(contactsAs("xlsx")));
    const [{ data } = { data: [] }] = await readSheet(bytes, { trim: false });
    expect(data[0]?.slice(0, 8)).toEqual([
      ...["Number", "Name", "Tags", "Consent", "Suppressed", "İYS list", "Source", "Other numbers"],
    ]);
    expect(data[0]?.slice(8)).toEqual(["Added (Europe/Istanbul)", "Şehir", "=HYPERLINK"]);
    expect(data.slice(1).map((row) => [...row.slice(0, 6), ...row.slice(9)])).toEqual([
      [905_331_112_203, null, "vip", "No consent", "Suppressed", null, null, null],
      [905_321_112_202, "Ada", null, "No consent", null, "TACİR (merchant)", "😀 Van", null],
      [905_321_112_201, "=1+1", "vip, @ekip", "No consent", null, null, "İzmir", "-2"],
    ]);
    const cells = (await csvOf(await built(contactsAs("csv")))).flat();
    expect(cells.filter((cell) => /^[=+@\t-]/.test(cell))).toEqual([]);
    expect(cells).toContain("'=HYPERLINK");
  });

  it("are those of the filter, and none of a segment that is gone", async () => {
    const names = async (filter: object) => (await csvOf(await built(contactsAs("csv", filter)))).slice(1).length;
    expect([await names({ tag: "vip" }), await names({ search: "ada" }), await names({ search: "'--" })]).toEqual([
      2, 1, 0,
    ]);
    const segment = toPublicId("segment", workspace.id);
    await expect(contactsAs("csv", { segment })).rejects.toMatchObject({ code: "segment.not_found" });
  });

  it("R-092 have neither their numbers nor their fields in a file of somebody who may not see numbers", async () => {
    const { result } = await contactsAs("csv");
    const id = parsePublicId("archive", result.archiveId) ?? "";
    const job = jobScope(workspace.id);
    await buildArchive(
      { ...job, archiveRights: (...of) => ({ ...job.archiveRights(...of), wholeNumbers: false }) },
      id,
    );
    const [header, first] = await csvOf(id);
    expect(first?.slice(0, 3)).toEqual(["'+90 5•• ••• 22 03", "", "vip"]);
    expect(header).toHaveLength(9);
  });
});

it("refuses what no sheet can hold, and lets nobody fill the queue", async () => {
  const asked = await campaignAs("xlsx");
  const id = parsePublicId("archive", asked.result.archiveId) ?? "";
  expect(await buildArchive(jobScope(workspace.id), id, 3)).toBe(false);
  await campaignAs("csv");
  await campaignAs("csv");
  await expect(campaignAs("csv")).rejects.toMatchObject({ code: "archive.too_many" });
});
