import type { PgBoss } from "pg-boss";
import { sendResetMail } from "#lib/domain/accounts/commands/send-reset-mail";
import { sendSecurityMail } from "#lib/domain/accounts/commands/send-security-mail";
import { sendReviewMail } from "#lib/domain/campaigns/commands/send-review-mail";
import { retireAll } from "#lib/domain/connections/commands/retire-all";
import { revokeRemote } from "#lib/domain/connections/commands/revoke-remote";
import { checkConsents } from "#lib/domain/consent/commands/check-consents";
import { takeReplies } from "#lib/domain/consent/commands/refuse-by-self";
import { registerConsents } from "#lib/domain/consent/commands/register-consents";
import { syncBlacklists } from "#lib/domain/consent/commands/sync-blacklist";
import { runContactImport } from "#lib/domain/contacts/commands/run-contact-import";
import { readInboxes } from "#lib/domain/inbox/commands/read-inboxes";
import { sendWeekMail } from "#lib/domain/reports/commands/send-week-mail";
import { purgeWorkspace } from "#lib/domain/retention/commands/purge-workspace";
import { sendInviteMail } from "#lib/domain/team/commands/send-invite-mail";
import { sendInviteWantedMail } from "#lib/domain/team/commands/send-invite-wanted-mail";
import { accountJob, type JobScope, jobScope } from "#lib/gate/job";
import { log } from "#lib/infra/log";
import { enqueue, type JobName, type JobPayload, parseJob, requestOfJob } from "#lib/infra/queue";
import { newRequestId, withRequestId } from "#lib/infra/request-id";
import { askQuota } from "./ask-quota.ts";
import type { WorkerContext } from "./context.ts";
import { readList } from "./read-list.ts";
import { followSignature } from "./signature.ts";
import { sendSingle, TryLater } from "./single.ts";
import { pollSingle } from "./single-report.ts";
import { takeBackOrders } from "./take-back.ts";
import { writeArchive } from "./write-archive.ts";

/** Jobs that wait for an instant are found by asking; those for now come by notification. */
const ASKING = { pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 1 } as const;
const WAKES_AT_ONCE = 100;
/** Tries of a message before it fails as not sent; the queue gives up with the same number. */
const SINGLE_RETRIES = 5;
/** The same for a list that is read. */
const READING_RETRIES = 5;
/** The same for an archive. */
const ARCHIVE_RETRIES = 3;

async function work<N extends JobName>(
  boss: PgBoss,
  name: N,
  atOnce: number,
  handle: (payload: JobPayload<N>, tries: number) => Promise<void>,
): Promise<void> {
  const options = { localConcurrency: atOnce, ...ASKING };
  await boss.work(name, options, async ([job]) => {
    if (job === undefined) return;
    // What a job logs can be found by the request that asked for it; one that nobody asked for has an id of its own.
    await withRequestId(requestOfJob(job.data) ?? newRequestId(), async () => {
      try {
        await handle(parseJob(name, job.data), job.retryCount);
      } catch (error) {
        if (!(error instanceof TryLater)) log.error({ err: error, job: job.id, name }, "job failed");
        throw error;
      }
    });
  });
}

/** Has a job of a workspace run again after a wait; null when there is nothing left. */
async function goOn(
  { workspaceId, transact }: JobScope,
  name: "consent.register" | "consent.check" | "blacklist.sync",
  waitMs: number | null,
): Promise<void> {
  if (waitMs === null) return;
  const startAfter = new Date(Date.now() + waitMs);
  await transact(({ db }) => enqueue(db, name, { workspaceId }, { startAfter, singletonKey: workspaceId }));
}

/** Takes up every job of the product. */
export async function takeJobs(boss: PgBoss, context: WorkerContext): Promise<void> {
  await boss.work("workspace.wake", { batchSize: WAKES_AT_ONCE, ...ASKING }, async (jobs) => {
    for (const job of jobs) context.wake(parseJob("workspace.wake", job.data).workspaceId);
  });
  await work(boss, "message.send", 4, ({ workspaceId, messageId }, tries) =>
    sendSingle({ context, job: jobScope(workspaceId), messageId, isLastTry: tries >= SINGLE_RETRIES }),
  );
  await work(boss, "message.poll", 4, ({ workspaceId, messageId }) =>
    pollSingle(context, jobScope(workspaceId), messageId),
  );
  await work(boss, "contacts.import", 1, ({ workspaceId, contactImportId }) =>
    runContactImport(jobScope(workspaceId).sql, contactImportId),
  );
  await work(boss, "import.read", 2, ({ workspaceId, importId }, tries) =>
    readList(jobScope(workspaceId), importId, tries >= READING_RETRIES),
  );
  await work(boss, "archive.build", 1, ({ workspaceId, archiveId }, tries) =>
    writeArchive(jobScope(workspaceId), archiveId, tries >= ARCHIVE_RETRIES),
  );
  await work(boss, "workspace.purge", 1, ({ workspaceId }) => purgeWorkspace({ ...jobScope(workspaceId), retireAll }));
  await work(boss, "connection.revoke", 2, ({ workspaceId, revocationId }) =>
    revokeRemote(jobScope(workspaceId), revocationId),
  );
  await work(boss, "consent.register", 1, async ({ workspaceId }) => {
    const job = jobScope(workspaceId);
    await goOn(job, "consent.register", await registerConsents(job, context.driver));
  });
  await work(boss, "consent.check", 1, async ({ workspaceId }) => {
    const job = jobScope(workspaceId);
    await goOn(job, "consent.check", await checkConsents(job, context.driver, () => context.wake(workspaceId)));
  });
  await work(boss, "inbox.read", 1, ({ workspaceId }) =>
    readInboxes({ ...jobScope(workspaceId), refuse: takeReplies }, context.driver),
  );
  await work(boss, "blacklist.sync", 1, async ({ workspaceId }) => {
    const job = jobScope(workspaceId);
    await goOn(job, "blacklist.sync", await syncBlacklists(job, context.driver));
  });
  await work(boss, "quota.ask", 1, ({ workspaceId }) => askQuota(context, jobScope(workspaceId)));
  await work(boss, "campaign.take_back", 2, ({ workspaceId, campaignId }) =>
    takeBackOrders(context, jobScope(workspaceId), campaignId),
  );
  await work(boss, "signature.follow", 2, ({ workspaceId, reviewId }) =>
    followSignature(context, jobScope(workspaceId), reviewId),
  );
  await work(boss, "mail.review", 2, (payload) =>
    sendReviewMail((run) => jobScope(payload.workspaceId).transact(run), payload),
  );
  await work(boss, "mail.week", 1, (payload) => sendWeekMail(jobScope(payload.workspaceId).transact, payload));
  await work(boss, "mail.reset", 2, (payload) => sendResetMail(accountJob, payload));
  await work(boss, "mail.security", 2, (payload) => sendSecurityMail(accountJob, payload));
  await work(boss, "mail.invite", 2, (payload) => sendInviteMail(jobScope(payload.workspaceId).transact, payload));
  await work(boss, "mail.invite_wanted", 2, (payload) =>
    sendInviteWantedMail(jobScope(payload.workspaceId).transact, payload),
  );
}
