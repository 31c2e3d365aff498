import { hostname } from "node:os";
import { type Clock, systemClock } from "#lib/infra/clock";
import { assertKeys } from "#lib/infra/crypto/assert-keys";
import { assertAppRole } from "#lib/infra/db/assert-role";
import { closePools } from "#lib/infra/db/pools";
import { env } from "#lib/infra/env";
import { openHttp } from "#lib/infra/http";
import { log } from "#lib/infra/log";
import { openDrivers, providerOrigins } from "#lib/infra/providers/registry";
import { closeSender, startQueue } from "#lib/infra/queue";
import type { WorkerContext } from "./context.ts";
import { finishRotation } from "./finish-rotation.ts";
import { Gauges } from "./gauge.ts";
import { openHealth } from "./health.ts";
import { takeJobs } from "./jobs.ts";
import { openPollRounds } from "./poll-rounds.ts";
import { PushedReports } from "./pushed-reports.ts";
import { openSendRounds } from "./send-rounds.ts";
import { startSweep } from "./sweep.ts";
import { Teller } from "./teller.ts";
import { workerTimes } from "./times.ts";

/** Chunks handed over at once, and most calls at once on one connection. */
const SEND_SLOTS = 8;
/** Chunks asked about at once, each of another connection. */
const POLL_SLOTS = 8;
/** How long a stop may take: what is under way is finished, or recorded as far as it came. */
const STOP_MS = 25_000;

/** A worker at work. */
export interface RunningWorker {
  readonly healthPort: number;
  /** Begins nothing new, finishes or times out what is under way, gives leases back, closes everything. */
  stop(): Promise<void>;
}

function openWays(callMs: number) {
  // A client of its own: the calls of a worker must end before its leases do.
  const http = openHttp({
    origins: providerOrigins(env()),
    allowsLoopback: env().allowsLoopbackProviders,
    limits: { firstByteMs: callMs, totalMs: callMs },
  });
  return { http, driver: openDrivers(http, env()) };
}

/** Starts everything a worker does: jobs, sending, polling, sweep, health check. */
export async function startWorker({ clock = systemClock }: { clock?: Clock } = {}): Promise<RunningWorker> {
  await assertAppRole();
  await assertKeys();
  const stopping = new AbortController();
  const giveUp = new AbortController();
  const times = workerTimes();
  const teller = new Teller();
  const drivers = openWays(times.callMs);
  // Many slow questions must not take the connections that a message waits for.
  const pollDrivers = openWays(times.callMs);
  const context: WorkerContext = {
    name: `${hostname()}-${process.pid}`,
    times,
    clock,
    gauges: new Gauges(SEND_SLOTS),
    stopping: stopping.signal,
    giveUp: giveUp.signal,
    wake(workspaceId) {
      sending.wake(workspaceId);
      polling.wake(workspaceId);
    },
    tell: (workspaceId, campaignId) => teller.told(workspaceId, campaignId),
    driver: drivers.driver,
    pollDriver: pollDrivers.driver,
  };
  const sending = openSendRounds(context, SEND_SLOTS);
  const polling = openPollRounds(context, POLL_SLOTS);
  const boss = await startQueue({ max: 4, supervise: true, useListenNotify: true });
  const stopSweep = await startSweep(context);
  const reports = new PushedReports(context);
  await takeJobs(boss, context);
  const health = await openHealth(env().workerPort, () => stopping.signal.aborted);
  const resealing = finishRotation(stopping.signal);
  log.info({ worker: context.name, port: health.port }, "worker started");

  return {
    healthPort: health.port,
    async stop() {
      stopping.abort();
      stopSweep();
      setTimeout(() => giveUp.abort(), STOP_MS).unref();
      await Promise.all([
        resealing,
        sending.drain(),
        polling.drain(),
        reports.stop(),
        boss.stop({ graceful: true, timeout: STOP_MS }),
      ]);
      await closeSender();
      await Promise.all([drivers.http.close(), pollDrivers.http.close()]);
      await health.close();
      await closePools();
      log.info({ worker: context.name }, "worker stopped");
    },
  };
}
