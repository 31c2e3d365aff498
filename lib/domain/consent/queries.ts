import { consentSourceOf, suppressionSources } from "#lib/domain/consent/model";
import type { ConsentCounts, ConsentRow, ReadyList, SuppressionRow } from "#lib/domain/consent/rows";
import type { ConsentFilter } from "#lib/domain/consent/schema";
import { msisdnFromRow } from "#lib/domain/contacts/model";
import { toPublicId } from "#lib/domain/ids";
import { Prisma } from "#lib/infra/db/generated/client";
import type { TenantTx } from "#lib/infra/db/tenant";
import { keysetOf, type NumberPage, pageOf, sealPerson } from "./number-page-queries.ts";

/** The code in the address of the workspace's public page. */
export async function optOutCode({ workspaceId, db }: TenantTx): Promise<string> {
  const { optOutCode: code } = await db.workspace.findUniqueOrThrow({
    where: { id: workspaceId },
    select: { optOutCode: true },
  });
  return code;
}

/** Counts what is on record. */
export async function consentCounts({ workspaceId, db }: TenantTx): Promise<ConsentCounts> {
  const [row] = await db.$queryRaw<ConsentCounts[]>`
    SELECT count(*) FILTER (WHERE status = 'granted')::int AS granted,
      count(*) FILTER (WHERE status = 'refused')::int AS refused,
      (SELECT count(*)::int FROM suppressions WHERE workspace_id = ${workspaceId}::uuid) AS suppressed
    FROM consents WHERE workspace_id = ${workspaceId}::uuid`;
  return row ?? { granted: 0, refused: 0, suppressed: 0 };
}

const PAGE_ROWS = 50;

/** A page of the consents and refusals, by number. */
export async function consentPage(tx: TenantTx, filter: ConsentFilter): Promise<NumberPage<ConsentRow>> {
  const keyset = keysetOf(tx, "consents", filter, PAGE_ROWS);
  const status =
    filter.status === undefined ? Prisma.empty : Prisma.sql`AND t.status = ${filter.status}::consent_status`;
  const raw = await tx.db.$queryRaw<
    (Omit<ConsentRow, "msisdn" | "source" | "person"> & { msisdn: bigint; source: string })[]
  >`
    SELECT t.msisdn, t.status, t.source, t.proof, t.given_at AS "givenAt", t.iys_state AS "iysState",
      EXISTS (SELECT FROM suppressions s WHERE s.workspace_id = t.workspace_id AND s.msisdn = t.msisdn) AS "isSuppressed"
    FROM consents t WHERE t.workspace_id = ${tx.workspaceId}::uuid ${status} ${keyset.where} ${keyset.order}`;
  const rows = raw.map((row) => ({
    ...row,
    msisdn: msisdnFromRow(row.msisdn),
    source: consentSourceOf(row.source),
    person: sealPerson(tx, msisdnFromRow(row.msisdn)),
  }));
  return pageOf(tx, "consents", keyset, rows);
}

/** A page of the suppression list, by number. */
export async function suppressionPage(
  tx: TenantTx,
  filter: ConsentFilter,
  size = PAGE_ROWS,
): Promise<NumberPage<SuppressionRow>> {
  const keyset = keysetOf(tx, "suppressions", filter, size);
  const raw = await tx.db.$queryRaw<(Omit<SuppressionRow, "msisdn" | "source"> & { msisdn: bigint; source: string })[]>`
    SELECT t.msisdn, t.reason, t.source, t.created_at AS "createdAt", u.name AS by
    FROM suppressions t LEFT JOIN users u ON u.id = t.created_by_id
    WHERE t.workspace_id = ${tx.workspaceId}::uuid ${keyset.where} ${keyset.order}`;
  const rows = raw.map((row) => ({
    ...row,
    msisdn: msisdnFromRow(row.msisdn),
    source: suppressionSources.find((source) => source === row.source) ?? "member",
  }));
  return pageOf(tx, "suppressions", keyset, rows);
}

/** The newest lists of the workspace that are read and hold somebody. */
export async function readyLists({ workspaceId, db }: TenantTx): Promise<ReadyList[]> {
  const rows = await db.import.findMany({
    where: { workspaceId, state: "ready", kept: { gt: 0 } },
    select: { id: true, filename: true, kept: true, createdAt: true },
    orderBy: { id: "desc" },
    take: 50,
  });
  return rows.map(({ id, kept, ...row }) => ({ ...row, id: toPublicId("import", id), people: kept }));
}
