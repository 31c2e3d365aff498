import { nextSendMs } from "#lib/domain/campaigns/work-queries";
import { claimChunk } from "#lib/domain/messages/commands/claim-chunk";
import { type JobScope, jobScope } from "#lib/gate/job";
import { log } from "#lib/infra/log";
import { FIRST_POLL_MS, takeSteps } from "./campaign-steps.ts";
import type { WorkerContext } from "./context.ts";
import { sendChunk } from "./dispatch.ts";
import { prepareCampaign } from "./prepare.ts";
import { type Piece, Rounds } from "./rounds.ts";

/** Wait before a preparation that another worker has, or that failed, is looked at again. */
const PREPARE_AGAIN_MS = 5_000;

/** The campaigns of a worker that wait to be prepared, and those it is preparing. */
class Preparations {
  readonly #waiting = new Map<string, string[]>();
  readonly #inHand = new Set<string>();

  add(workspaceId: string, campaignIds: readonly string[]): void {
    const known = this.#waiting.get(workspaceId) ?? [];
    const fresh = campaignIds.filter((id) => !known.includes(id) && !this.#inHand.has(id));
    this.#waiting.set(workspaceId, [...known, ...fresh]);
  }

  /** The next one to prepare, taken in hand until `release`. */
  take(workspaceId: string): string | undefined {
    const [campaignId, ...rest] = this.#waiting.get(workspaceId) ?? [];
    if (campaignId === undefined) return undefined;
    this.#waiting.set(workspaceId, rest);
    this.#inHand.add(campaignId);
    return campaignId;
  }

  release(campaignId: string): void {
    this.#inHand.delete(campaignId);
  }
}

async function claim(context: WorkerContext, job: JobScope): Promise<Piece | null> {
  const { name: worker, times, gauges, clock } = context;
  const options = { worker, leaseMs: times.leaseMs, exceptConnections: gauges.full(), now: clock.now() };
  const lease = await claimChunk(job.brief(), options);
  if (lease === null) return null;
  const gauge = gauges.of(lease.connectionId);
  // Held from now on, so that a slot that claims meanwhile counts this one.
  gauge.enter();
  return async () => {
    try {
      const driver = context.driver(lease.provider);
      await sendChunk({ context, job, lease, gauge, driver, firstPollMs: times.scaled(FIRST_POLL_MS) });
    } finally {
      gauge.leave();
    }
  };
}

/** Everything that moves campaigns forward except status questions. */
export function openSendRounds(context: WorkerContext, slots: number): Rounds {
  const { times } = context;
  const preparations = new Preparations();

  async function prepare(job: JobScope, campaignId: string): Promise<void> {
    const written = await prepareCampaign(job, campaignId, context.clock).catch((error: unknown) => {
      log.error({ err: error, campaignId }, "preparation failed");
      return "busy";
    });
    const onRelease = () => {
      preparations.release(campaignId);
      context.wake(job.workspaceId);
    };
    if (written !== "busy") onRelease();
    else setTimeout(onRelease, times.scaled(PREPARE_AGAIN_MS)).unref();
  }

  return new Rounds({
    name: "sending",
    slots,
    stopping: context.stopping,
    retryMs: times.scaled(1_000),
    nextMs: (workspaceId) => jobScope(workspaceId).sql(nextSendMs),
    async look(workspaceId) {
      preparations.add(workspaceId, await takeSteps(context, jobScope(workspaceId)));
    },
    async find(workspaceId) {
      const job = jobScope(workspaceId);
      const campaignId = preparations.take(workspaceId);
      return campaignId === undefined ? claim(context, job) : () => prepare(job, campaignId);
    },
  });
}
