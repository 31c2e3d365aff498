import { clearTrouble, holdConnection } from "#lib/domain/connections/commands/hold-connection";
import type { JobScope } from "#lib/gate/job";
import type { Secret } from "#lib/infra/crypto/secret";
import type { SmsDriver } from "#lib/infra/providers/driver";
import { troubleMs } from "./backoff.ts";
import type { WorkerContext } from "./context.ts";
import type { Gauge } from "./gauge.ts";
import { insist } from "./recording.ts";
import { stopSending } from "./stop-sending.ts";
import type { Next } from "./verdict.ts";

/** After so many unclear answers in a row, each behind a successful read call, a person has to look. */
const COSTLY_FAILURES = 5;

/** Whom an answer was for, and how the connection has been doing. */
export interface Caller {
  readonly job: JobScope;
  readonly connectionId: string;
  readonly gauge: Gauge;
  /** What the call was made with. */
  readonly key: Secret;
  /** When the call began, of performance.now(). */
  readonly startedAt: number;
}

async function onTrouble(context: WorkerContext, caller: Caller, code: string, isCostly: boolean): Promise<void> {
  const { job, connectionId, gauge, startedAt } = caller;
  gauge.failed(startedAt, performance.now(), isCostly);
  const waitMs = context.times.scaled(troubleMs(gauge.failures, Math.random()));
  await insist(context, () => job.sql((sql) => holdConnection(sql, connectionId, waitMs, code)));
  if (gauge.costlyFailures >= COSTLY_FAILURES) {
    await insist(context, () => stopSending(job, connectionId, { reason: "connection", code, fault: null }, null));
  }
}

/** Does what an answer asks for. Returns whether the chunk may go on with its next call. */
export async function follow(context: WorkerContext, caller: Caller, next: Next): Promise<boolean> {
  const { job, connectionId, gauge, key } = caller;
  switch (next.kind) {
    case "go_on":
      if (gauge.succeeded(performance.now())) context.wake(job.workspaceId);
      return true;
    case "halve":
      return true;
    case "wait":
      gauge.pace.limited(caller.startedAt, performance.now());
      await insist(context, () => job.sql((sql) => holdConnection(sql, connectionId, next.ms, null)));
      return false;
    case "trouble":
      await onTrouble(context, caller, next.code, next.isCostly);
      return false;
    case "block":
      await insist(context, () => stopSending(job, connectionId, next, key));
      return false;
  }
}

/**
 * Asks a connection that was in trouble for something that costs nothing, before a message goes out again.
 *
 * @returns whether it answered; if not it is held for longer than before.
 */
export async function probe(context: WorkerContext, caller: Caller, driver: SmsDriver): Promise<boolean> {
  const { job, connectionId, key } = caller;
  const answer = await driver.account(key);
  if (answer.kind === "unavailable") {
    await onTrouble(context, caller, answer.detail, false);
    return false;
  }
  if (answer.kind === "refused" && answer.reason === "key_invalid") {
    await follow(context, caller, { kind: "block", reason: "connection", code: "key_invalid", fault: "key_invalid" });
    return false;
  }
  // Any other answer, a missing scope for the plan included, shows that the provider is there and works.
  await insist(context, () => job.sql((sql) => clearTrouble(sql, connectionId, answer.latencyMs)));
  return true;
}
