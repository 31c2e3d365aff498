import { blockCampaign, runningOf, sendingNow } from "#lib/domain/campaigns/commands/block-campaign";
import { giveUpFirst } from "#lib/domain/campaigns/commands/give-up-first";
import { markNeedsReconnect, markScopeMissing } from "#lib/domain/connections/commands/mark-needs-reconnect";
import { DomainError } from "#lib/domain/errors";
import type { JobScope } from "#lib/gate/job";
import type { Secret } from "#lib/infra/crypto/secret";
import { fingerprint } from "#lib/infra/crypto/tokens";
import type { TenantTx } from "#lib/infra/db/tenant";
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

/** Whether a key is still the one in use; the connection is held until the transaction ends, so that it stays so. */
async function isPresent({ db, workspaceId }: TenantTx, connectionId: string, key: Secret): Promise<boolean> {
  const rows = await db.$queryRaw<{ key_fingerprint: string | null }[]>`
    SELECT key_fingerprint FROM connections
    WHERE workspace_id = ${workspaceId}::uuid AND id = ${connectionId}::uuid FOR UPDATE`;
  return rows[0]?.key_fingerprint === fingerprint(key.reveal());
}

function mark(tx: TenantTx, connectionId: string, fault: KeyFault, key: Secret | null): Promise<boolean> {
  if (fault !== "scope_missing") return markNeedsReconnect(tx, connectionId, fault, ...(key === null ? [] : [key]));
  return key === null ? Promise.resolve(false) : markScopeMissing(tx, connectionId, "messages:send", key);
}

/**
 * Stops every running campaign of a connection, or lets it go on with its second one, and marks the connection when its key is what is wrong. Both happen at
 * once: nobody finds a campaign that stopped on a connection that still seems to work. A late answer about a key that was
 * replaced meanwhile says nothing about the connection and stops nothing.
 *
 * @param key The key the answer was about; null when it did not open.
 */
export async function stopSending(job: JobScope, connectionId: string, stop: Stop, key: Secret | null): Promise<void> {
  const { reason, code, fault } = stop;
  await job.recordAll(async (tx, note) => {
    if (fault !== null && key !== null && !(await isPresent(tx, connectionId, key))) return;
    log.warn({ workspaceId: job.workspaceId, connectionId, reason, detail: code }, "sending stopped");
    for (const { campaignId, hasSecond } of await runningOf(tx, connectionId)) {
      await unlessDone(async () => {
        if (hasSecond) note("campaign.fail_over", (await giveUpFirst(tx, { campaignId, code })).audit);
        else note("campaign.block", (await blockCampaign(tx, { campaignId, reason, code })).audit);
      });
    }
    if (fault !== null && (await mark(tx, connectionId, fault, key))) {
      note(`connection.${fault}`, { subject: connectionId, detail: {} });
    }
  });
}

/** Rests a campaign because the member who sent it has written to as many people as the member may in a day. */
export async function restForSender(job: JobScope, campaignId: string): Promise<void> {
  await unlessDone(() =>
    job.record("campaign.block", (tx) =>
      blockCampaign(tx, { campaignId, reason: "sender_cap", code: "member_daily_cap" }),
    ),
  );
}

/** Why everything of a workspace rests: its own cap for the day, or the limit of the operator of the instance. */
const FULL = {
  cap_reached: { reason: "cap", code: "daily_cap" },
  limit_reached: { reason: "instance_limit", code: "daily_limit" },
} as const;

/** Rests every campaign that sends, because the workspace has written to as many people as it may for now. */
export async function restForNow(job: JobScope, full: keyof typeof FULL): Promise<void> {
  for (const campaignId of await job.transact((tx) => sendingNow(tx))) {
    await unlessDone(() => job.record("campaign.block", (tx) => blockCampaign(tx, { campaignId, ...FULL[full] })));
  }
}
