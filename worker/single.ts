import { formatE164, msisdnFromRow } from "#lib/domain/contacts/model";
import { beginSingle, endSingle, holdSingle, type SingleCall } from "#lib/domain/messages/commands/begin-single";
import type { CallResult } from "#lib/domain/messages/commands/settle-call";
import type { FailReason } from "#lib/domain/messages/model";
import { verifySender } from "#lib/domain/senders/commands/verify-sender";
import { codeDots } from "#lib/domain/test-sends/model";
import type { JobScope } from "#lib/gate/job";
import { SealError } from "#lib/infra/crypto/aead";
import { openCarriedHere } from "#lib/infra/crypto/vault";
import { newId } from "#lib/infra/ids";
import type { BatchOutcome } from "#lib/infra/providers/driver";
import { follow } from "./consequences.ts";
import type { WorkerContext } from "./context.ts";
import { failpoint } from "./failpoints.ts";
import { insist, record, takeBack, takeBackUnsure } from "./recording.ts";
import { askForReport } from "./single-report.ts";
import { stopSending } from "./stop-sending.ts";
import { tryUnseal, UNREADABLE_KEY } from "./unseal.ts";
import { failReasonOf, readOutcome } from "./verdict.ts";

/** A message to one person that belongs to no campaign, as its job names it. */
export interface SingleJob {
  readonly context: WorkerContext;
  readonly job: JobScope;
  readonly messageId: string;
  /** No further try follows, so it has to end now. */
  readonly isLastTry: boolean;
}

/** The job is to be tried again later. */
export class TryLater extends Error {}

/** The text that goes out: a code takes the place of its dots here and nowhere else. Null when it does not open. */
function textOf(workspaceId: string, messageId: string, call: SingleCall): string | null {
  const body = call.items[0]?.body ?? "";
  if (!body.includes(codeDots)) return body;
  if (call.codeSealed === null) return null;
  try {
    const code = openCarriedHere(workspaceId, { purpose: "test-number", rowId: messageId }, call.codeSealed);
    return body.replace(codeDots, code.reveal());
  } catch (error) {
    if (error instanceof SealError) return null;
    throw error;
  }
}

/** One message stands for itself: what would stop a campaign fails it, so that the person who waits is told. */
function resultOf(outcome: BatchOutcome, read: CallResult): CallResult {
  if (read.state !== "pending") return read;
  const refusal = outcome.kind === "settled" ? outcome.outcomes[0] : outcome;
  if (refusal === undefined || !("reason" in refusal)) return read;
  return { state: "failed", reason: failReasonOf(refusal.reason), providerCode: refusal.providerCode };
}

async function end({ context, job, messageId }: SingleJob, reason: FailReason): Promise<void> {
  await insist(context, () => job.sql((sql) => endSingle(sql, messageId, reason)));
}

async function make(single: SingleJob, call: SingleCall): Promise<void> {
  const { context, job, messageId } = single;
  const body = textOf(job.workspaceId, messageId, call);
  const key = tryUnseal(job.workspaceId, call.connectionId, call.keySealed);
  if (key === null || body === null) {
    await takeBack(context, job, call.attemptId, "key_unreadable");
    if (key === null) await stopSending(job, call.connectionId, UNREADABLE_KEY, null);
    return end(single, "not_permitted");
  }
  const gauge = context.gauges.of(call.connectionId);
  const caller = { job, connectionId: call.connectionId, gauge, key, startedAt: performance.now() };
  const outcome = await context.driver(call.provider).submit(key, {
    messages: call.items.map(({ msisdn, encoding }) => ({ to: formatE164(msisdnFromRow(msisdn)), body, encoding })),
    sender: call.sender,
    providerCode: call.providerCode,
    isCommercial: call.isCommercial,
    audience: call.audience,
    sendAt: null,
    isAlone: true,
  });
  failpoint("answered");
  const verdict = readOutcome(outcome, 1);
  const result = resultOf(outcome, verdict.results[0] ?? { state: "unknown", reason: "nothing_readable" });
  const { httpStatus, requestId } = outcome;
  await record(context, job, {
    attemptId: call.attemptId,
    fromId: messageId,
    throughId: messageId,
    results: [result],
    httpStatus,
    requestId,
    detail: verdict.detail,
  });
  if (result.state === "accepted") {
    await job.transact((tx) => verifySender(tx, call.connectionId, call.sender));
    await askForReport(job, messageId, 0);
  }
  await follow(context, caller, verdict.next);
  if (result.state === "pending") await later(single);
}

/** Asks for another try, or ends the message when there is none. */
async function later(single: SingleJob): Promise<void> {
  if (!single.isLastTry) throw new TryLater("the provider is not ready");
  await end(single, "attempts_exhausted");
}

/**
 * Sends one message of no campaign through the same attempt as any other. A call whose worker died is never repeated: its
 * message is `unknown` once the attempt is old enough.
 *
 * @throws TryLater when another try may help.
 */
export async function sendSingle(single: SingleJob): Promise<void> {
  const { context, job, messageId } = single;
  const attemptId = newId();
  const began = await job
    .sql((sql) => beginSingle(sql, messageId, attemptId))
    .catch(async (error: unknown) => {
      await takeBackUnsure(context, job, attemptId, (sql) => holdSingle(sql, messageId));
      throw error;
    });
  switch (began.kind) {
    case "begun":
      failpoint("attempt-committed");
      return make(single, began.call);
    case "not_now":
      return later(single);
    case "never":
      return end(single, began.reason);
    case "skipped":
      return;
    case "done":
      // A worker may have died between the answer and this.
      return began.state === "accepted" ? askForReport(job, messageId, 0) : undefined;
  }
}
