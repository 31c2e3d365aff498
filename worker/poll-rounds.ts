import { claimPoll, nextPollMs, settleOverdue } from "#lib/domain/messages/commands/claim-poll";
import { pollingEnds } from "#lib/domain/messages/polling";
import { jobScope } from "#lib/gate/job";
import type { WorkerContext } from "./context.ts";
import { findLook, untilNextLook } from "./lookups.ts";
import { Pace } from "./pace.ts";
import { pollChunk } from "./poll.ts";
import { Rounds } from "./rounds.ts";

/** Grace for the last look before a chunk is settled without one. */
const OVERDUE_MS = 3_600_000;

/** Everything that asks for reports. It has slots of its own, so that asking never keeps a message from going out. */
export function openPollRounds(context: WorkerContext, slots: number): Rounds {
  const { times } = context;
  const paces = new Map<string, Pace>();
  /** One chunk of a connection at a time: its provider sets the speed, and others must not wait for it. */
  const asking = new Set<string>();
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
    async nextMs(workspaceId) {
      const pollMs = await jobScope(workspaceId).sql((sql) => nextPollMs(sql, [...asking]));
      const lookMs = await untilNextLook(workspaceId);
      return pollMs === null || lookMs === null ? (pollMs ?? lookMs) : Math.min(pollMs, lookMs);
    },
    async find(workspaceId) {
      const look = await findLook(context, workspaceId);
      if (look !== null) return look;
      const job = jobScope(workspaceId);
      const lease = await job.sql((sql) => claimPoll(sql, context.name, times.leaseMs, [...asking]));
      if (lease === null) return null;
      const pace = paces.get(lease.connectionId) ?? new Pace();
      paces.set(lease.connectionId, pace);
      asking.add(lease.connectionId);
      return async () => {
        try {
          const isSettled = await pollChunk({ context, job, lease, pace, driver: context.pollDriver(lease.provider) });
          if (isSettled) context.wake(workspaceId);
        } finally {
          asking.delete(lease.connectionId);
        }
      };
    },
  });
}
