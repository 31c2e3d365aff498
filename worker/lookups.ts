import { formatE164, msisdnFromRow } from "#lib/domain/contacts/model";
import { toPublicId } from "#lib/domain/ids";
import {
  acceptFoundCall,
  claimLostCall,
  dropLook,
  dropLooks,
  type LostCall,
  nextLookDueMs,
  noteLook,
} from "#lib/domain/messages/commands/look-for-call";
import { type Evidence, nextLookMs, untilReadableMs } from "#lib/domain/messages/lookups";
import { type JobScope, jobScope } from "#lib/gate/job";
import { lookupProviders } from "#lib/infra/providers/registry";
import type { WorkerContext } from "./context.ts";
import { failpoint } from "./failpoints.ts";
import { insist } from "./recording.ts";
import type { Piece } from "./rounds.ts";
import { unlessDone } from "./stop-sending.ts";
import { tryUnseal } from "./unseal.ts";

async function note(context: WorkerContext, job: JobScope, lost: LostCall, evidence: Evidence): Promise<void> {
  const looking = { looks: lost.looks + 1, emptyLooks: lost.emptyLooks + (evidence === "none" ? 1 : 0) };
  const ms = nextLookMs(looking, evidence);
  return putOff(context, job, lost, evidence, ms === null ? null : context.times.scaled(ms));
}

async function putOff(
  context: WorkerContext,
  job: JobScope,
  lost: LostCall,
  evidence: Evidence,
  againMs: number | null,
): Promise<void> {
  await insist(context, () => job.sql((sql) => noteLook(sql, lost.attemptId, evidence, againMs)));
}

/** Asks the provider of a lost call whether it has it. What is not found stays unknown: a person decides. */
async function look(context: WorkerContext, job: JobScope, lost: LostCall): Promise<void> {
  const { lookup } = context.pollDriver(lost.provider);
  const key = tryUnseal(job.workspaceId, lost.connectionId, lost.keySealed);
  // Reports may have settled everybody meanwhile.
  if (lost.numbers.length === 0) return insist(context, () => job.sql((sql) => dropLook(sql, lost.attemptId)));
  if (lookup === undefined || key === null) return note(context, job, lost, "unavailable");
  // A start that the provider keeps is told by the clock of the world, whatever this process runs at.
  const waitMs = untilReadableMs(lost.sendAt, context.clock.now());
  if (waitMs !== null) return putOff(context, job, lost, "scheduled", waitMs);
  if (lost.hasLookAlike) return note(context, job, lost, "look_alike");
  const found = await lookup(key, {
    sender: lost.sender,
    numbers: lost.numbers.map((number) => formatE164(msisdnFromRow(number))),
    ...{ startedAt: lost.startedAt, sendAt: lost.sendAt },
    linked: new Set(lost.linked),
  });
  failpoint("looked-up");
  if (found.kind !== "found") return note(context, job, lost, found.kind);
  const { attemptId, campaignId } = lost;
  await insist(context, () =>
    unlessDone(() =>
      job.record("campaign.found", async (tx) => {
        const people = await acceptFoundCall(tx, attemptId, found.providerId);
        const subject = campaignId === null ? null : toPublicId("campaign", campaignId);
        return { result: people, audit: { subject, detail: { people } } };
      }),
    ),
  );
  context.wake(job.workspaceId);
}

/** The next lost call of a workspace whose provider is to be asked; null when none is due. */
export async function findLook(context: WorkerContext, workspaceId: string): Promise<Piece | null> {
  const job = jobScope(workspaceId);
  const lost = await job.sql((sql) => claimLostCall(sql, context.times.leaseMs, lookupProviders));
  return lost === null ? null : () => look(context, job, lost);
}

/** Milliseconds until the next look of a workspace; calls that nobody can be asked about are left to people. */
export async function untilNextLook(workspaceId: string): Promise<number | null> {
  return jobScope(workspaceId).sql(async (sql) => {
    await dropLooks(sql, lookupProviders);
    return nextLookDueMs(sql, lookupProviders);
  });
}
