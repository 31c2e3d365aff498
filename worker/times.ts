import { env } from "#lib/infra/env";
import type { WorkerTimes } from "./context.ts";

const LEASE_MS = 30_000;
/** Under a time scale a lease still outlives a slow call on a busy machine. */
const SHORTEST_LEASE_MS = 3_000;

/** The times of this process. A call ends at two thirds of the lease, so that its answer is recorded under it. */
export function workerTimes(): WorkerTimes {
  const { timeScale } = env();
  const leaseMs = Math.max(LEASE_MS / timeScale, SHORTEST_LEASE_MS);
  return {
    leaseMs,
    callMs: Math.round((leaseMs * 2) / 3),
    // Below the second within which a pause must hold.
    permissionMs: Math.min(500, leaseMs / 6),
    scaled: (ms) => ms / timeScale,
  };
}
