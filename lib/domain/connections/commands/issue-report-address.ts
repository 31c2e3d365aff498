import type { z } from "zod";
import type { Audited } from "#lib/domain/audit/model";
import type { ReportAddressInput } from "#lib/domain/connections/schema";
import { DomainError } from "#lib/domain/errors";
import { toPublicId } from "#lib/domain/ids";
import { hashToken, newToken } from "#lib/infra/crypto/tokens";
import type { TenantTx } from "#lib/infra/db/tenant";
import { env } from "#lib/infra/env";
import { newId } from "#lib/infra/ids";
import { providerOf } from "#lib/infra/providers/registry";

/** How long the address before stays good: time to change it in the provider's panel without losing a report. */
const GRACE_MS = 24 * 60 * 60_000;

/**
 * Makes an address for the delivery reports of a connection. It is told this once; only the hash of its token is kept.
 *
 * An address from before stays good for a day, one from before that ends at once.
 *
 * @returns the whole address.
 * @throws DomainError `connection.not_found`, also for a provider that sends no reports by itself.
 */
export async function issueReportAddress(
  { db, workspaceId }: TenantTx,
  { connectionId }: z.output<typeof ReportAddressInput>,
  createdById: string,
): Promise<Audited<string>> {
  const connection = await db.connection.findUnique({
    where: { workspaceId_id: { workspaceId, id: connectionId } },
    select: { provider: true, state: true },
  });
  const isPushed = connection !== null && providerOf(connection.provider).capabilities.reports.push;
  if (connection === null || connection.state === "disconnected" || !isPushed) {
    throw new DomainError("connection.not_found");
  }
  await db.reportHook.deleteMany({ where: { workspaceId, connectionId, validUntil: { not: null } } });
  const { count } = await db.reportHook.updateMany({
    where: { workspaceId, connectionId },
    data: { validUntil: new Date(Date.now() + GRACE_MS) },
  });
  const token = newToken();
  await db.reportHook.create({
    data: { workspaceId, id: newId(), connectionId, tokenHash: hashToken(token), createdById },
  });
  return {
    result: `${env().ingestUrl}/dlr/${token}`,
    audit: { subject: toPublicId("connection", connectionId), detail: { replaced: count > 0 } },
  };
}
