import { beforeEach, describe, expect, it } from "vitest";
import { toPublicId } from "#lib/domain/ids";
import { declineRepair } from "#lib/domain/imports/commands/decline-repair";
import { mendRow } from "#lib/domain/imports/commands/mend-row";
import { importStatus, rejectsPage } from "#lib/domain/imports/queries";
import { repairsPage } from "#lib/domain/imports/repair-queries";
import { DeclineRepairInput, MendRowInput } from "#lib/domain/imports/schema";
import type { RepairRow } from "#lib/domain/imports/status";
import { storeList } from "#lib/domain/imports/stored-list.fixture";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace, type TestWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { newId } from "#lib/infra/ids";
import { withQueues } from "#lib/infra/test-queue.fixture";

useTestDatabase();
withQueues();
let workspace: TestWorkspace;
let importId: string;

const LIST = [
  "Telefon;Ad",
  "+905321112201;Tam",
  "0532 111 22 02;Boşluk",
  "5321112203;Sıfır",
  "5.321112204E+09;Bilimsel",
  "5321112205.0;Ondalık",
  "0090 532 111 22 06;Uzun",
  "5,32E+09;Kayıp",
  "0532 111;Kısa",
  "0532 111 22 02;Tekrar",
  "0212 345 67 89;Sabit",
].join("\n");

beforeEach(async () => {
  workspace = await makeWorkspace();
  importId = await storeList(workspace, LIST);
});

const status = () => workspace.transact((tx) => importStatus(tx, importId));
const at = (line: number) => ({ importId: toPublicId("import", importId), reading: 1, line });
const mend = (line: number, number: string, change: object = {}, of = workspace) =>
  of.transact((tx) => mendRow(tx, MendRowInput.parse({ ...at(line), number, ...change })));
const decline = (line: number) => workspace.transact((tx) => declineRepair(tx, DeclineRepairInput.parse(at(line))));
const rejects = async () => {
  const view = { importId, afterLine: 0, limit: 50, fullNumbers: true };
  return (await workspace.transact((tx) => rejectsPage(tx, view))).rows;
};
const repairs = async (kind: RepairRow["repair"], change: object = {}) => {
  const view = { importId, kind, afterLine: 0, limit: 50, fullNumbers: true, ...change };
  return workspace.transact((tx) => repairsPage(tx, view));
};
/** Rows are always kept or refused, and counted as what they are. */
async function expectWhole() {
  const { rows, kept, refused } = await status();
  expect(kept + Object.values(refused).reduce((sum, count) => sum + count, 0)).toBe(rows);
  expect((await rejects()).length).toBe(rows - kept);
  const stored = await workspace.transact(({ db }) => db.importRecipient.count({ where: { importId, reading: 1 } }));
  expect(stored).toBe(kept);
}

describe("a refused row", () => {
  it("is kept once its number can be read, with the cells it had", async () => {
    expect(await status()).toMatchObject({ rows: 10, kept: 6, refused: { invalid: 2, duplicate: 1, landline: 1 } });
    const { result, audit } = await mend(8, "0532 111 22 08");
    expect(result).toEqual({ kind: "kept" });
    expect(JSON.stringify(audit)).not.toContain("532");
    expect(await status()).toMatchObject({ kept: 7, refused: { invalid: 1 } });
    // Counted among the numbers that are read differently than they are written, as it is listed among them.
    expect((await repairs("spelling")).rows).toHaveLength((await status()).repairs.spelling);
    const [row] = await workspace.transact(({ db }) => db.importRecipient.findMany({ where: { importId, line: 8 } }));
    expect(row).toMatchObject({ msisdn: 905321112208n, cells: ["0532 111 22 08", "Kayıp"] });
    await expectWhole();
  });

  it("stays refused for the reason its new number gives, and each number is kept once", async () => {
    expect((await mend(8, "yok")).result).toEqual({ kind: "refused", reason: "invalid.letters", firstLine: null });
    expect((await mend(8, "0212 345 67 89")).result).toMatchObject({ kind: "refused", reason: "landline" });
    expect((await mend(8, "532 111 22 01")).result).toEqual({ kind: "refused", reason: "duplicate", firstLine: 2 });
    const [, ...rest] = await Promise.all([mend(8, "05321112299"), mend(9, "05321112299")]);
    expect(rest).toHaveLength(1);
    expect(await status()).toMatchObject({ kept: 7 });
    await expectWhole();
  });

  it("is not moved twice, of another reading, by another workspace, or under a campaign that waits", async () => {
    await mend(8, "05321112208");
    await expect(mend(8, "05321112209")).rejects.toMatchObject({ code: "upload.row_changed" });
    await expect(mend(9, "05321112209", { reading: 2 })).rejects.toMatchObject({ code: "upload.not_ready" });
    await expect(mend(9, "05321112209", {}, await makeWorkspace())).rejects.toMatchObject({ code: "upload.not_found" });
    await workspace.transact(({ db, workspaceId }) =>
      db.campaign.create({
        data: { workspaceId, id: newId(), importId, name: "x", state: "scheduled", createdById: workspace.person.id },
      }),
    );
    await expect(mend(9, "05321112209")).rejects.toMatchObject({ code: "upload.in_use" });
    await expectWhole();
  });
});

describe("a number that was mended on its way in", () => {
  it("is shown as it stood and as it was read, kind by kind", async () => {
    expect((await status()).repairs).toEqual({ spelling: 2, lost_zero: 1, decimal: 1, scientific: 1 });
    expect((await repairs("lost_zero")).rows).toEqual([
      { line: 4, raw: "5321112203", number: "+90 532 111 22 03", repair: "lost_zero" },
    ]);
    expect((await repairs("scientific")).rows).toMatchObject([{ raw: "5.321112204E+09", number: "+90 532 111 22 04" }]);
    expect((await repairs("decimal")).rows).toMatchObject([{ raw: "5321112205.0" }]);
    const first = await repairs("spelling", { limit: 1 });
    expect(first).toMatchObject({ rows: [{ raw: "0532 111 22 02" }], next: 3 });
    expect(await repairs("spelling", { afterLine: 3 })).toMatchObject({ rows: [{ line: 7 }], next: null });
    const masked = await repairs("lost_zero", { fullNumbers: false });
    expect(JSON.stringify(masked)).not.toContain("53211122");
  });

  it("is left out when a person does not take it, and can be given another one", async () => {
    await decline(4);
    expect(await status()).toMatchObject({ kept: 5, refused: { declined: 1 }, repairs: { lost_zero: 0 } });
    expect((await rejects()).find(({ line }) => line === 4)).toMatchObject({ reason: "declined", raw: "5321112203" });
    await expect(decline(4)).rejects.toMatchObject({ code: "upload.row_changed" });
    await expect(decline(2)).rejects.toMatchObject({ code: "upload.row_changed" });
    expect((await mend(4, "0533 111 22 03")).result).toEqual({ kind: "kept" });
    expect(await status()).toMatchObject({ kept: 6, refused: { declined: 0 } });
    await expectWhole();
  });
});
