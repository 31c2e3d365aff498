import { askProvider, planRefresh, recordRefresh } from "#lib/domain/connections/commands/refresh";
import { toPublicId } from "#lib/domain/ids";
import { writeAudit } from "#lib/gate/audit";
import { scaledMs } from "#lib/infra/clock";
import { withTenant } from "#lib/infra/db/tenant";
import type { SmsDriver } from "#lib/infra/providers/driver";
import { countAgainst } from "#lib/infra/rate-limit";

/** Whether the provider was asked; if not, when it may be again. */
export interface RefreshResult {
  readonly asked: boolean;
  readonly waitSeconds: number;
}

const A_MINUTE_MS = 60_000;

/**
 * Asks the provider of a connection for plan, quota and senders, at most once a minute however many people look.
 *
 * Nothing is open in the database while it is asked. It leaves no history unless the provider took something away: it
 * changes what is known, not what is so.
 */
export async function refreshConnection(
  drivers: (provider: string) => SmsDriver,
  bond: { readonly workspaceId: string; readonly actorId: string | null },
  connectionId: string,
): Promise<RefreshResult> {
  const plan = await withTenant(bond, (tx) => planRefresh(tx, connectionId));
  if (plan === null) return { asked: false, waitSeconds: 60 };
  const seconds = Math.max(1, Math.round(scaledMs(A_MINUTE_MS) / 1_000));
  const verdict = await countAgainst({ name: "connection-refresh", points: 1, seconds }, connectionId);
  if (!verdict.allowed) return { asked: false, waitSeconds: verdict.retryAfterSeconds };
  const answers = await askProvider(drivers(plan.provider), plan);
  await withTenant(bond, async (tx) => {
    const fault = await recordRefresh(tx, plan, answers);
    if (fault !== null) await writeAudit(tx, fault, { subject: toPublicId("connection", connectionId), detail: {} });
  });
  return { asked: true, waitSeconds: seconds };
}
