import { isMailed, type SecurityKind } from "#lib/domain/accounts/security";
import { USER_AGENT_MAX, type Visit } from "#lib/domain/accounts/visit";
import type { AccountTx } from "#lib/infra/db/tenant";
import { env } from "#lib/infra/env";
import { newId } from "#lib/infra/ids";
import { enqueue } from "#lib/infra/queue";

/**
 * Writes down what happened to the safety of an account, in the transaction in which it happened, and has the person told
 * by mail where that is due.
 *
 * @param subject A name that the person knows, such as that of a passkey or a device.
 */
export async function noteSecurity(
  tx: AccountTx,
  userId: string,
  kind: SecurityKind,
  visit: Pick<Visit, "userAgent">,
  subject: string | null = null,
): Promise<void> {
  const id = newId();
  const userAgent = visit.userAgent?.slice(0, USER_AGENT_MAX) ?? null;
  await tx.db.securityEvent.create({ data: { id, userId, kind, userAgent, subject } });
  if (isMailed(kind) && env().smtpUrl !== undefined) await enqueue(tx.db, "mail.security", { eventId: id });
}
