import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import type { Audited } from "#lib/domain/audit/model";
import { readImport } from "#lib/domain/imports/commands/read-import";
import { receiveUpload, type UploadDoors } from "#lib/domain/imports/commands/receive-upload";
import { uploadLimits } from "#lib/domain/imports/upload";
import type { TenantTx } from "#lib/infra/db/tenant";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace, type TestWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { withQueues } from "#lib/infra/test-queue.fixture";
import { exportedList } from "../../../e2e/fixtures/exported-list.ts";

useTestDatabase();
withQueues();
let workspace: TestWorkspace;
let history: { action: string; audited: Audited<unknown> }[];

beforeEach(async () => {
  workspace = await makeWorkspace();
  history = [];
});

const doors = (): UploadDoors => ({
  transact: (work) => workspace.transact(work),
  record: (action, work) =>
    workspace.transact(async (tx: TenantTx) => {
      const audited = await work(tx);
      history.push({ action, audited });
      return audited.result;
    }),
});

async function* stream(pieces: Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* pieces;
}

async function upload(content: string | Uint8Array, filename = "liste.csv"): Promise<string> {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  const { importId } = await receiveUpload(doors(), {
    filename,
    byteSize: bytes.length,
    byPerson: workspace.person.id,
    body: stream([bytes]),
  });
  return importId;
}

const find = (id: string) =>
  workspace.transact(({ db, workspaceId }) =>
    db.import.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId, id } } }),
  );

async function read(content: string | Uint8Array) {
  const id = await upload(content);
  await readImport(workspace, id);
  return find(id);
}

describe("receiveUpload", () => {
  it("keeps every byte in pieces of one size, and hands the list over with its history entry", async () => {
    const bytes = new Uint8Array(3 * uploadLimits.pieceBytes + 17).map((_, at) => at % 251);
    const parts = [bytes.subarray(0, 10), bytes.subarray(10, 900_000), bytes.subarray(900_000)];
    const { importId } = await receiveUpload(doors(), {
      filename: "a.csv",
      byteSize: bytes.length,
      byPerson: workspace.person.id,
      body: stream(parts),
    });
    const pieces = await workspace.transact(({ db }) => db.importPiece.findMany({ orderBy: { no: "asc" } }));
    expect(pieces.map((piece) => piece.bytes.length)).toEqual([262_144, 262_144, 262_144, 17]);
    expect(Buffer.concat(pieces.map((piece) => piece.bytes)).equals(bytes)).toBe(true);
    expect(await find(importId)).toMatchObject({ state: "reading", byteSize: BigInt(bytes.length) });
    expect(history).toMatchObject([
      { action: "import.upload", audited: { audit: { detail: { bytes: bytes.length } } } },
    ]);
  });

  it.each([
    ["shorter than promised", 400, 500],
    ["longer than promised", 600, 500],
  ])("leaves nothing of a body %s", async (_, length, byteSize) => {
    const body = stream([new Uint8Array(length)]);
    await expect(
      receiveUpload(doors(), { filename: "a.csv", byteSize, byPerson: workspace.person.id, body }),
    ).rejects.toMatchObject({ code: "upload.incomplete" });
    expect(await workspace.transact(({ db }) => db.import.count())).toBe(0);
    expect(history).toEqual([]);
  });

  it("leaves nothing of a body that breaks off", async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield new Uint8Array(2 * 1024 * 1024);
      throw new Error("aborted");
    }
    await expect(
      receiveUpload(doors(), { filename: "", byteSize: 5e6, byPerson: workspace.person.id, body: broken() }),
    ).rejects.toMatchObject({ code: "upload.incomplete" });
    expect(await workspace.transact(({ db }) => db.importPiece.count())).toBe(0);
  });
});

describe("readImport", () => {
  it("gives exactly the true counts of a messy list, and a reason for each row left out (R-092)", async () => {
    const list = exportedList({ rows: 5_000 });
    const id = await upload(Buffer.concat([...list.pieces]));
    await readImport(workspace, id);
    const { rows, kept, refused } = list.truth;
    expect(await find(id)).toMatchObject({
      ...{ state: "ready", reading: 1, delimiter: ";", phoneColumn: list.phoneColumn, columns: list.columns },
      ...{ rows, kept, refused },
    });
    const stored = await workspace.transact(({ db }) =>
      Promise.all([db.importRecipient.count(), db.importReject.count()]),
    );
    expect(stored).toEqual([kept, rows - kept]);
  });

  it("stores cells exactly as written, whatever stands in them", async () => {
    const cells = ['say "no"', "C:\\new\\table", "tab\there", "{a,b}", "NULL", "\\N", "iki\nsatır", "👋 ş"];
    const row = ["05321234567", ...cells].map((cell) => `"${cell.replaceAll('"', '""')}"`).join(";");
    await read(`Telefon;a;b;c;d;e;f;g;h\r\n${row}\r\n`);
    const [person] = await workspace.transact(({ db }) => db.importRecipient.findMany());
    expect(person).toMatchObject({ msisdn: 905321234567n, line: 2, reading: 1, cells: ["05321234567", ...cells] });
  });

  it("names line, reason and what stood there", async () => {
    await read("Ad;Telefon\nAli;05321234567\nVeli;0532 12\nAyşe;+90 532 123 45 67\nFirma;02123456789\nYok;\n");
    const rejects = await workspace.transact(({ db }) => db.importReject.findMany({ orderBy: { line: "asc" } }));
    expect(rejects.map(({ line, reason, raw, firstLine }) => [line, reason, raw, firstLine])).toEqual([
      [3, "invalid.too_short", "0532 12", null],
      [4, "duplicate", "+90 532 123 45 67", 2],
      [5, "landline", "02123456789", null],
      [6, "empty", "", null],
    ]);
  });

  it.each([
    ["import.empty", ""],
    ["import.header_only", "Ad;Telefon\r\n"],
    ["import.no_phone_column", "Ad;Soyad\nAli;Koç\nVeli;Can\n"],
    ["import.unclosed_quote", 'Ad;Telefon\nAli;05321234567\n"Veli;05321234568\nCan;05321234569\n'],
    ["import.too_many_columns", `Telefon\n${"a;".repeat(300)}05321234567\n`],
    ["import.too_many_columns", `${"Not;".repeat(200)}Telefon\n${"a;".repeat(200)}05321234567\n`],
    ["import.field_too_long", `Telefon;Not\n05321234567;${"x".repeat(40_000)}\n`],
    ["import.nul_bytes", "Telefon\n0532\x001234567\n"],
    ["import.not_text", "%PDF-1.7\n1 0 obj"],
    ["import.workbook_unreadable", Buffer.from([0x50, 0x4b, 0x03, 0x04, 0x14, 0, 6, 0, 8, 0])],
    [
      "import.mixed_encoding",
      Buffer.concat([
        Buffer.from(`Telefon;Ad\n${"05321234567;Şükrü\n".repeat(9_000)}`),
        Buffer.from([0x30, 0x3b, 0xde, 0xfc, 0x6b, 0xfd, 0x0a]),
      ]),
    ],
  ])("refuses a whole list as %s and keeps nobody of it (R-090)", async (code, content) => {
    const found = await read(content);
    expect(found).toMatchObject({ state: "refused", refusal: { code }, rows: 0, kept: 0 });
    const stored = await workspace.transact(({ db }) =>
      Promise.all([db.importRecipient.count(), db.importReject.count()]),
    );
    expect(stored).toEqual([0, 0]);
  });

  it("says on which line a quote was opened", async () => {
    const found = await read('Ad;Telefon\nAli;05321234567\n"Veli;05321234568\nCan;05321234569\n');
    expect(found.refusal).toMatchObject({ line: 3 });
  });

  it("does nothing the second time, and reads once when two workers take the job together", async () => {
    const id = await upload("Telefon\n05321234567\n05321234568\n");
    await Promise.all([readImport(workspace, id), readImport(workspace, id)]);
    await readImport(workspace, id);
    expect(await find(id)).toMatchObject({ state: "ready", reading: 1, kept: 2 });
    expect(await workspace.transact(({ db }) => db.importRecipient.count())).toBe(2);
  });

  it("starts anew after a worker died between copying and settling", async () => {
    const id = await upload("Telefon\n05321234567\n");
    await workspace.transact(({ db, workspaceId }) =>
      db.importRecipient.create({
        data: { workspaceId, importId: id, reading: 1, line: 2, msisdn: 905321234567n, cells: ["left behind"] },
      }),
    );
    await readImport(workspace, id);
    const people = await workspace.transact(({ db }) => db.importRecipient.findMany());
    expect(people.map((person) => person.cells)).toEqual([["05321234567"]]);
  });

  it("knows no list of another workspace", async () => {
    const id = await upload("Telefon\n05321234567\n");
    const other = await makeWorkspace();
    await readImport(other, id);
    expect(await find(id)).toMatchObject({ state: "reading" });
    await expect(readImport(other, randomUUID())).resolves.toBeUndefined();
  });
});
