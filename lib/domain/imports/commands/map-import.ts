import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { DomainError } from "#lib/domain/errors";
import { toPublicId } from "#lib/domain/ids";
import type { MapImportInput } from "#lib/domain/imports/schema";
import type { TenantTx } from "#lib/infra/db/tenant";
import { enqueue } from "#lib/infra/queue";

/**
 * Has a list read again the way a person says: another sheet, another delimiter, a header or none, another
 * column of numbers.
 *
 * @throws DomainError `upload.not_ready` while it is being read, `upload.in_use` while a campaign that was started with
 * it, or is being reviewed, still needs its rows, `upload.not_found`, `upload.file_gone`.
 */
export async function mapImport(tx: TenantTx, input: z.output<typeof MapImportInput>): Promise<Audited<null>> {
  const { workspaceId, db } = tx;
  const { importId, delimiter, hasHeader, phoneColumn, sheet = null } = input;
  const { count } = await db.import.updateMany({
    where: { workspaceId, id: importId, state: { in: ["ready", "refused"] } },
    data: { state: "reading", rows: 0, delimiter, hasHeader, phoneColumn, sheet },
  });
  if (count !== 1) {
    const stored = await db.import.findFirst({ where: { workspaceId, id: importId }, select: { state: true } });
    throw new DomainError(stored === null ? "upload.not_found" : "upload.not_ready");
  }
  const user = await db.campaign.findFirst({
    where: {
      workspaceId,
      importId,
      state: { in: ["in_review", "awaiting_signature", "scheduled", "holding", "preparing"] },
    },
    select: { id: true },
  });
  if (user !== null) throw new DomainError("upload.in_use");
  // The file goes when somebody in it was erased, or when it is older than the workspace keeps numbers.
  const piece = await db.importPiece.findFirst({ where: { workspaceId, importId }, select: { no: true } });
  if (piece === null) throw new DomainError("upload.file_gone");
  await enqueue(db, "import.read", { workspaceId, importId });
  const name = await nameOfSheet(tx, importId, sheet);
  const detail = { delimiter, hasHeader, phoneColumn, ...(name !== undefined && { sheet: name }) };
  return { result: null, audit: { subject: toPublicId("import", importId), detail } };
}

/** How the history calls the sheet that was chosen; undefined when none was, or the list has no such sheet. */
async function nameOfSheet(
  { workspaceId, db }: TenantTx,
  importId: string,
  sheet: number | null,
): Promise<string | undefined> {
  if (sheet === null) return undefined;
  const stored = await db.import.findFirst({ where: { workspaceId, id: importId }, select: { sheets: true } });
  return stored?.sheets[sheet];
}
