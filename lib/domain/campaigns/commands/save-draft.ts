import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import { exclusionsOf, startOf } from "#lib/domain/campaigns/draft-queries";
import { readExclusions } from "#lib/domain/campaigns/exclusions";
import { resolveExclusions } from "#lib/domain/campaigns/leave-out-queries";
import { isEditable } from "#lib/domain/campaigns/model";
import type { SaveDraftInput } from "#lib/domain/campaigns/schema";
import { readStartTime } from "#lib/domain/campaigns/start-time";
import { DomainError } from "#lib/domain/errors";
import { toPublicId } from "#lib/domain/ids";
import { Prisma } from "#lib/infra/db/generated/client";
import type { TenantTx } from "#lib/infra/db/tenant";

type Edit = z.output<typeof SaveDraftInput>;

/** The parts of a draft that an edit can change. */
const editableFields = [
  ...(["name", "kind", "senderId", "importId", "text"] as const),
  ...(["start", "spreadHours", "perMinute", "fromLine", "exclusions"] as const),
  ...(["secondSenderId", "atProvider", "fallback", "waitsForQuota"] as const),
];

/** The version that the next edit starts from, and when this one was kept. */
export interface SavedDraft {
  readonly version: number;
  readonly savedAt: Date;
}

/**
 * Keeps an edit of a draft, if it was made on the version that is stored.
 *
 * @throws DomainError `campaign.stale` with `detail.changed`, the fields that now differ from the edit, when someone else
 * saved in between; `campaign.wrong_state` once it is no draft any more; `campaign.not_found`, `sender.not_found`,
 * `upload.not_found`, `campaign.exclusion_gone` for what is not there; `campaign.time_not_valid`, and `campaign.time_skipped` for an
 * hour that the clocks of the zone skip.
 */
export async function saveDraft(tx: TenantTx, edit: Edit): Promise<Audited<SavedDraft>> {
  const { workspaceId } = tx;
  const { campaignId, version } = edit;
  const savedAt = new Date();
  const { count } = await tx.db.campaign.updateMany({
    where: { workspaceId, id: campaignId, version, state: { in: ["draft", "changes_requested"] } },
    data: { ...(await changesOf(tx, edit)), version: version + 1, updatedAt: savedAt },
  });
  if (count !== 1) throw await whyNot(tx, edit);
  const changed = editableFields.filter((field) => edit[field] !== undefined);
  return {
    result: { version: version + 1, savedAt },
    audit: { subject: toPublicId("campaign", campaignId), detail: { version: version + 1, changed } },
  };
}

/** The columns of an edit; every row it points to is looked up in this workspace first. */
async function changesOf(tx: TenantTx, edit: Edit) {
  const { workspaceId } = tx;
  if (edit.importId) {
    const list = await tx.db.import.findUnique({
      where: { workspaceId_id: { workspaceId, id: edit.importId } },
      select: { id: true },
    });
    if (list === null) throw new DomainError("upload.not_found");
  }
  const connectionId = await connectionOf(tx, edit.senderId);
  const secondConnectionId = await connectionOf(tx, edit.secondSenderId);
  return {
    ...(edit.name !== undefined && { name: edit.name }),
    ...(edit.kind !== undefined && { kind: edit.kind }),
    ...(edit.text !== undefined && { text: edit.text }),
    // A line of one list says nothing about another.
    ...(edit.importId !== undefined && { importId: edit.importId, fromLine: null }),
    ...(edit.fromLine !== undefined && { fromLine: edit.fromLine }),
    ...(edit.exclusions !== undefined && { exclusions: await exclusionColumn(tx, edit.exclusions) }),
    ...(edit.start !== undefined && startColumns(edit.start)),
    ...(edit.spreadHours !== undefined && { spreadHours: edit.spreadHours }),
    ...(edit.perMinute !== undefined && { perMinute: edit.perMinute }),
    ...(edit.senderId !== undefined && { senderId: edit.senderId, connectionId }),
    ...(edit.secondSenderId !== undefined && { secondSenderId: edit.secondSenderId, secondConnectionId }),
    ...(edit.atProvider !== undefined && { atProvider: edit.atProvider }),
    ...(edit.waitsForQuota !== undefined && { waitsForQuota: edit.waitsForQuota }),
    ...(edit.fallback !== undefined && { fallbackCodes: edit.fallback === null ? [] : [edit.fallback] }),
  };
}

/** What is named must be there: nobody may be left out by something of another workspace. */
async function exclusionColumn(tx: TenantTx, written: string | null) {
  if (written === null) return Prisma.DbNull;
  const exclusions = readExclusions(written);
  if ((await resolveExclusions(tx, exclusions)) === null) throw new DomainError("campaign.exclusion_gone");
  const { days, segments, campaigns, lists } = exclusions;
  return { days, segments: [...segments], campaigns: [...campaigns], lists: [...lists] };
}

/** The connection of a sender of this workspace. */
async function connectionOf(
  { workspaceId, db }: TenantTx,
  senderId: string | null | undefined,
): Promise<string | null> {
  if (senderId === null || senderId === undefined) return null;
  const sender = await db.sender.findUnique({
    where: { workspaceId_id: { workspaceId, id: senderId } },
    select: { connectionId: true },
  });
  if (sender === null) throw new DomainError("sender.not_found");
  return sender.connectionId;
}

function startColumns(start: string | null) {
  if (start === null) return { startAt: null, startZone: null };
  const read = readStartTime(start);
  if (read === "skipped") throw new DomainError("campaign.time_skipped");
  if (read === "not_a_time") throw new DomainError("campaign.time_not_valid");
  return { startAt: read.at, startZone: read.zone };
}

async function whyNot(tx: TenantTx, edit: Edit): Promise<DomainError> {
  const stored = await tx.db.campaign.findUnique({
    where: { workspaceId_id: { workspaceId: tx.workspaceId, id: edit.campaignId } },
  });
  if (stored === null) return new DomainError("campaign.not_found");
  if (!isEditable(stored.state)) return new DomainError("campaign.wrong_state", { state: stored.state });
  const fallback = stored.fallbackCodes[0] ?? null;
  const known = { ...stored, start: startOf(stored), exclusions: exclusionsOf(stored), fallback };
  const changed = editableFields.filter((field) => edit[field] !== undefined && edit[field] !== known[field]);
  return new DomainError("campaign.stale", { version: stored.version, changed });
}
