import { type ArchiveFile, archiveFiles, queryOf } from "#lib/domain/archives/archive-files";
import { evidenceFiles } from "#lib/domain/archives/evidence-files";
import type { ArchiveRefusal, ArchiveRights, ArchiveRightsOf } from "#lib/domain/archives/model";
import { ArchiveChoice, KeptAuditFilter, KeptContactFilter, KeptMessageFilter } from "#lib/domain/archives/schema";
import { auditSheet, auditSheetRows } from "#lib/domain/audit/sheet-queries";
import { type ContactSheetPlan, contactSheet, contactSheetRows } from "#lib/domain/contacts/sheet-queries";
import type { Sheet, SheetFormat } from "#lib/domain/exports/sheet";
import { type MessageSheetPlan, messageSheet, messageSheetRows } from "#lib/domain/messages/sheet-queries";
import { ruleOf } from "#lib/domain/segments/queries";
import { countRows } from "#lib/infra/db/copy-rows";
import type { Archive } from "#lib/infra/db/generated/client";
import type { TenantSql, TenantTx } from "#lib/infra/db/tenant";

/** An archive that is being built, as it is stored. */
export type ClaimedArchive = Archive;

interface Planned {
  readonly language: "tr" | "en";
  readonly wholeNumbers: boolean;
  /** Whether it leaves out what others did. */
  readonly isOwnOnly: boolean;
  /** How many rows it has; counting stops at the first beyond `most`. */
  count(sql: TenantSql, most: number): Promise<number>;
}

/** What an archive is to hold. */
export type ArchivePlan = Planned &
  (
    | { readonly format: "zip"; readonly files: readonly ArchiveFile[]; readonly campaignId?: string | undefined }
    | {
        readonly format: SheetFormat;
        sheet(sql: TenantSql): Sheet | Promise<Sheet>;
      }
  );

interface Doors {
  transact<T>(work: (tx: TenantTx) => Promise<T>): Promise<T>;
  readonly archiveRights: ArchiveRightsOf;
}

interface Asker {
  readonly rights: ArchiveRights;
  readonly zone: string;
  readonly locale: string;
}

async function askerOf({ workspaceId, db }: TenantTx, archive: ClaimedArchive, rightsOf: ArchiveRightsOf) {
  const member = await db.membership.findUnique({
    where: { workspaceId_userId: { workspaceId, userId: archive.createdById } },
    include: { workspace: { select: { zone: true, locale: true, suspendedAt: true } } },
  });
  if (member === null || member.workspace.suspendedAt !== null) return null;
  const asker: Asker = { rights: rightsOf(archive.kind, member), ...member.workspace };
  return asker.rights.may ? asker : null;
}

/** Tables in one file, each of everything there is. */
function tablesPlan(shared: Omit<Planned, "count">, files: readonly ArchiveFile[], campaignId?: string): ArchivePlan {
  const count = async (sql: TenantSql, most: number) => {
    let all = 0;
    for (const file of files) {
      if (all <= most) all += await countRows(sql, queryOf(file, sql.workspaceId, campaignId), most - all);
    }
    return all;
  };
  return { ...shared, format: "zip", files, campaignId, count };
}

async function rangeOf({ workspaceId, db }: TenantTx, campaignId: string) {
  const row = await db.campaign.findUnique({
    where: { workspaceId_id: { workspaceId, id: campaignId } },
    select: { firstId: true, lastId: true },
  });
  if (row === null || row.firstId === null || row.lastId === null) return null;
  return { campaignId, firstId: row.firstId, lastId: row.lastId };
}

function messagesPlan(format: SheetFormat, plan: MessageSheetPlan): ArchivePlan {
  return {
    ...{ format, language: plan.language, wholeNumbers: plan.wholeNumbers, isOwnOnly: false },
    count: (sql, most) => messageSheetRows(sql, plan, most),
    sheet: (sql) => messageSheet(sql, plan),
  };
}

async function contactsPlan(
  { transact }: Doors,
  archive: ClaimedArchive,
  shared: Pick<ContactSheetPlan, "zone" | "wholeNumbers" | "language"> & { readonly format: SheetFormat },
): Promise<ArchivePlan | ArchiveRefusal> {
  const { filter } = KeptContactFilter.parse(archive.choice);
  const { segment } = filter;
  const rule = segment === undefined ? null : await transact((tx) => ruleOf(tx, segment));
  if (segment !== undefined && rule === null) return "gone";
  const plan = { ...shared, filter, rule };
  return {
    ...{ format: plan.format, language: plan.language, wholeNumbers: plan.wholeNumbers, isOwnOnly: false },
    count: (sql, most) => contactSheetRows(sql, plan, most),
    sheet: (sql) => contactSheet(sql, plan),
  };
}

/** Finds out what an archive is to hold, and for whom; or why it can't be made. */
export async function planOf(doors: Doors, archive: ClaimedArchive): Promise<ArchivePlan | ArchiveRefusal> {
  const { kind, format, name, createdById } = archive;
  const { transact, archiveRights } = doors;
  const asker = await transact((tx) => askerOf(tx, archive, archiveRights));
  if (asker === null) return "not_allowed";
  const { zone, rights } = asker;
  const { wholeNumbers, isOwnOnly } = rights;
  if (kind === "workspace") {
    return tablesPlan({ language: asker.locale === "en" ? "en" : "tr", wholeNumbers, isOwnOnly }, archiveFiles);
  }
  const { language, campaignId } = ArchiveChoice.parse(archive.choice);
  if (kind === "evidence") return tablesPlan({ language, wholeNumbers, isOwnOnly }, evidenceFiles, campaignId);
  if (format === "zip") throw new Error("rows are no tables");
  if (kind === "audit") {
    const ownOf = isOwnOnly ? createdById : null;
    const plan = { filter: KeptAuditFilter.parse(archive.choice).filter, zone, ownOf, language };
    return {
      ...{ format, language, wholeNumbers, isOwnOnly },
      count: () => auditSheetRows(transact, plan),
      sheet: () => auditSheet(transact, plan),
    };
  }
  if (kind === "contacts") return contactsPlan(doors, archive, { format, language, zone, wholeNumbers });
  const { filter } = KeptMessageFilter.parse(archive.choice);
  const shared = { filter, zone, wholeNumbers, language, name };
  if (kind === "messages") return messagesPlan(format, { ...shared, range: null });
  const range = campaignId === undefined ? null : await transact((tx) => rangeOf(tx, campaignId));
  return range === null ? "gone" : messagesPlan(format, { ...shared, range });
}
