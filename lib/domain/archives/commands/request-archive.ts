import type { z } from "zod";
import { archiveFiles } from "#lib/domain/archives/archive-files";
import { evidenceFiles } from "#lib/domain/archives/evidence-files";
import { type ArchiveKind, LONGEST_BUILD_MS } from "#lib/domain/archives/model";
import type {
  ExportAuditInput,
  ExportCampaignInput,
  ExportContactsInput,
  ExportEvidenceInput,
  ExportMessagesInput,
} from "#lib/domain/archives/schema";
import type { AuditEntry, Audited } from "#lib/domain/audit/model";
import { campaignHead } from "#lib/domain/campaigns/report-queries";
import { DomainError } from "#lib/domain/errors";
import type { SheetFormat } from "#lib/domain/exports/sheet";
import { type PublicId, toPublicId } from "#lib/domain/ids";
import { ruleOf } from "#lib/domain/segments/queries";
import type { Prisma } from "#lib/infra/db/generated/client";
import type { TenantTx } from "#lib/infra/db/tenant";
import { newId } from "#lib/infra/ids";
import { enqueue } from "#lib/infra/queue";

const HOUR_MS = 3_600_000;
/** How long a finished archive can be downloaded. */
const KEPT_MS = 24 * HOUR_MS;
/** Files of rows that one person can have in the making. */
const MOST_OPEN = 3;

interface Wanted {
  readonly kind: ArchiveKind;
  readonly format: "zip" | SheetFormat;
  readonly name?: string;
  readonly files?: number;
  readonly choice?: Prisma.InputJsonObject;
}

/** The answer to asking for an archive. */
export interface RequestedArchive {
  readonly archiveId: PublicId<"archive">;
}

async function openOnes({ workspaceId, db }: TenantTx, where: Prisma.ArchiveWhereInput): Promise<number> {
  const createdAt = { gt: new Date(Date.now() - LONGEST_BUILD_MS) };
  return db.archive.count({ where: { ...where, workspaceId, state: { in: ["waiting", "building"] }, createdAt } });
}

async function request(tx: TenantTx, { kind, format, name = "", files = 1, choice = {} }: Wanted): Promise<string> {
  const { workspaceId, actorId, db } = tx;
  if (actorId === null) throw new Error("an archive is asked for by a person");
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`archive ${workspaceId}`}, 0))`;
  if (kind === "workspace") {
    if ((await openOnes(tx, { kind })) > 0) throw new DomainError("archive.building");
  } else if ((await openOnes(tx, { createdById: actorId, kind: { not: "workspace" } })) >= MOST_OPEN) {
    throw new DomainError("archive.too_many");
  }
  const id = newId();
  const expiresAt = new Date(Date.now() + KEPT_MS);
  await db.archive.create({
    data: { workspaceId, id, kind, format, name, files, choice, createdById: actorId, expiresAt },
  });
  await enqueue(db, "archive.build", { workspaceId, archiveId: id });
  return id;
}

function asked(id: string, entry: AuditEntry): Audited<RequestedArchive> {
  return { result: { archiveId: toPublicId("archive", id) }, audit: entry };
}

/**
 * Has everything of the workspace written into one file, which is kept for a day.
 *
 * @throws DomainError `archive.building` while another is being written.
 */
export async function requestArchive(tx: TenantTx): Promise<Audited<RequestedArchive>> {
  const id = await request(tx, { kind: "workspace", format: "zip", files: archiveFiles.length });
  return asked(id, { subject: toPublicId("archive", id), detail: {} });
}

/**
 * Has the recipients of a campaign written into a file, as its page lists them.
 *
 * @throws DomainError `campaign.not_found`, also before it has recipients; `archive.too_many`.
 */
export async function exportCampaign(
  tx: TenantTx,
  { campaignId, format, ...choice }: z.output<typeof ExportCampaignInput>,
): Promise<Audited<RequestedArchive>> {
  const found = await campaignHead(tx, campaignId);
  if (found === null || found.range === null) throw new DomainError("campaign.not_found");
  const { id: rowId, name, publicId } = found.head;
  const id = await request(tx, { kind: "campaign", format, name, choice: { ...choice, campaignId: rowId } });
  return asked(id, { subject: publicId, detail: { view: choice.filter.view, format } });
}

/**
 * Has what proves a campaign written into a file: frozen text, counts, approvals, results and history.
 *
 * @throws DomainError `campaign.not_found`, also before anything of it is frozen; `archive.too_many`.
 */
export async function exportEvidence(
  tx: TenantTx,
  { campaignId, language }: z.output<typeof ExportEvidenceInput>,
): Promise<Audited<RequestedArchive>> {
  const found = await campaignHead(tx, campaignId);
  if (found === null || found.range === null) throw new DomainError("campaign.not_found");
  const { id: rowId, name, publicId } = found.head;
  const files = evidenceFiles.length;
  const id = await request(tx, {
    ...{ kind: "evidence", format: "zip", name, files, choice: { language, campaignId: rowId } },
  });
  return asked(id, { subject: publicId, detail: {} });
}

/**
 * Has the messages of the workspace written into a file, as their log lists them.
 *
 * @throws DomainError `archive.too_many`
 */
export async function exportMessages(
  tx: TenantTx,
  { format, ...choice }: z.output<typeof ExportMessagesInput>,
): Promise<Audited<RequestedArchive>> {
  const id = await request(tx, { kind: "messages", format, choice });
  return asked(id, { subject: toPublicId("archive", id), detail: { view: choice.filter.view, format } });
}

/**
 * Has the history written into a file, as its page lists it.
 *
 * @throws DomainError `archive.too_many`
 */
export async function exportAudit(
  tx: TenantTx,
  { format, ...choice }: z.output<typeof ExportAuditInput>,
): Promise<Audited<RequestedArchive>> {
  const id = await request(tx, { kind: "audit", format, choice });
  return asked(id, { subject: null, detail: { format } });
}

/**
 * Has the contacts of the workspace written into a file, as their page lists them.
 *
 * @throws DomainError `segment.not_found`, `archive.too_many`.
 */
export async function exportContacts(
  tx: TenantTx,
  { format, ...choice }: z.output<typeof ExportContactsInput>,
): Promise<Audited<RequestedArchive>> {
  const { segment } = choice.filter;
  if (segment !== undefined && (await ruleOf(tx, segment)) === null) throw new DomainError("segment.not_found");
  const id = await request(tx, { kind: "contacts", format, choice });
  return asked(id, { subject: toPublicId("archive", id), detail: { format } });
}
