import { msisdnFromRow } from "#lib/domain/contacts/model";
import { DomainError } from "#lib/domain/errors";
import { toPublicId } from "#lib/domain/ids";
import { requireUnderLimit } from "#lib/domain/instance/queries";
import { isUsableSender } from "#lib/domain/senders/usable";
import type { OwnNumber, TestResult } from "#lib/domain/test-sends/model";
import type { TenantTx } from "#lib/infra/db/tenant";

/** The numbers the person behind the transaction has added, verified ones first. */
export async function ownNumbers({ workspaceId, actorId, db }: TenantTx): Promise<OwnNumber[]> {
  if (actorId === null) return [];
  const rows = await db.testNumber.findMany({
    where: { workspaceId, userId: actorId },
    orderBy: [{ verifiedAt: { sort: "asc", nulls: "last" } }, { id: "asc" }],
  });
  return rows.map((row) => ({
    id: toPublicId("message", row.id),
    msisdn: msisdnFromRow(row.msisdn),
    isVerified: row.verifiedAt !== null,
  }));
}

/**
 * A verified number of the person behind the transaction.
 *
 * @throws DomainError `test.number_not_found`.
 */
export async function requireOwnNumber({ workspaceId, actorId, db }: TenantTx, id: string): Promise<bigint> {
  const row = await db.testNumber.findFirst({
    where: { workspaceId, id, userId: actorId ?? "", verifiedAt: { not: null } },
    select: { msisdn: true },
  });
  if (actorId === null || row === null) throw new DomainError("test.number_not_found");
  return row.msisdn;
}

/** What a test or a code goes out with. */
export interface WayOut {
  readonly connectionId: string;
  readonly sender: string;
}

/**
 * Finds the sender of a draft, or else the default one, on a connection that can send now.
 *
 * @throws DomainError `workspace.halted`, `test.no_sender`, `connection.not_active`, `connection.scope_missing` or
 * `sender.not_approved`; `campaign.not_found`, `workspace.over_limit`.
 */
export async function wayOut(tx: TenantTx, campaignId: string): Promise<WayOut> {
  const { workspaceId, db } = tx;
  const workspace = await db.workspace.findUniqueOrThrow({ where: { id: workspaceId }, select: { haltedAt: true } });
  if (workspace.haltedAt !== null) throw new DomainError("workspace.halted");
  const campaign = await db.campaign.findUnique({
    where: { workspaceId_id: { workspaceId, id: campaignId } },
    select: { senderId: true },
  });
  if (campaign === null) throw new DomainError("campaign.not_found");
  const sender = await db.sender.findFirst({
    where: { workspaceId, ...(campaign.senderId === null ? { isDefault: true } : { id: campaign.senderId }) },
    include: { connection: { select: { state: true, scopes: true } } },
  });
  if (sender === null) throw new DomainError("test.no_sender");
  if (sender.connection.state !== "active") throw new DomainError("connection.not_active");
  if (!sender.connection.scopes.includes("messages:send")) {
    throw new DomainError("connection.scope_missing", { scope: "messages:send" });
  }
  if (!isUsableSender(sender.status) || !sender.isListed) throw new DomainError("sender.not_approved");
  await requireUnderLimit(tx);
  return { connectionId: sender.connectionId, sender: sender.name };
}

/**
 * Reads how a test message or a code fares.
 *
 * @throws DomainError `test.number_not_found` when there is no such message.
 */
export async function testResult({ workspaceId, db }: TenantTx, messageId: string): Promise<TestResult> {
  const row = await db.message.findUnique({
    where: { workspaceId_id: { workspaceId, id: messageId } },
    select: { state: true, reason: true, source: true },
  });
  if (row === null || row.source === "campaign") throw new DomainError("test.number_not_found");
  return { state: row.state, reason: row.reason };
}
