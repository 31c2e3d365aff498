import { isSentAgain } from "#lib/domain/messages/commands/look-for-call";
import { REPEATED } from "#lib/domain/messages/lookups";
import type { JobScope } from "#lib/gate/job";
import type { WorkerContext } from "./context.ts";
import type { HandedOver } from "./hand-over.ts";
import { insist } from "./recording.ts";

/**
 * A provider that has an order already refuses the second one. Of people who were sent to again because the first answer
 * was lost this says that the first call very probably went, so they stay unknown and it is looked for once more.
 */
export async function weigh(
  context: WorkerContext,
  job: JobScope,
  attemptId: string,
  handed: HandedOver,
): Promise<HandedOver> {
  const isRefused = handed.results.every((result) => result.state === "failed" && result.reason === "duplicate");
  if (!isRefused || !(await insist(context, () => job.sql((sql) => isSentAgain(sql, attemptId))))) return handed;
  return { ...handed, results: handed.results.map(() => ({ state: "unknown", reason: REPEATED })), detail: REPEATED };
}
