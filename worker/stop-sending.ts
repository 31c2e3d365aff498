import { blockCampaign, runningOf, sendingNow } from "#lib/domain/campaigns/commands/block-campaign";
import { markNeedsReconnect, markScopeMissing } from "#lib/domain/connections/commands/mark-needs-reconnect";
import { DomainError } from "#lib/domain/errors";
import type { JobScope } from "#lib/gate/job";
import type { Secret } from "#lib/infra/crypto/secret";
import { fingerprint } from "#lib/infra/crypto/tokens";
import { log } from "#lib/infra/log";
import type { Block, KeyFault } from "./verdict.ts";

/** Why the campaigns of a connection stop. `code` is what the provider or the worker said, never a text. */
export interface Stop {
  readonly reason: Block;
  readonly code: string;
  /** What the provider said of the key itself, if that is why. */
  readonly fault: KeyFault | null;
}

/** Runs a change that another worker may have made already; its refusal then is the wish come true. */
export async function unlessDone(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (error instanceof DomainError) return false;
    throw error;
  }
}

/** A late answer about a key that was replaced meanwhile says nothing about the connection. */
async function isPresent(job: JobScope, connectionId: string, key: Secret): Promise<boolean> {
  const row = await job.transact((tx) =>
    tx.db.connection.findUnique({
      where: { workspaceId_id: { workspaceId: tx.workspaceId, id: connectionId } },
      select: { keyFingerprint: true },
    }),
  );
  return row?.keyFingerprint === fingerprint(key.reveal());
}

async function mark(job: JobScope, connectionId: string, fault: KeyFault, key: Secret | null): Promise<void> {
  await unlessDone(() =>
    job.record(`connection.${fault}`, async (tx) => {
      const changed =
        fault === "scope_missing"
          ? key !== null && (await markScopeMissing(tx, connectionId, "messages:send", key))
          : await markNeedsReconnect(tx, connectionId, fault, ...(key === null ? [] : [key]));
      if (!changed) throw new DomainError("connection.not_active");
      return { result: null, audit: { subject: connectionId, detail: {} } };
    }),
  );
}

/**
 * Stops every running campaign of a connection, and marks the connection when its key is what is wrong.
 *
 * @param key The key the answer was about; null when it did not open.
 */
export async function stopSending(job: JobScope, connectionId: string, stop: Stop, key: Secret | null): Promise<void> {
  const { reason, code, fault } = stop;
  if (fault !== null && key !== null && !(await isPresent(job, connectionId, key))) return;
  log.warn({ workspaceId: job.workspaceId, connectionId, reason, detail: code }, "sending stopped");
  for (const campaignId of await job.transact((tx) => runningOf(tx, connectionId))) {
    await unlessDone(() => job.record("campaign.block", (tx) => blockCampaign(tx, { campaignId, reason, code })));
  }
  if (fault !== null) await mark(job, connectionId, fault, key);
}

/** Rests a campaign because the member who sent it has written to as many people as the member may in a day. */
export async function restForSender(job: JobScope, campaignId: string): Promise<void> {
  await unlessDone(() =>
    job.record("campaign.block", (tx) =>
      blockCampaign(tx, { campaignId, reason: "sender_cap", code: "member_daily_cap" }),
    ),
  );
}

/** Rests every campaign that sends, because the workspace has written to as many people today as it may. */
export async function restForToday(job: JobScope): Promise<void> {
  for (const campaignId of await job.transact((tx) => sendingNow(tx))) {
    await unlessDone(() =>
      job.record("campaign.block", (tx) => blockCampaign(tx, { campaignId, reason: "cap", code: "daily_cap" })),
    );
  }
}
