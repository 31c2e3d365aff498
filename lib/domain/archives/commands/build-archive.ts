import { Zip, ZipDeflate } from "fflate";
import { type ArchiveFile, archiveFiles } from "#lib/domain/archives/archive-files";
import type { Audited } from "#lib/domain/audit/model";
import { csvLine, csvStart } from "#lib/domain/exports/csv";
import { toPublicId } from "#lib/domain/ids";
import type { TenantSql, TenantTx } from "#lib/infra/db/tenant";

/** The doors of the workspace a job names. */
export interface ArchiveDoors {
  readonly workspaceId: string;
  transact<T>(work: (tx: TenantTx) => Promise<T>): Promise<T>;
  record<T>(action: string, work: (tx: TenantTx) => Promise<Audited<T>>): Promise<T>;
  sql<T>(work: (sql: TenantSql) => Promise<T>): Promise<T>;
}

const ROWS_PER_READ = 2_000;
const PIECE_BYTES = 256 * 1024;

/** A file in the making: what came out of the compressor and was not stored yet, and how far it is. */
class Writing {
  readonly #doors: ArchiveDoors;
  readonly #archiveId: string;
  #chunks: Uint8Array[] = [];
  #held = 0;
  #no = 0;
  rows = 0;
  bytes = 0;
  filesDone = 0;

  constructor(doors: ArchiveDoors, archiveId: string) {
    this.#doors = doors;
    this.#archiveId = archiveId;
  }

  take(chunk: Uint8Array): void {
    this.#chunks.push(chunk);
    this.#held += chunk.length;
    this.bytes += chunk.length;
  }

  /** Stores what is held, if it makes a piece or nothing follows. */
  async store(isLast = false): Promise<void> {
    if (this.#held === 0 || (this.#held < PIECE_BYTES && !isLast)) return;
    const bytes = Uint8Array.from(Buffer.concat(this.#chunks));
    this.#chunks = [];
    this.#held = 0;
    const [archiveId, no] = [this.#archiveId, this.#no++];
    const { workspaceId } = this.#doors;
    await this.#doors.transact(async ({ db }) => {
      await db.archivePiece.create({ data: { workspaceId, archiveId, no, bytes } });
      await db.archive.updateMany({ where: { workspaceId, id: archiveId }, data: this.#progress() });
    });
  }

  /** Shows how far it is. */
  async note(): Promise<void> {
    const { workspaceId } = this.#doors;
    const data = this.#progress();
    await this.#doors.transact(({ db }) =>
      db.archive.updateMany({ where: { workspaceId, id: this.#archiveId }, data }),
    );
  }

  #progress() {
    return { rows: this.rows, filesDone: this.filesDone, byteSize: BigInt(this.bytes) };
  }
}

/** Claims an archive and empties what an earlier try left; false when it was built, given up or deleted meanwhile. */
function claim({ workspaceId, transact }: ArchiveDoors, archiveId: string): Promise<boolean> {
  return transact(async ({ db }) => {
    const { count } = await db.archive.updateMany({
      where: { workspaceId, id: archiveId, state: { in: ["waiting", "building"] } },
      data: { state: "building", filesDone: 0, rows: 0, byteSize: 0 },
    });
    await db.archivePiece.deleteMany({ where: { workspaceId, archiveId } });
    return count === 1;
  });
}

interface Work {
  readonly doors: ArchiveDoors;
  readonly zip: Zip;
  readonly writing: Writing;
  readonly language: "tr" | "en";
}

async function languageOf({ workspaceId, transact }: ArchiveDoors): Promise<"tr" | "en"> {
  const row = await transact(({ db }) =>
    db.workspace.findUniqueOrThrow({ where: { id: workspaceId }, select: { locale: true } }),
  );
  return row.locale === "en" ? "en" : "tr";
}

async function writeFile({ doors, zip, writing, language }: Work, file: ArchiveFile): Promise<void> {
  const encoder = new TextEncoder();
  const entry = new ZipDeflate(`${file.names[language]}.csv`, { level: 6 });
  zip.add(entry);
  entry.push(encoder.encode(csvStart(file.columns)));
  await doors.sql(async ({ client, workspaceId }) => {
    await client.query(`DECLARE archive NO SCROLL CURSOR FOR ${file.query}`, [workspaceId]);
    for (;;) {
      const { rows } = await client.query<(string | null)[]>({
        text: `FETCH ${ROWS_PER_READ} FROM archive`,
        rowMode: "array",
      });
      entry.push(encoder.encode(rows.map((row) => csvLine(row)).join("")));
      writing.rows += rows.length;
      await writing.store();
      if (rows.length < ROWS_PER_READ) return;
    }
  });
  entry.push(new Uint8Array(0), true);
  writing.filesDone += 1;
  await writing.note();
}

/**
 * Writes everything of a workspace into one ZIP of CSV files, piece by piece into the database, in flat memory. The job
 * `archive.build`; safe to repeat after a crash.
 *
 * @param isLastTry The archive is marked as failed when this one does not succeed either.
 */
export async function buildArchive(doors: ArchiveDoors, archiveId: string, isLastTry: boolean): Promise<void> {
  if (!(await claim(doors, archiveId))) return;
  const { workspaceId } = doors;
  try {
    const writing = new Writing(doors, archiveId);
    const zip = new Zip((error, chunk) => {
      if (error !== null) throw error;
      writing.take(chunk);
    });
    const work = { doors, zip, writing, language: await languageOf(doors) };
    for (const file of archiveFiles) await writeFile(work, file);
    zip.end();
    await writing.store(true);
    await doors.record("archive.built", async ({ db }) => {
      await db.archive.updateMany({
        where: { workspaceId, id: archiveId, state: "building" },
        data: { state: "ready", byteSize: BigInt(writing.bytes) },
      });
      const detail = { rows: writing.rows, bytes: writing.bytes };
      return { result: null, audit: { subject: toPublicId("archive", archiveId), detail } };
    });
  } catch (error) {
    if (isLastTry) {
      await doors.transact(({ db }) =>
        db.archive.updateMany({ where: { workspaceId, id: archiveId }, data: { state: "failed" } }),
      );
    }
    throw error;
  }
}
