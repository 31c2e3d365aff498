import type { Audited } from "#lib/domain/audit/model";
import { DomainError } from "#lib/domain/errors";
import { toPublicId } from "#lib/domain/ids";
import { inPieces, type UploadHead, uploadLimits } from "#lib/domain/imports/upload";
import type { TenantTx } from "#lib/infra/db/tenant";
import { newId } from "#lib/infra/ids";
import { log } from "#lib/infra/log";
import { enqueue } from "#lib/infra/queue";
import { countAgainst } from "#lib/infra/rate-limit";

/** Pieces written in one transaction: a megabyte, so that memory stays flat and no transaction lasts. */
const PIECES_PER_WRITE = 4;

const UPLOADS_PER_HOUR = { name: "upload", points: 60, seconds: 3600 } as const;

/** The doors of a request that takes a body: an upload lasts longer than one transaction may. */
export interface UploadDoors {
  transact<T>(work: (tx: TenantTx) => Promise<T>): Promise<T>;
  record<T>(action: string, work: (tx: TenantTx) => Promise<Audited<T>>): Promise<T>;
}

/** A body with what its head promised. `byPerson` is who sends it. */
export interface Upload extends UploadHead {
  readonly byPerson: string;
  readonly body: AsyncIterable<Uint8Array>;
}

/**
 * Takes a list in as it comes and hands it over to be read. All of it is kept, or nothing.
 *
 * Pieces are committed on the way; until the last one the list is `receiving` and nobody sees it. The change to
 * `reading`, its job and its history entry are one transaction.
 *
 * @throws DomainError `upload.incomplete` when the body is not as long as promised, `import.too_large`, `upload.too_many`.
 */
export async function receiveUpload(doors: UploadDoors, upload: Upload): Promise<{ importId: string }> {
  const verdict = await countAgainst(UPLOADS_PER_HOUR, upload.byPerson);
  if (!verdict.allowed) {
    throw new DomainError("upload.too_many", { minutes: Math.ceil(verdict.retryAfterSeconds / 60) });
  }
  const importId = newId();
  await doors.transact(({ workspaceId, db }) =>
    db.import.create({ data: { workspaceId, id: importId, filename: upload.filename, createdById: upload.byPerson } }),
  );
  try {
    const byteSize = await storePieces(doors, importId, upload.body);
    if (byteSize !== upload.byteSize) throw new DomainError("upload.incomplete", { byteSize, stated: upload.byteSize });
    return await doors.record("import.upload", (tx) => finish(tx, importId, byteSize));
  } catch (error) {
    await forget(doors, importId);
    throw error;
  }
}

async function storePieces(doors: UploadDoors, importId: string, body: AsyncIterable<Uint8Array>): Promise<number> {
  let total = 0;
  let no = 0;
  let waiting: { no: number; bytes: Uint8Array<ArrayBuffer> }[] = [];
  const write = async () => {
    const pieces = waiting;
    waiting = [];
    await doors.transact(({ workspaceId, db }) =>
      db.importPiece.createMany({ data: pieces.map((piece) => ({ workspaceId, importId, ...piece })) }),
    );
  };
  for await (const bytes of inPieces(unbroken(body), uploadLimits.pieceBytes)) {
    total += bytes.length;
    if (total > uploadLimits.bytes) throw new DomainError("import.too_large", { limit: uploadLimits.bytes });
    waiting.push({ no, bytes });
    no += 1;
    if (waiting.length === PIECES_PER_WRITE) await write();
  }
  if (waiting.length > 0) await write();
  return total;
}

/** A sender who goes away is not a fault of ours. */
async function* unbroken(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (cause) {
    throw new DomainError("upload.incomplete", {}, { cause });
  }
}

async function finish(tx: TenantTx, importId: string, byteSize: number): Promise<Audited<{ importId: string }>> {
  const { count } = await tx.db.import.updateMany({
    where: { workspaceId: tx.workspaceId, id: importId, state: "receiving" },
    data: { state: "reading", byteSize },
  });
  if (count !== 1) throw new DomainError("upload.incomplete");
  await enqueue(tx.db, "import.read", { workspaceId: tx.workspaceId, importId });
  return { result: { importId }, audit: { subject: toPublicId("import", importId), detail: { bytes: byteSize } } };
}

/** What is left of a broken upload goes at once; if even that fails, the worker's next reading clears it away. */
async function forget(doors: UploadDoors, importId: string): Promise<void> {
  try {
    await doors.transact(({ workspaceId, db }) => db.import.deleteMany({ where: { workspaceId, id: importId } }));
  } catch (error) {
    log.warn({ err: error, importId }, "a broken upload could not be cleared away");
  }
}
