import { claimPoll, nextPollMs, settleOverdue } from "#lib/domain/messages/commands/claim-poll";
import { pollingEnds } from "#lib/domain/messages/polling";
import { jobScope } from "#lib/gate/job";
import type { WorkerContext } from "./context.ts";
import { Gauges } from "./gauge.ts";
import { pollChunk } from "./poll.ts";
import { Rounds } from "./rounds.ts";

/** Grace for the last look before a chunk is settled without one. */
const OVERDUE_MS = 3_600_000;

/** Everything that asks for reports. It has slots of its own, so that asking never keeps a message from going out. */
export function openPollRounds(context: WorkerContext, slots: number): Rounds {
  const { times } = context;
  const gauges = new Gauges(slots);
  return new Rounds({
    name: "polling",
    slots,
    stopping: context.stopping,
    retryMs: times.scaled(1_000),
    async look(workspaceId) {
      const settled = await jobScope(workspaceId).sql((sql) =>
        settleOverdue(sql, times.scaled(pollingEnds + OVERDUE_MS)),
      );
      if (settled > 0) context.wake(workspaceId);
    },
    nextMs: (workspaceId) => jobScope(workspaceId).sql(nextPollMs),
    async find(workspaceId) {
      const job = jobScope(workspaceId);
      const lease = await job.sql((sql) => claimPoll(sql, context.name, times.leaseMs));
      if (lease === null) return null;
      return async () => {
        const gauge = gauges.of(lease.connectionId);
        const isSettled = await pollChunk({ context, job, lease, gauge, driver: context.driver(lease.provider) });
        if (isSettled) context.wake(workspaceId);
      };
    },
  });
}
