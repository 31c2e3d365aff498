import { parsePublicId, timeOfId, toPublicId } from "#lib/domain/ids";
import { type Evidence, evidences, type UnknownDecision, unknownDecisions } from "#lib/domain/messages/lookups";
import { type MessageRow, toRow } from "#lib/domain/messages/queries";
import type { TenantTx } from "#lib/infra/db/tenant";

/** The call that handed a message over, and what was found out about it afterwards. */
export interface MessageAttempt {
  readonly startedAt: Date;
  readonly settledAt: Date | null;
  readonly people: number;
  /** The provider's id of the request. */
  readonly requestId: string | null;
  /** How often the provider was asked what became of it, and what the last look said. */
  readonly looks: number;
  readonly evidence: Evidence | null;
  readonly decision: UnknownDecision | null;
}

/** What is known of one message, for its panel. */
export interface MessageDetail extends MessageRow {
  readonly encoding: "gsm7" | "tr7" | "ucs2";
  readonly writtenAt: Date;
  readonly providerId: string | null;
  readonly acceptedAt: Date | null;
  readonly connectionName: string;
  /** The contact of the same number, where there is one. */
  readonly contactId: string | null;
  readonly attempt: MessageAttempt | null;
}

/** One message of the workspace with its attempt, or null. */
export async function messageDetail(tx: TenantTx, publicId: string): Promise<MessageDetail | null> {
  const id = parsePublicId("message", publicId);
  if (id === null) return null;
  const { workspaceId, db } = tx;
  const row = await db.message.findUnique({
    where: { workspaceId_id: { workspaceId, id } },
    include: { campaign: { select: { name: true } }, connection: { select: { remoteName: true } } },
  });
  if (row === null) return null;
  const contact =
    row.msisdn === null
      ? null
      : await db.contact.findFirst({ where: { workspaceId, msisdn: row.msisdn }, select: { id: true } });
  return {
    ...toRow({
      ...row,
      provider_code: row.providerCode,
      state_at: row.stateAt,
      campaign_id: row.campaignId,
      campaign_name: row.campaign?.name ?? null,
    }),
    encoding: row.encoding,
    writtenAt: timeOfId(id),
    providerId: row.providerId,
    acceptedAt: row.acceptedAt,
    connectionName: row.connection.remoteName,
    contactId: contact === null ? null : toPublicId("contact", contact.id),
    attempt: row.attemptId === null ? null : await attemptOf(tx, row.attemptId),
  };
}

async function attemptOf({ workspaceId, db }: TenantTx, id: string): Promise<MessageAttempt | null> {
  const row = await db.dispatchAttempt.findUnique({ where: { workspaceId_id: { workspaceId, id } } });
  if (row === null) return null;
  return {
    startedAt: row.startedAt,
    settledAt: row.settledAt,
    people: row.messageIds.length,
    requestId: row.requestId,
    looks: row.looks,
    evidence: evidences.find((known) => known === row.evidence) ?? null,
    decision: unknownDecisions.find((known) => known === row.decision) ?? null,
  };
}
