import { fromPrisma, PgBoss } from "pg-boss";
import { z } from "zod";
import type { Prisma } from "#lib/infra/db/generated/client";
import { env } from "#lib/infra/env";
import { log } from "#lib/infra/log";
import { currentRequestId, isRequestId } from "#lib/infra/request-id";

const workspaceId = z.uuid();

/** What a mail about a submission tells: approvers that one waits, its authors what became of it. */
const reviewOccasions = [
  "waiting",
  "approved",
  "changes_requested",
  "rejected",
  "expired",
  "signed",
  "refused",
] as const;

/**
 * Every job of the product and what it carries: ids only, never a secret or a phone number.
 *
 * A job may run twice; what it does must be safe to repeat.
 */
export const jobs = {
  "contacts.import": z.strictObject({ workspaceId, contactImportId: z.uuid() }),
  "import.read": z.strictObject({ workspaceId, importId: z.uuid() }),
  "workspace.wake": z.strictObject({ workspaceId }),
  "message.send": z.strictObject({ workspaceId, messageId: z.uuid() }),
  "message.poll": z.strictObject({ workspaceId, messageId: z.uuid() }),
  "connection.revoke": z.strictObject({ workspaceId, revocationId: z.uuid() }),
  "consent.register": z.strictObject({ workspaceId }),
  "consent.check": z.strictObject({ workspaceId }),
  "blacklist.sync": z.strictObject({ workspaceId }),
  "inbox.read": z.strictObject({ workspaceId }),
  "quota.ask": z.strictObject({ workspaceId }),
  "campaign.take_back": z.strictObject({ workspaceId, campaignId: z.uuid() }),
  "archive.build": z.strictObject({ workspaceId, archiveId: z.uuid() }),
  "workspace.purge": z.strictObject({ workspaceId }),
  "mail.reset": z.strictObject({
    userId: z.uuid(),
    locale: z.enum(["tr", "en"]),
    // Asked for by its owner, first password of a new account, or a sign-up with an address that has an account.
    occasion: z.enum(["forgotten", "sign_up", "known_address"]),
  }),
  // Tells a person what happened to the safety of their account.
  "mail.security": z.strictObject({ eventId: z.uuid() }),
  "mail.invite": z.strictObject({ workspaceId, inviteId: z.uuid() }),
  // To the one who invited: the invitation ran out, and a new one is wanted.
  "mail.invite_wanted": z.strictObject({ workspaceId, inviteId: z.uuid() }),
  "mail.review": z.strictObject({
    workspaceId,
    reviewId: z.uuid(),
    userId: z.uuid(),
    occasion: z.enum(reviewOccasions),
  }),
  // The figures of the seven days before a Monday, for a member who wants them.
  "mail.week": z.strictObject({ workspaceId, userId: z.uuid(), week: z.iso.date() }),
  "signature.follow": z.strictObject({ workspaceId, reviewId: z.uuid() }),
} as const;

/** The name of a job. */
export type JobName = keyof typeof jobs;

/** What a job carries. */
export type JobPayload<N extends JobName> = z.infer<(typeof jobs)[N]>;

const SCHEMA = "pgboss";
const RETRY: Record<
  JobName,
  { retryLimit: number; retryDelay: number; retryBackoff: boolean; expireInSeconds: number }
> = {
  "contacts.import": { retryLimit: 5, retryDelay: 1, retryBackoff: true, expireInSeconds: 1_800 },
  "import.read": { retryLimit: 5, retryDelay: 1, retryBackoff: true, expireInSeconds: 600 },
  "workspace.wake": { retryLimit: 2, retryDelay: 1, retryBackoff: false, expireInSeconds: 300 },
  "message.send": { retryLimit: 5, retryDelay: 1, retryBackoff: true, expireInSeconds: 120 },
  "message.poll": { retryLimit: 5, retryDelay: 5, retryBackoff: true, expireInSeconds: 120 },
  "connection.revoke": { retryLimit: 2, retryDelay: 1, retryBackoff: false, expireInSeconds: 120 },
  "consent.register": { retryLimit: 3, retryDelay: 30, retryBackoff: true, expireInSeconds: 600 },
  "consent.check": { retryLimit: 3, retryDelay: 30, retryBackoff: true, expireInSeconds: 600 },
  "inbox.read": { retryLimit: 1, retryDelay: 30, retryBackoff: false, expireInSeconds: 300 },
  "blacklist.sync": { retryLimit: 3, retryDelay: 30, retryBackoff: true, expireInSeconds: 600 },
  "quota.ask": { retryLimit: 1, retryDelay: 30, retryBackoff: false, expireInSeconds: 300 },
  "campaign.take_back": { retryLimit: 5, retryDelay: 5, retryBackoff: true, expireInSeconds: 900 },
  "archive.build": { retryLimit: 3, retryDelay: 5, retryBackoff: true, expireInSeconds: 3_600 },
  "workspace.purge": { retryLimit: 2, retryDelay: 60, retryBackoff: true, expireInSeconds: 3_600 },
  "mail.reset": { retryLimit: 8, retryDelay: 5, retryBackoff: true, expireInSeconds: 120 },
  "mail.security": { retryLimit: 8, retryDelay: 5, retryBackoff: true, expireInSeconds: 120 },
  "mail.invite": { retryLimit: 8, retryDelay: 5, retryBackoff: true, expireInSeconds: 120 },
  "mail.invite_wanted": { retryLimit: 8, retryDelay: 5, retryBackoff: true, expireInSeconds: 120 },
  "mail.review": { retryLimit: 8, retryDelay: 5, retryBackoff: true, expireInSeconds: 120 },
  "mail.week": { retryLimit: 8, retryDelay: 30, retryBackoff: true, expireInSeconds: 120 },
  "signature.follow": { retryLimit: 8, retryDelay: 5, retryBackoff: true, expireInSeconds: 120 },
};

/** Makes or updates the queue's own tables and its queues; run by the owner of the database after the migrations. */
export async function installQueue(ownerUrl: string): Promise<void> {
  const boss = new PgBoss({ connectionString: ownerUrl, schema: SCHEMA, supervise: false, schedule: false, max: 2 });
  boss.on("error", (error) => log.error({ err: error }, "queue installation"));
  await boss.start();
  try {
    for (const name of Object.keys(jobs) as JobName[]) {
      const options = { ...RETRY[name], notify: true };
      if ((await boss.getQueue(name)) === null) await boss.createQueue(name, options);
      else await boss.updateQueue(name, options);
    }
  } finally {
    await boss.stop({ graceful: false });
  }
}

let sender: Promise<PgBoss> | undefined;

/** The process that only enqueues needs no loops of the queue; it opens this once. */
function openSender(): Promise<PgBoss> {
  sender ??= startQueue({ max: 2, supervise: false, useListenNotify: false }).catch((error: unknown) => {
    sender = undefined;
    throw error;
  });
  return sender;
}

/** Starts the queue for a process that works on jobs (`supervise`, `useListenNotify`) or only enqueues. */
export async function startQueue(options: {
  max: number;
  supervise: boolean;
  useListenNotify: boolean;
}): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString: env().databaseUrl,
    schema: SCHEMA,
    migrate: false,
    createSchema: false,
    schedule: false,
    ...options,
  });
  boss.on("error", (error) => log.error({ err: error }, "queue"));
  await boss.start();
  return boss;
}

/** When a job may start, and what makes a second one of the kind superfluous while the first waits. */
export interface EnqueueOptions {
  readonly startAfter?: Date;
  readonly singletonKey?: string;
}

/**
 * Puts a job into the queue inside the transaction of the change, so that both happen or neither.
 *
 * @param db Prisma's client of the open transaction.
 */
export async function enqueue<N extends JobName>(
  db: Prisma.TransactionClient,
  name: N,
  payload: JobPayload<N>,
  options: EnqueueOptions = {},
): Promise<void> {
  const boss = await openSender();
  const requestId = currentRequestId();
  const carried = requestId === undefined ? payload : { ...payload, requestId };
  await boss.send(name, carried, { ...options, db: fromPrisma(db) });
}

/** Puts a job that failed for good back into its queue. Answers false when there is no such job any more. */
export async function retryFailed(db: Prisma.TransactionClient, name: string, id: string): Promise<boolean> {
  if (!Object.hasOwn(jobs, name)) return false;
  const boss = await openSender();
  // The library counts the rows it moved and does not say so in its types.
  const { affected } = z.object({ affected: z.number() }).parse(await boss.retry(name, id, { db: fromPrisma(db) }));
  return affected === 1;
}

/** The id of the request that asked for a job; undefined for one that nobody asked for. */
export function requestOfJob(payload: unknown): string | undefined {
  const id: unknown = typeof payload === "object" && payload !== null ? Reflect.get(payload, "requestId") : undefined;
  return isRequestId(id) ? id : undefined;
}

/** Reads what a job carries, or throws when it is not of the agreed form. */
export function parseJob<N extends JobName>(name: N, payload: unknown): JobPayload<N> {
  const own = typeof payload === "object" && payload !== null ? { ...payload, requestId: undefined } : payload;
  if (typeof own === "object" && own !== null) Reflect.deleteProperty(own, "requestId");
  return jobs[name].parse(own) as JobPayload<N>;
}

/** Stops what `enqueue` opened; for a process that stops. */
export async function closeSender(): Promise<void> {
  const open = sender;
  sender = undefined;
  await (await open)?.stop({ graceful: false });
}
