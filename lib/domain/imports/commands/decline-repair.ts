import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { parseMsisdn } from "#lib/domain/contacts/msisdn";
import { DomainError } from "#lib/domain/errors";
import { toPublicId } from "#lib/domain/ids";
import { lockReading } from "#lib/domain/imports/commands/lock-reading";
import type { DeclineRepairInput } from "#lib/domain/imports/schema";
import type { TenantTx } from "#lib/infra/db/tenant";

/** As much of a cell as is shown beside its reason. */
const RAW_LENGTH = 200;

/**
 * Leaves out a person whose number was mended on its way in and not taken by whoever looked at it. The row can be given
 * another number like every refused one.
 *
 * @throws DomainError `upload.row_changed` for a row that is not kept any more, or was not mended; all of `lockReading`.
 */
export async function declineRepair(tx: TenantTx, input: z.output<typeof DeclineRepairInput>): Promise<Audited<null>> {
  const { workspaceId, db } = tx;
  const { importId, reading, line } = input;
  const { phoneColumn } = await lockReading(tx, input);
  const place = { workspaceId, importId, reading };
  const row = await db.importRecipient.findUnique({
    where: { workspaceId_importId_reading_line: { ...place, line } },
    select: { cells: true },
  });
  const raw = row?.cells[phoneColumn] ?? "";
  const parsed = parseMsisdn(raw);
  if (row === null || !parsed.ok || parsed.repair === "none") throw new DomainError("upload.row_changed");
  await db.importRecipient.deleteMany({ where: { ...place, line } });
  const shown = raw.slice(0, RAW_LENGTH).replace(/[\ud800-\udbff]$/, "");
  await db.importReject.create({ data: { ...place, line, reason: "declined", raw: shown, cells: row.cells } });
  await db.$executeRaw`UPDATE imports SET kept = kept - 1,
      refused = jsonb_set(refused, '{declined}', to_jsonb(coalesce((refused->>'declined')::int, 0) + 1)),
      repairs = jsonb_set(repairs, ARRAY[${parsed.repair}], to_jsonb(greatest(coalesce((repairs->>${parsed.repair})::int, 1) - 1, 0)))
    WHERE workspace_id = ${workspaceId}::uuid AND id = ${importId}::uuid`;
  return { result: null, audit: { subject: toPublicId("import", importId), detail: { line, outcome: "refused" } } };
}
