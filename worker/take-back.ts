import { formatE164, msisdnFromRow } from "#lib/domain/contacts/model";
import { toPublicId } from "#lib/domain/ids";
import { claimWaiting, recordTakenBack, type WaitingOrders } from "#lib/domain/messages/commands/take-back-orders";
import type { JobScope } from "#lib/gate/job";
import type { Secret } from "#lib/infra/crypto/secret";
import type { SmsDriver } from "#lib/infra/providers/driver";
import { enqueue } from "#lib/infra/queue";
import type { WorkerContext } from "./context.ts";
import { failpoint } from "./failpoints.ts";
import { insist } from "./recording.ts";
import { tryUnseal } from "./unseal.ts";

/** Orders asked about at once; a chunk of own texts has one for each person. */
const AT_ONCE = 4;
/** How long nobody else takes up a chunk; longer than its orders take at the provider's pace. */
const HOLD_MS = 10 * 60_000;

/** When orders without a clear answer are asked about again. */
const AGAIN_MS = 30_000;

type Order = WaitingOrders["orders"][number];

/** `gone`: nobody of it gets anything. `sent`: it has begun. `open`: no clear answer, it is asked again. */
type Fate = "gone" | "sent" | "open";

/**
 * Cancels one order. Only a clear yes is taken at once: the answer to a second cancellation is the same as to a late one, so
 * for everything else the order's own report decides.
 */
async function takeBack(driver: SmsDriver, key: Secret, { providerId, msisdn }: Order): Promise<Fate> {
  const outcome = await driver.orders?.cancel(key, providerId);
  if (outcome?.kind === "done") return "gone";
  const to = formatE164(msisdnFromRow(msisdn));
  const report = await driver.poll(key, { providerId, numbers: [to] });
  if (report.kind === "not_found") return "gone";
  if (report.kind !== "reports") return "open";
  const { state, isWaiting = false } = report.reports[0] ?? { state: "pending" };
  if (state === "rejected") return "gone";
  return isWaiting ? "open" : "sent";
}

async function takeBackAll(driver: SmsDriver, key: Secret, orders: readonly Order[]): Promise<Map<string, Fate>> {
  const fates = new Map<string, Fate>();
  const waiting = [...orders];
  const lane = async () => {
    for (let order = waiting.pop(); order !== undefined; order = waiting.pop()) {
      fates.set(order.providerId, await takeBack(driver, key, order));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return fates;
}

async function askAgain({ times }: WorkerContext, job: JobScope, campaignId: string): Promise<void> {
  const { workspaceId } = job;
  const startAfter = new Date(Date.now() + times.scaled(AGAIN_MS));
  await job.transact(({ db }) =>
    enqueue(db, "campaign.take_back", { workspaceId, campaignId }, { startAfter, singletonKey: campaignId }),
  );
}

/**
 * Cancels the orders of a cancelled campaign that wait at its provider for their time. What had begun before stays as it is
 * and gets its report; what got no clear answer is asked again.
 */
export async function takeBackOrders(context: WorkerContext, job: JobScope, campaignId: string): Promise<void> {
  for (;;) {
    const waiting = await job.sql((sql) => claimWaiting(sql, campaignId, HOLD_MS));
    if (waiting === null) return;
    const key = tryUnseal(job.workspaceId, waiting.connectionId, Uint8Array.from(waiting.keySealed));
    if (key === null) return;
    const fates = await takeBackAll(context.driver(waiting.provider), key, waiting.orders);
    failpoint("taken-back");
    const gone = [...fates].flatMap(([id, fate]) => (fate === "gone" ? [id] : []));
    const isWhole = ![...fates.values()].includes("open");
    await insist(context, () =>
      job.record("campaign.take_back", async (tx) => {
        const people = await recordTakenBack(tx, waiting, gone, isWhole);
        const detail = { orders: fates.size, cancelled: gone.length, people };
        return { result: people, audit: { subject: toPublicId("campaign", campaignId), detail } };
      }),
    );
    context.tell(job.workspaceId, campaignId);
    if (!isWhole) return askAgain(context, job, campaignId);
  }
}
