import { formatE164, msisdnFromRow } from "#lib/domain/contacts/model";
import { applyReports } from "#lib/domain/messages/commands/apply-reports";
import { awaitedSingle } from "#lib/domain/messages/commands/begin-single";
import { nextPoll } from "#lib/domain/messages/polling";
import type { JobScope } from "#lib/gate/job";
import { env } from "#lib/infra/env";
import { enqueue } from "#lib/infra/queue";
import { appliedReport } from "./applied-report.ts";
import type { WorkerContext } from "./context.ts";
import { insist } from "./recording.ts";
import { tryUnseal } from "./unseal.ts";

/** Has the report of a message of no campaign asked for when it may be there, by its age since it was accepted. */
export async function askForReport(
  { workspaceId, transact }: JobScope,
  messageId: string,
  ageMs: number,
): Promise<void> {
  const next = nextPoll(new Date(0), new Date(ageMs), env().timeScale);
  if (next.kind === "stop") return;
  const startAfter = new Date(Date.now() + next.at.getTime() - ageMs);
  await transact((tx) => enqueue(tx.db, "message.poll", { workspaceId, messageId }, { startAfter }));
}

/**
 * Asks once for the report of a message of no campaign. A job of its own: a provider that is slow to tell must not keep
 * the next message from going out.
 */
export async function pollSingle(context: WorkerContext, job: JobScope, messageId: string): Promise<void> {
  const awaited = await job.sql((sql) => awaitedSingle(sql, messageId));
  if (awaited === null) return;
  const key = tryUnseal(job.workspaceId, awaited.connectionId, awaited.keySealed);
  if (key === null) return;
  const outcome = await context.pollDriver(awaited.provider).poll(key, {
    providerId: awaited.providerId,
    numbers: [formatE164(msisdnFromRow(awaited.msisdn))],
  });
  const report = outcome.kind === "reports" ? outcome.reports[0] : undefined;
  const applied = report === undefined ? null : appliedReport(messageId, report);
  if (applied !== null) {
    await insist(context, () => job.sql((sql) => applyReports(sql, [applied])));
    return;
  }
  await askForReport(job, messageId, awaited.ageMs);
}
