import type { ArchiveKind, Narrowed } from "#lib/domain/archives/model";
import { KeptAuditFilter, KeptContactFilter, KeptMessageFilter } from "#lib/domain/archives/schema";
import { namesOf } from "#lib/domain/audit/queries";
import { maskDigits } from "#lib/domain/contacts/model";
import { parsePublicId, toPublicId } from "#lib/domain/ids";
import { searchedDigits } from "#lib/domain/messages/schema";
import type { TenantTx } from "#lib/infra/db/tenant";

interface Kept {
  readonly kind: ArchiveKind;
  readonly choice: unknown;
}

function keptFilter({ kind, choice }: Kept): Narrowed | null {
  if (kind === "workspace" || kind === "evidence") return null;
  if (kind === "audit") {
    const { data } = KeptAuditFilter.safeParse(choice);
    return data === undefined ? null : { of: "audit", filter: data.filter };
  }
  if (kind === "contacts") {
    const { data } = KeptContactFilter.safeParse(choice);
    return data === undefined ? null : { of: "contacts", filter: data.filter };
  }
  const { data } = KeptMessageFilter.safeParse(choice);
  return data === undefined ? null : { of: "messages", filter: data.filter };
}

/** The ids that the filters name, as public ids. */
function idsIn(filters: readonly (Narrowed | null)[]): string[] {
  const named = filters.map((kept) => {
    if (kept?.of === "messages") return kept.filter.connection;
    return kept?.of === "audit" ? kept.filter.person : kept?.filter.segment;
  });
  return named.filter((id) => id !== undefined);
}

async function segmentNames({ workspaceId, db }: TenantTx, publicIds: readonly string[]): Promise<[string, string][]> {
  const ids = publicIds.flatMap((id) => parsePublicId("segment", id) ?? []);
  if (ids.length === 0) return [];
  const rows = await db.segment.findMany({ where: { workspaceId, id: { in: ids } }, select: { id: true, name: true } });
  return rows.map(({ id, name }) => [toPublicId("segment", id), name]);
}

/**
 * What narrowed the rows of each file, for whoever reads it: names in place of ids (none for what is gone), and the digits
 * looked for masked unless they may see numbers. Null where a file is of no list, or its choice went with it.
 */
export async function narrowedOf(
  tx: TenantTx,
  files: readonly Kept[],
  wholeNumbers: boolean,
): Promise<(Narrowed | null)[]> {
  const kept = files.map(keptFilter);
  const ids = idsIn(kept);
  const names = new Map([...(await namesOf(tx, ids)), ...(await segmentNames(tx, ids))]);
  const name = (id: string | undefined) => (id === undefined ? undefined : (names.get(id) ?? ""));
  const typed = (text: string | undefined) =>
    wholeNumbers || text === undefined || searchedDigits(text) === null ? text : maskDigits(text);
  return kept.map((one) => {
    if (one === null) return null;
    if (one.of === "audit") return { of: one.of, filter: { ...one.filter, person: name(one.filter.person) } };
    if (one.of === "contacts") {
      const { search, segment } = one.filter;
      return { of: one.of, filter: { ...one.filter, search: typed(search), segment: name(segment) } };
    }
    const { number, connection } = one.filter;
    return { of: one.of, filter: { ...one.filter, number: typed(number), connection: name(connection) } };
  });
}
