import { renewSeals, workspacesToReseal } from "#lib/gate/job";
import { log } from "#lib/infra/log";

/** As long as a reader may hold a record of an old data key. */
const GRACE_MS = 60_000;

/**
 * Ends what a broken off rotation left, and moves secrets from the time before data keys. In the background: everything
 * opens before and after, and a failure is left to the next start.
 */
export async function finishRotation(stopping: AbortSignal): Promise<void> {
  try {
    for (const workspaceId of await workspacesToReseal()) {
      if (stopping.aborted) return;
      await renewSeals(workspaceId, GRACE_MS);
    }
  } catch (error) {
    log.error({ err: error }, "secrets could not be sealed anew");
  }
}
