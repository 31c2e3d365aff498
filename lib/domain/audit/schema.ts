import { z } from "zod";
import { type AuditArea, auditAreas } from "#lib/domain/audit/actions";
import { DayInput } from "#lib/domain/day-input";
import { parsePublicId } from "#lib/domain/ids";

const entryId = z.uuid();
const areas = Object.keys(auditAreas) as [AuditArea, ...AuditArea[]];

/** What of the history is listed, as the address says it; what is not understood is left out. */
export const AuditFilter = z.object({
  area: z.enum(areas).optional().catch(undefined),
  /** Public id of the person who acted. */
  person: z
    .string()
    .refine((text) => parsePublicId("person", text) !== null)
    .optional()
    .catch(undefined),
  from: DayInput.optional().catch(undefined),
  to: DayInput.optional().catch(undefined),
  /** Keyset: the list starts after, or ends before, this entry. */
  after: entryId.optional().catch(undefined),
  before: entryId.optional().catch(undefined),
});

/** The filters of the history. */
export type AuditFilter = z.output<typeof AuditFilter>;

const KEYS = ["area", "person", "from", "to", "after", "before"] as const;

/** Writes the address of the history with some filters changed; the list then begins at its first page. */
export function auditAddress(path: string, filter: AuditFilter, change: Partial<AuditFilter>): string {
  const merged: Partial<AuditFilter> = { ...filter, after: undefined, before: undefined, ...change };
  const query = new URLSearchParams();
  for (const key of KEYS) {
    const value = merged[key];
    if (value !== undefined && value !== "") query.set(key, value);
  }
  const text = query.toString();
  return text === "" ? path : `${path}?${text}`;
}

/** Whether any filter narrows the history. */
export function isNarrowed({ area, person, from, to }: AuditFilter): boolean {
  return [area, person, from, to].some((value) => value !== undefined);
}
