import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { parseForeign, parseMsisdn } from "#lib/domain/contacts/msisdn";
import { DomainError } from "#lib/domain/errors";
import { toPublicId } from "#lib/domain/ids";
import { lockReading } from "#lib/domain/imports/commands/lock-reading";
import type { RejectReason } from "#lib/domain/imports/reject-reason";
import type { MendRowInput } from "#lib/domain/imports/schema";
import type { TenantTx } from "#lib/infra/db/tenant";

/** What became of a row: kept now, or still refused, and why. */
export type Mended =
  | { readonly kind: "kept" }
  | { readonly kind: "refused"; readonly reason: RejectReason; readonly firstLine: number | null };

/**
 * Gives a refused row the number that somebody typed for it. The one normaliser judges it like any other, each number is
 * kept once, and whether it may be texted is looked at when a campaign is prepared.
 *
 * @throws DomainError `upload.row_changed` for a row that is not refused any more, or is broken; all of `lockReading`.
 */
export async function mendRow(tx: TenantTx, input: z.output<typeof MendRowInput>): Promise<Audited<Mended>> {
  const { workspaceId, db } = tx;
  const { importId, reading, line, number } = input;
  const { phoneColumn, allowsForeign } = await lockReading(tx, input);
  const place = { workspaceId, importId, reading };
  const subject = toPublicId("import", importId);
  const row = await db.importReject.findUnique({
    where: { workspaceId_importId_reading_line: { ...place, line } },
    select: { reason: true, cells: true },
  });
  if (row === null || row.cells.length === 0) throw new DomainError("upload.row_changed");
  const refused = (reason: RejectReason, firstLine: number | null = null): Audited<Mended> => ({
    result: { kind: "refused", reason, firstLine },
    audit: { subject, detail: { line, outcome: "refused" } },
  });
  const parsed = parseMsisdn(number);
  const msisdn = parsed.ok ? parsed.msisdn : allowsForeign ? parseForeign(number) : null;
  if (msisdn === null) {
    if (parsed.ok) throw new Error("a number that was read is gone");
    return refused(parsed.verdict === "invalid" ? `invalid.${parsed.cause ?? "letters"}` : parsed.verdict);
  }
  const first = await db.importRecipient.findFirst({ where: { ...place, msisdn: BigInt(msisdn) } });
  if (first !== null) return refused("duplicate", first.line);
  const cells = row.cells.map((cell, at) => (at === phoneColumn ? number : cell));
  await db.importReject.deleteMany({ where: { ...place, line } });
  await db.importRecipient.create({ data: { ...place, line, msisdn: BigInt(msisdn), cells } });
  const counted = row.reason.replace(/\..*$/, "");
  const repair = parsed.ok ? parsed.repair : "none";
  await db.$executeRaw`UPDATE imports SET kept = kept + 1,
      refused = jsonb_set(refused, ARRAY[${counted}], to_jsonb(coalesce((refused->>${counted})::int, 1) - 1)),
      repairs = CASE WHEN ${repair} = 'none' THEN repairs
        ELSE jsonb_set(repairs, ARRAY[${repair}], to_jsonb(coalesce((repairs->>${repair})::int, 0) + 1)) END
    WHERE workspace_id = ${workspaceId}::uuid AND id = ${importId}::uuid`;
  return { result: { kind: "kept" }, audit: { subject, detail: { line, outcome: "done" } } };
}
