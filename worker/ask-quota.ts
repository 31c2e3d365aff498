import { awaitedConnections } from "#lib/domain/campaigns/quota-wait-queries";
import { askProvider, planRefresh, recordRefresh } from "#lib/domain/connections/commands/refresh";
import { DomainError } from "#lib/domain/errors";
import { toPublicId } from "#lib/domain/ids";
import type { JobScope } from "#lib/gate/job";
import type { WorkerContext } from "./context.ts";

/** What can be asked of a connection; null when it was ended meanwhile, or may not be asked now. */
async function planOf(job: JobScope, connectionId: string) {
  try {
    return await job.transact((tx) => planRefresh(tx, connectionId));
  } catch (error) {
    if (error instanceof DomainError) return null;
    throw error;
  }
}

/**
 * Asks the providers of a workspace whether the quota is back that its campaigns wait for, and has those looked at. The job
 * `quota.ask`; it sends nothing.
 */
export async function askQuota(context: WorkerContext, job: JobScope): Promise<void> {
  for (const connectionId of await job.transact(awaitedConnections)) {
    const plan = await planOf(job, connectionId);
    if (plan === null || !plan.readsAccount) continue;
    const answers = await askProvider(context.driver(plan.provider), { ...plan, readsSenders: false });
    await job.recordAll(async (tx, note) => {
      const fault = await recordRefresh(tx, plan, answers);
      if (fault !== null) note(fault, { subject: toPublicId("connection", connectionId), detail: {} });
    });
  }
  context.wake(job.workspaceId);
}
