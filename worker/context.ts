import type { Clock } from "#lib/infra/clock";
import type { SmsDriver } from "#lib/infra/providers/driver";
import type { Gauges } from "./gauge.ts";

/** The times a worker lives by, in milliseconds, scaled for tests. */
export interface WorkerTimes {
  /** How long a chunk is held without a sign of life. */
  readonly leaseMs: number;
  /** Longest a provider call may take; with the permission's age it stays below the lease. */
  readonly callMs: number;
  /** How old a permission to call may be when the first byte leaves; older ones are asked for again. */
  readonly permissionMs: number;
  /** Divides waits that we choose, never those the provider asks for. */
  readonly scaled: (ms: number) => number;
}

/** What every part of a worker works with. */
export interface WorkerContext {
  readonly name: string;
  readonly times: WorkerTimes;
  /** By which commercial messages rest and a day ends; windows and leases go by the database. */
  readonly clock: Clock;
  readonly gauges: Gauges;
  /** Aborted when the process was asked to stop: begin nothing new. */
  readonly stopping: AbortSignal;
  /** Aborted when the time to stop is over: stop trying to record. */
  readonly giveUp: AbortSignal;
  /** Looks for more work of a workspace. */
  wake(workspaceId: string): void;
  /** Tells those who watch a campaign that it went on. */
  tell(workspaceId: string, campaignId: string): void;
  driver(provider: string): SmsDriver;
  /** The same with connections of its own, for status questions. */
  pollDriver(provider: string): SmsDriver;
}
