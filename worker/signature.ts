import {
  noteRequest,
  type OpenSignature,
  openSignature,
  refuseSignature,
  signCampaign,
} from "#lib/domain/campaigns/commands/sign-campaign";
import { toPublicId } from "#lib/domain/ids";
import type { JobScope } from "#lib/gate/job";
import { env } from "#lib/infra/env";
import { log } from "#lib/infra/log";
import { enqueue } from "#lib/infra/queue";
import { signatureGate } from "#lib/infra/signature/chosen-gate";
import type { SignatureGate } from "#lib/infra/signature/gate";
import type { WorkerContext } from "./context.ts";
import { unlessDone } from "./stop-sending.ts";

/** A signature that was asked for just now is looked at often, one that lies for days now and then. */
const FIRST_LOOK_MS = 2_000;
const LAST_LOOK_MS = 5 * 60_000;

function referenceOf(reviewId: string): string {
  return toPublicId("review", reviewId);
}

async function ask(gate: SignatureGate, job: JobScope, reviewId: string, open: OpenSignature): Promise<string | null> {
  const { hash, sender, people, parts, slug, campaignId } = open;
  const returnUrl = `${env().appUrl}/w/${slug}/campaigns/${toPublicId("campaign", campaignId)}/review`;
  const what = { hash, sender, people, parts, title: open.campaignName, returnUrl };
  const request = await gate.request({ ...what, reference: referenceOf(reviewId) });
  if (request === null) return null;
  await job.transact((tx) => noteRequest(tx, reviewId, request));
  return request.id;
}

/** Takes what the service answered. Returns whether the question is settled. */
async function settle(gate: SignatureGate, job: JobScope, reviewId: string, open: OpenSignature): Promise<boolean> {
  const requestId = open.requestId ?? (await ask(gate, job, reviewId, open));
  if (requestId === null) return false;
  const { campaignId, hash } = open;
  const answer = await gate.look(requestId);
  const refuse = (reason: "refused" | "invalid") =>
    unlessDone(() =>
      job.record("campaign.refuse_signature", (tx) => refuseSignature(tx, campaignId, reviewId, reason)),
    );
  if (answer.kind !== "signed") {
    if (answer.kind === "refused") await refuse("refused");
    return answer.kind === "refused";
  }
  const signature = await gate.verify(answer.receipt, { requestId, reference: referenceOf(reviewId), hash });
  if (signature === null) {
    log.warn({ workspaceId: job.workspaceId, reviewId }, "a signature receipt does not prove what it should");
    await refuse("invalid");
    return true;
  }
  // While the workspace is halted nothing starts; the signature stays at the service and is taken up afterwards.
  return unlessDone(() =>
    job.record("campaign.sign", (tx) => signCampaign(tx, campaignId, reviewId, answer.receipt, signature)),
  );
}

/** Follows a signature until it is given, refused, or not waited for any more. Safe to repeat. */
export async function followSignature(context: WorkerContext, job: JobScope, reviewId: string): Promise<void> {
  const open = await job.transact((tx) => openSignature(tx, reviewId));
  const gate = signatureGate();
  if (open === null) return;
  const isSettled = gate !== null && (await settle(gate, job, reviewId, open));
  if (isSettled) return;
  const age = Date.now() - open.submittedAt.getTime();
  const wait = context.times.scaled(Math.min(Math.max(age / 10, FIRST_LOOK_MS), LAST_LOOK_MS));
  const { workspaceId } = job;
  const later = { startAfter: new Date(Date.now() + wait) };
  await job.transact((tx) => enqueue(tx.db, "signature.follow", { workspaceId, reviewId }, later));
}
