import { pruneAccounts } from "#lib/domain/accounts/commands/prune-accounts";
import { dueRevocations } from "#lib/domain/connections/due-queries";
import { beginWeek } from "#lib/domain/reports/commands/begin-week";
import {
  accountJob,
  ensurePartitions,
  jobScope,
  workspacesConnectedTo,
  workspacesToPurge,
  workspacesWaitingForQuota,
  workspacesWithIysWork,
  workspacesWithReportMail,
  workspacesWithWork,
} from "#lib/gate/job";
import { systemClock } from "#lib/infra/clock";
import { log } from "#lib/infra/log";
import { providersThat } from "#lib/infra/providers/registry";
import { enqueue } from "#lib/infra/queue";
import { anchorHistories } from "./anchor-history.ts";
import type { WorkerContext } from "./context.ts";

const SWEEP_MS = 15_000;
/** How often is asked whether something is to be thrown away; each workspace is purged once a day at most. */
const PURGE_MS = 10 * 60_000;
/** How often words and questions for İYS are looked for. */
const REGISTRY_MS = 5 * 60_000;
/** How often the lists of the providers are compared with ours; what changes here is told at once. */
const BLACKLIST_MS = 15 * 60_000;
/** How often inboxes are read. */
const INBOX_MS = 2 * 60_000;
/** How often is asked whether a week has begun somewhere. */
const MAIL_MS = 5 * 60_000;
/** How often providers are asked whether a quota that campaigns wait for is back. */
const QUOTA_MS = 5 * 60_000;
const DAY_MS = 24 * 60 * 60_000;

/** Looks after what notifications missed: every workspace with work is woken. It learns ids only. */
async function sweep(context: WorkerContext): Promise<void> {
  for (const workspaceId of await workspacesWithWork()) context.wake(workspaceId);
}

/** Jobs of a worker that died are taken up at once rather than when the queue gives up on it. */
async function resume(): Promise<void> {
  for (const workspaceId of await workspacesWithWork()) {
    await jobScope(workspaceId).transact(async (tx) => {
      const reading = await tx.db.import.findMany({ where: { workspaceId, state: "reading" }, select: { id: true } });
      for (const { id } of reading) await enqueue(tx.db, "import.read", { workspaceId, importId: id });
      for (const id of await dueRevocations(tx)) {
        await enqueue(tx.db, "connection.revoke", { workspaceId, revocationId: id });
      }
    });
  }
}

async function purge(): Promise<void> {
  for (const workspaceId of await workspacesToPurge()) {
    await jobScope(workspaceId).transact((tx) =>
      enqueue(tx.db, "workspace.purge", { workspaceId }, { singletonKey: workspaceId }),
    );
  }
}

/** Words that wait for İYS and questions to it, where their job got lost. */
async function askRegistries(): Promise<void> {
  for (const workspaceId of await workspacesWithIysWork()) {
    await jobScope(workspaceId).transact(async ({ db }) => {
      await enqueue(db, "consent.register", { workspaceId }, { singletonKey: workspaceId });
      await enqueue(db, "consent.check", { workspaceId }, { singletonKey: workspaceId });
    });
  }
}

/** Numbers that somebody blocked or unblocked in a provider's panel are found by asking. */
async function askBlacklists(): Promise<void> {
  for (const workspaceId of await workspacesConnectedTo(providersThat(({ blacklist }) => blacklist))) {
    await jobScope(workspaceId).transact(({ db }) =>
      enqueue(db, "blacklist.sync", { workspaceId }, { singletonKey: workspaceId }),
    );
  }
}

/** Inboxes are read by asking: no provider sends what it received by itself. */
async function askInboxes(): Promise<void> {
  for (const workspaceId of await workspacesConnectedTo(providersThat(({ inbox }) => inbox === "probed"))) {
    await jobScope(workspaceId).transact(({ db }) =>
      enqueue(db, "inbox.read", { workspaceId }, { singletonKey: workspaceId }),
    );
  }
}

/** Mails of reports, once the week has begun where a workspace is. */
async function mailReports(): Promise<void> {
  for (const workspaceId of await workspacesWithReportMail()) await jobScope(workspaceId).transact(beginWeek);
}

/** A quota comes back without a word: it is found by asking. */
async function askQuotas(): Promise<void> {
  for (const workspaceId of await workspacesWaitingForQuota()) {
    await jobScope(workspaceId).transact(({ db }) =>
      enqueue(db, "quota.ask", { workspaceId }, { singletonKey: workspaceId }),
    );
  }
}

async function daily(): Promise<void> {
  await ensurePartitions();
  await accountJob((tx) => pruneAccounts(tx));
  // A folder that cannot be written stops no message; it is told and tried again tomorrow.
  await anchorHistories(systemClock.now()).catch((error: unknown) => {
    log.error({ err: error, alert: true }, "the histories are not anchored");
  });
}

function every(ms: number, name: string, work: () => Promise<void>): NodeJS.Timeout {
  let isRunning = false;
  return setInterval(() => {
    if (isRunning) return;
    isRunning = true;
    work()
      .catch((error: unknown) => log.error({ err: error }, `${name} failed`))
      .finally(() => {
        isRunning = false;
      });
  }, ms);
}

/** Sweeps now, every 15 s and daily. Returns what stops it. */
export async function startSweep(context: WorkerContext): Promise<() => void> {
  await daily();
  await resume();
  await sweep(context);
  await purge();
  const timers = [
    every(Math.max(context.times.scaled(SWEEP_MS), 250), "sweep", () => sweep(context)),
    every(Math.max(context.times.scaled(PURGE_MS), 1_000), "purge", purge),
    every(Math.max(context.times.scaled(REGISTRY_MS), 1_000), "registries", askRegistries),
    every(Math.max(context.times.scaled(BLACKLIST_MS), 1_000), "blacklists", askBlacklists),
    every(Math.max(context.times.scaled(INBOX_MS), 1_000), "inboxes", askInboxes),
    every(Math.max(context.times.scaled(MAIL_MS), 1_000), "report mails", mailReports),
    every(Math.max(context.times.scaled(QUOTA_MS), 1_000), "quotas", askQuotas),
    every(DAY_MS, "daily work", daily),
  ];
  return () => {
    for (const timer of timers) clearInterval(timer);
  };
}
