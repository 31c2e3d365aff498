import { autoResumeCampaign } from "#lib/domain/campaigns/commands/auto-resume-campaign";
import { blockCampaign } from "#lib/domain/campaigns/commands/block-campaign";
import { closeWindow } from "#lib/domain/campaigns/commands/close-window";
import { completeCampaign } from "#lib/domain/campaigns/commands/complete-campaign";
import { expireReview } from "#lib/domain/campaigns/commands/expire-review";
import { giveUpCampaign, LONGEST_PAUSE_MS } from "#lib/domain/campaigns/commands/give-up-campaign";
import { giveUpFirst } from "#lib/domain/campaigns/commands/give-up-first";
import { handOver } from "#lib/domain/campaigns/commands/hand-over";
import { startScheduled } from "#lib/domain/campaigns/commands/start-scheduled";
import { takeUp } from "#lib/domain/campaigns/commands/take-up";
import { FAILOVER_AFTER_MS } from "#lib/domain/campaigns/failover";
import { failoverSteps } from "#lib/domain/campaigns/failover-queries";
import type { PauseReason } from "#lib/domain/campaigns/model";
import { type PolicyStep, policySteps } from "#lib/domain/campaigns/policy-step-queries";
import { type DueStep, dueSteps } from "#lib/domain/campaigns/work-queries";
import { askForConsent } from "#lib/domain/consent/commands/ask-for-consent";
import { cancelRest } from "#lib/domain/messages/commands/cancel-rest";
import { moveRest } from "#lib/domain/messages/commands/move-over";
import { reclaimLeases } from "#lib/domain/messages/commands/reclaim-leases";
import { campaignsToTakeBack } from "#lib/domain/messages/commands/take-back-orders";
import { verifySenderOf } from "#lib/domain/senders/commands/verify-sender";
import type { JobScope } from "#lib/gate/job";
import { log } from "#lib/infra/log";
import { enqueue } from "#lib/infra/queue";
import type { WorkerContext } from "./context.ts";
import { failpoint } from "./failpoints.ts";
import { finishPreparing } from "./prepare.ts";
import { unlessDone } from "./stop-sending.ts";

/** Lets campaigns go on with their second connection, chunk by chunk, and stops those whose second cannot be used. */
async function followFailover(context: WorkerContext, job: JobScope): Promise<void> {
  const afterMs = context.times.scaled(FAILOVER_AFTER_MS);
  for (const { step, campaignId, code } of await job.sql((sql) => failoverSteps(sql, afterMs))) {
    if (step === "give_up") {
      await unlessDone(() => job.record("campaign.fail_over", (tx) => giveUpFirst(tx, { campaignId, code })));
    }
    if (step === "block") {
      await unlessDone(() =>
        job.record("campaign.block", (tx) => blockCampaign(tx, { campaignId, reason: "connection", code })),
      );
      continue;
    }
    while ((await job.sql((sql) => moveRest(sql, campaignId))) > 0) context.tell(job.workspaceId, campaignId);
  }
}

/** Has the orders of cancelled campaigns cancelled at their provider, where they wait for their time. */
async function followCancelled(job: JobScope): Promise<void> {
  const { workspaceId } = job;
  for (const campaignId of await job.sql(campaignsToTakeBack)) {
    await job.transact(({ db }) =>
      enqueue(db, "campaign.take_back", { workspaceId, campaignId }, { singletonKey: campaignId }),
    );
  }
}

/** First status question after a chunk was handed over. */
export const FIRST_POLL_MS = 10_000;

/** Age at which the open call of a single message counts as lost. */
const SINGLE_CALL_MS = 60_000;

/** Takes one step that is due. Returns whether it changed anything, so that the next step may be due. */
async function take(context: WorkerContext, job: JobScope, { step, campaignId }: DueStep): Promise<boolean> {
  const { scaled } = context.times;
  switch (step) {
    case "close_window":
      return unlessDone(() => job.record("campaign.close_window", (tx) => closeWindow(tx, campaignId)));
    case "start":
      return unlessDone(() => job.record("campaign.start", (tx) => startScheduled(tx, campaignId)));
    case "hand_over":
      await job.transact((tx) => verifySenderOf(tx, campaignId));
      return unlessDone(() => job.record("campaign.hand_over", (tx) => handOver(tx, campaignId)));
    case "take_up":
      return unlessDone(() => job.record("campaign.take_up", (tx) => takeUp(tx, campaignId)));
    case "complete":
      return unlessDone(() => job.record("campaign.complete", (tx) => completeCampaign(tx, campaignId)));
    case "give_up":
      return unlessDone(() =>
        job.record("campaign.give_up", (tx) => giveUpCampaign(tx, campaignId, scaled(LONGEST_PAUSE_MS))),
      );
    case "expire":
      return unlessDone(() => job.record("campaign.expire", (tx) => expireReview(tx, campaignId)));
    case "cancel_rest":
      await finishPreparing(job, campaignId);
      return cancelTheRest(context, job, campaignId);
    case "prepare":
      return false;
  }
}

/** Why a campaign stops at a step of the policies. */
const BLOCKS = {
  rest: { reason: "quiet_hours", code: "quiet_hours" },
  stop: { reason: "authority", code: "sender_may_not_send" },
  wait: { reason: "provider_off", code: "provider_off" },
  hold: { reason: "consent_check", code: "consent_check" },
} as const satisfies Record<Exclude<PolicyStep["step"], "go_on" | "ask">, { reason: PauseReason; code: string }>;

async function cancelTheRest(context: WorkerContext, job: JobScope, campaignId: string): Promise<boolean> {
  const cancelled = await job.sql((sql) => cancelRest(sql, campaignId, context.times.scaled(FIRST_POLL_MS)));
  if (cancelled > 0) context.tell(job.workspaceId, campaignId);
  return cancelled > 0;
}

/** Rests what runs into quiet hours, stops what nobody may send any more, and goes on with what rested long enough. */
async function followPolicies(context: WorkerContext, job: JobScope): Promise<void> {
  const look = () => job.sql((sql) => policySteps(sql, context.clock.now()));
  let steps = await look();
  if (steps.some(({ step }) => step === "ask")) {
    // Who has a fresh answer needs no registry that answers now.
    await job.transact(askForConsent);
    steps = await look();
  }
  for (const { step, campaignId } of steps) {
    if (step === "ask") continue;
    await unlessDone(() =>
      step === "go_on"
        ? job.record("campaign.auto_resume", (tx) => autoResumeCampaign(tx, campaignId))
        : job.record("campaign.block", (tx) => blockCampaign(tx, { campaignId, ...BLOCKS[step] })),
    );
  }
}

/**
 * Takes every step that the campaigns of a workspace are ready for, and gives back leases that ran out.
 *
 * @returns the campaigns that wait to be prepared, which takes longer and gets a slot of its own.
 */
export async function takeSteps(context: WorkerContext, job: JobScope): Promise<string[]> {
  const { scaled } = context.times;
  const reclaimed = await job.sql((sql) => reclaimLeases(sql, scaled(SINGLE_CALL_MS)));
  if (reclaimed.chunks > 0) {
    failpoint("reclaimed");
    log.warn({ workspaceId: job.workspaceId, ...reclaimed }, "leases ran out");
  }
  await followPolicies(context, job);
  await followFailover(context, job);
  for (;;) {
    const due = await job.sql((sql) => dueSteps(sql, scaled(LONGEST_PAUSE_MS)));
    let hasMoved = false;
    for (const one of due) {
      if (context.stopping.aborted) return [];
      if (await take(context, job, one)) hasMoved = true;
    }
    if (!hasMoved) await followCancelled(job);
    // One step may make the next one due, such as the end of the undo window the preparation.
    if (!hasMoved) return due.flatMap((one) => (one.step === "prepare" ? [one.campaignId] : []));
  }
}
