import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { dropForgotten } from "#lib/domain/imports/commands/drop-forgotten";
import { mapImport } from "#lib/domain/imports/commands/map-import";
import { readImport } from "#lib/domain/imports/commands/read-import";
import { importStatus, rejectsPage, sampleRows } from "#lib/domain/imports/queries";
import { storeList } from "#lib/domain/imports/stored-list.fixture";
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

const found = { delimiter: null, hasHeader: null, phoneColumn: null };
const twoPhones = "Ad;Telefon;Diğer\nAli;05321234567;05331234567\nVeli;;05331234568\n";

async function addCampaign(
  importId: string,
  change: { state: "draft" | "holding"; importReading?: number },
): Promise<void> {
  await workspace.transact(({ db, workspaceId }) =>
    db.campaign.create({
      data: { workspaceId, id: newId(), name: "Ev", createdById: workspace.person.id, importId, ...change },
    }),
  );
}

describe("mapImport", () => {
  it("reads the list again with the chosen column and forgets the older reading", async () => {
    const importId = await storeList(workspace, twoPhones);
    expect(await workspace.transact((tx) => importStatus(tx, importId))).toMatchObject({ phoneColumn: 1, kept: 1 });
    const { audit } = await workspace.transact((tx) => mapImport(tx, { importId, ...found, phoneColumn: 2 }));
    expect(audit.detail).toEqual({ ...found, phoneColumn: 2 });
    await readImport(workspace, importId);
    expect(await workspace.transact((tx) => importStatus(tx, importId))).toMatchObject({
      ...{ state: "ready", reading: 2, phoneColumn: 2, kept: 2, rows: 2 },
    });
    const people = await workspace.transact(({ db }) => db.importRecipient.findMany({ select: { reading: true } }));
    expect(people).toEqual([{ reading: 2 }, { reading: 2 }]);
  });

  it("takes the first row for a person when there is no header, and divides by the chosen delimiter", async () => {
    const importId = await storeList(workspace, "Telefon,Not\n05321234567,a;b\n");
    await workspace.transact((tx) => mapImport(tx, { importId, delimiter: ";", hasHeader: false, phoneColumn: 0 }));
    await readImport(workspace, importId);
    expect(await workspace.transact((tx) => importStatus(tx, importId))).toMatchObject({
      ...{ delimiter: ";", hasHeader: false, rows: 2, kept: 0 },
    });
  });

  it("lets a person name the column where none was found", async () => {
    const importId = await storeList(workspace, "a;b\nx;yok\ny;05321234567\nz;yok\nw;yok\n");
    expect(await workspace.transact((tx) => importStatus(tx, importId))).toMatchObject({
      ...{ state: "refused", refusal: { code: "import.no_phone_column" }, columns: expect.any(Array) },
    });
    await workspace.transact((tx) => mapImport(tx, { importId, ...found, phoneColumn: 1 }));
    await readImport(workspace, importId);
    expect(await workspace.transact((tx) => importStatus(tx, importId))).toMatchObject({ state: "ready", kept: 1 });
  });

  it("refuses while the list is read, while a started campaign needs it, and for lists of others", async () => {
    const importId = await storeList(workspace, twoPhones);
    const input = { importId, ...found, phoneColumn: 2 };
    const other = await makeWorkspace();
    await expect(other.transact((tx) => mapImport(tx, input))).rejects.toMatchObject({ code: "upload.not_found" });
    await workspace.transact((tx) => mapImport(tx, input));
    await expect(workspace.transact((tx) => mapImport(tx, input))).rejects.toMatchObject({ code: "upload.not_ready" });
    await readImport(workspace, importId);
    await addCampaign(importId, { state: "holding", importReading: 2 });
    await expect(workspace.transact((tx) => mapImport(tx, input))).rejects.toMatchObject({ code: "upload.in_use" });
  });

  it("leaves the rows that a started campaign was frozen with, whoever asked for a new reading", async () => {
    const importId = await storeList(workspace, twoPhones);
    await workspace.transact((tx) => mapImport(tx, { importId, ...found, phoneColumn: 2 }));
    await addCampaign(importId, { state: "holding", importReading: 1 });
    await readImport(workspace, importId);
    const readings = await workspace.transact(({ db }) =>
      db.importRecipient.groupBy({ by: ["reading"], _count: true, orderBy: { reading: "asc" } }),
    );
    expect(readings.map((row) => [row.reading, row._count])).toEqual([
      [1, 1],
      [2, 2],
    ]);
  });
});

describe("looking at a list", () => {
  it("pages the rows left out by line, and hides digits from those who may not see them", async () => {
    const lines = Array.from({ length: 5 }, (_, n) => `0532 12${n}`);
    const importId = await storeList(workspace, `Telefon\n${lines.join("\n")}\n05321234567\n`);
    const view = { importId, limit: 3, fullNumbers: true };
    const first = await workspace.transact((tx) => rejectsPage(tx, { ...view, afterLine: 0 }));
    expect(first).toMatchObject({ next: 4, rows: [{ line: 2, reason: "invalid.too_short", raw: "0532 120" }, {}, {}] });
    const second = await workspace.transact((tx) => rejectsPage(tx, { ...view, afterLine: 4, fullNumbers: false }));
    expect(second).toEqual({
      rows: [
        { line: 5, reason: "invalid.too_short", raw: "**** *23", firstLine: null, isFixable: true },
        { line: 6, reason: "invalid.too_short", raw: "**** *24", firstLine: null, isFixable: true },
      ],
      next: null,
    });
  });

  it("shows the first rows as the mapping divides them", async () => {
    const importId = await storeList(workspace, twoPhones);
    expect(await workspace.transact((tx) => sampleRows(tx, importId, 1))).toEqual([
      ["Ali", "05321234567", "05331234567"],
    ]);
    const empty = await storeList(workspace, "");
    expect(await workspace.transact((tx) => sampleRows(tx, empty, 1))).toEqual([]);
  });

  it("finds no list of another workspace", async () => {
    const importId = await storeList(workspace, twoPhones);
    const other = await makeWorkspace();
    await expect(other.transact((tx) => importStatus(tx, importId))).rejects.toMatchObject({
      code: "upload.not_found",
    });
    await expect(
      other.transact((tx) => rejectsPage(tx, { importId: randomUUID(), afterLine: 0, limit: 1, fullNumbers: true })),
    ).rejects.toMatchObject({ code: "upload.not_found" });
  });
});

it("forgets lists nobody uses after a day, and never one a campaign points to", async () => {
  const used = await storeList(workspace, twoPhones);
  await addCampaign(used, { state: "draft" });
  await storeList(workspace, twoPhones);
  const tomorrow = new Date(Date.now() + 25 * 3_600_000);
  expect(await workspace.transact((tx) => dropForgotten(tx))).toBe(0);
  expect(await workspace.transact((tx) => dropForgotten(tx, tomorrow))).toBe(1);
  const left = await workspace.transact(({ db }) => db.import.findMany({ select: { id: true } }));
  expect(left).toEqual([{ id: used }]);
});
