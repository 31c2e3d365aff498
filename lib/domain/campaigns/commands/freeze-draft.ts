import { createHash } from "node:crypto";
import type { findCampaign } from "#lib/domain/campaigns/commands/move-campaign";
import { resolveExclusions, storedExclusions } from "#lib/domain/campaigns/leave-out-queries";
import type { CampaignKind } from "#lib/domain/campaigns/model";
import { keepsSchedule } from "#lib/domain/campaigns/provider-schedule";
import { DomainError } from "#lib/domain/errors";
import { holdSender } from "#lib/domain/senders/hold-queries";
import type { TenantTx } from "#lib/infra/db/tenant";
import { providerOf } from "#lib/infra/providers/registry";

/** Everything that decides what goes out, to whom and in whose name. */
export interface Content {
  readonly text: string;
  readonly kind: CampaignKind;
  readonly senderName: string;
  readonly providerCode: string | null;
  readonly connectionId: string;
  readonly importId: string;
  readonly importReading: number;
  readonly startAt: Date | null;
  readonly spreadHours: number | null;
  readonly perMinute: number | null;
  readonly fromLine: number | null;
  /** Whom it leaves out, as one text; null: nobody. */
  readonly leaveOut: string | null;
  /** Whether the provider keeps it until its start and sends it by its own clock. */
  readonly atProvider: boolean;
  /** Providers behind the connection that the remote tries in turn. */
  readonly fallbackCodes: readonly string[];
  /** Where those go whom the connection certainly refuses. */
  readonly second: { readonly connectionId: string; readonly senderName: string; readonly providerCode: string } | null;
}

/** SHA-256 of a campaign's content. An approval is bound to it: any change of the content is another hash. */
export function contentHash(content: Content): Uint8Array<ArrayBuffer> {
  const { text, kind, senderName, providerCode, connectionId, importId, importReading } = content;
  const { startAt, spreadHours, perMinute, fromLine, leaveOut } = content;
  const plan = [startAt?.toISOString() ?? null, spreadHours, perMinute, fromLine];
  const isPlain = plan.every((part) => part === null);
  const { atProvider, fallbackCodes, second } = content;
  const ways = { atProvider, fallbackCodes, second };
  const hasWays = atProvider || fallbackCodes.length > 0 || second !== null;
  const parts = [
    ...[text, kind, senderName, providerCode, connectionId, importId, importReading, ...(isPlain ? [] : plan)],
    ...(leaveOut === null ? [] : [{ leaveOut }]),
    ...(hasWays ? [ways] : []),
  ];
  return Uint8Array.from(createHash("sha256").update(JSON.stringify(parts)).digest());
}

/** The content of a draft as it is at this moment, with its hash. */
export interface Frozen extends Content {
  readonly hash: Uint8Array<ArrayBuffer>;
}

/**
 * Reads what a draft would send.
 *
 * @throws DomainError `campaign.preflight_red` when something is not chosen yet, `campaign.stale`.
 */
export async function freezeDraft(tx: TenantTx, row: Awaited<ReturnType<typeof findCampaign>>): Promise<Frozen> {
  const { workspaceId } = tx;
  const { senderId, importId, connectionId, kind, text, startAt, spreadHours, perMinute, fromLine } = row;
  if (senderId === null || importId === null || connectionId === null || kind === null) {
    throw new DomainError("campaign.preflight_red", { checks: [] });
  }
  if (!(await holdSender(tx, senderId))) throw new DomainError("campaign.preflight_red", { checks: ["sender"] });
  const sender = await tx.db.sender.findUniqueOrThrow({
    where: { workspaceId_id: { workspaceId, id: senderId } },
    include: { connection: { select: { provider: true } } },
  });
  if (sender.connectionId !== connectionId) throw new DomainError("campaign.stale");
  const { capabilities } = providerOf(sender.connection.provider);
  const list = await tx.db.import.findUniqueOrThrow({
    where: { workspaceId_id: { workspaceId, id: importId } },
    select: { reading: true },
  });
  const { name: senderName, providerCode } = sender;
  const plan = { startAt, spreadHours, perMinute, fromLine, leaveOut: await leaveOutOf(tx, row) };
  const content = {
    text,
    kind,
    senderName,
    providerCode,
    connectionId,
    importId,
    importReading: list.reading,
    ...plan,
    atProvider: keepsSchedule({ ...row, kind }, capabilities.schedule),
    // Whether they are connected is looked at for each call: one that comes and goes must not void an approval of this content.
    fallbackCodes: capabilities.fallback ? row.fallbackCodes : [],
    second: await secondOf(tx, row.secondSenderId, connectionId),
  };
  return { ...content, hash: contentHash(content) };
}

/** What the exclusions of a draft come to at this moment; what is changed about a segment later changes nothing. */
async function leaveOutOf(tx: TenantTx, row: { readonly exclusions: unknown }): Promise<string | null> {
  const exclusions = storedExclusions(row.exclusions);
  if (exclusions === null) return null;
  const resolved = await resolveExclusions(tx, exclusions);
  if (resolved === null) throw new DomainError("campaign.preflight_red", { checks: ["exclusions"] });
  return JSON.stringify(resolved);
}

/** The second way of a draft; null where there is none, where its sender is gone, or where it turned out to be the first. */
async function secondOf(tx: TenantTx, id: string | null, firstId: string): Promise<Content["second"]> {
  if (id === null || !(await holdSender(tx, id))) return null;
  const { db, workspaceId } = tx;
  const sender = await db.sender.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId, id } } });
  const { connectionId, name: senderName, providerCode } = sender;
  return connectionId === firstId ? null : { connectionId, senderName, providerCode };
}

/** The columns of a campaign that are fixed with its content. */
export function frozenColumns({ senderName, importReading, hash, leaveOut, second, ...ways }: Frozen) {
  return {
    ...{ senderName, importReading, contentHash: hash, frozenExclusions: leaveOut },
    ...{ atProvider: ways.atProvider, fallbackCodes: [...ways.fallbackCodes] },
    secondSenderName: second?.senderName ?? null,
    ...(second === null ? { secondConnectionId: null, secondSenderId: null } : {}),
  };
}

/** The same columns of a campaign that is a draft again. */
export const thawed = {
  ...{ senderName: null, importReading: null, contentHash: null, frozenExclusions: null },
  ...{ reviewId: null, startedById: null, holdUntil: null },
  ...{ secondSenderName: null, firstGivenUpAt: null, firstGivenUpCode: null },
} as const;
