import { buildArchive, failArchive } from "#lib/domain/archives/commands/build-archive";
import type { JobScope } from "#lib/gate/job";
import { runBeside } from "./beside.ts";

/** An archive with more rows is written by a process of its own; a smaller one is written sooner than that starts. */
const MOST_ROWS = 5_000;
const ROOM = { young: 8, old: 128 };

/**
 * Writes an archive. The job `archive.build`.
 *
 * @param isLastTry The archive is marked as failed when this one does not succeed either.
 */
export async function writeArchive(job: JobScope, archiveId: string, isLastTry: boolean): Promise<void> {
  try {
    const isWritten = await buildArchive(job, archiveId, MOST_ROWS);
    if (!isWritten) await runBeside("archive-writer.ts", ROOM, job.workspaceId, archiveId);
  } catch (error) {
    if (isLastTry) await failArchive(job, archiveId, "internal");
    throw error;
  }
}
