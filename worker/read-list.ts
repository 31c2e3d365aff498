import { buildList } from "#lib/domain/imports/commands/build-list";
import { dropForgotten } from "#lib/domain/imports/commands/drop-forgotten";
import { listKind } from "#lib/domain/imports/commands/list-bytes";
import { giveUpReading, readImport } from "#lib/domain/imports/commands/read-import";
import { sizeOfWaiting } from "#lib/domain/imports/queries";
import type { JobScope } from "#lib/gate/job";
import { runBeside } from "./beside.ts";

/** A larger list is read by a process of its own; a smaller one is read sooner than that starts. */
const LARGE_BYTES = 1024 * 1024;
/** Room for the longest records that are allowed. */
const ROOM = { young: 2, old: 64 };

/**
 * Reads a stored list, or makes one out of contacts. The job `import.read`.
 *
 * A large one is read beside the worker: a million rows are seconds of work, in which messages must go on being handed
 * over, and what an upload holds can then not take the worker's memory. A reader that dies leaves what a crash leaves,
 * and the queue repeats the job.
 *
 * @param isLastTry When this one fails as well, the list ends as refused, with a sentence and a way on.
 */
export async function readList(job: JobScope, importId: string, isLastTry: boolean): Promise<void> {
  try {
    await read(job, importId);
  } catch (error) {
    if (isLastTry) await giveUpReading(job, importId);
    throw error;
  }
}

async function read(job: JobScope, importId: string): Promise<void> {
  const isBuilt = await job.sql((sql) => buildList(sql, importId));
  const bytes = isBuilt ? null : await job.transact((tx) => sizeOfWaiting(tx, importId));
  // A workbook is unpacked: how much it takes is not told by its size.
  const isLarge =
    bytes !== null && (bytes > LARGE_BYTES || (await job.sql((sql) => listKind(sql, importId))) !== "text");
  if (isLarge) await runBeside("list-reader.ts", ROOM, job.workspaceId, importId);
  // An empty list is read as well: that is how it gets its refusal.
  else if (bytes !== null) await readImport(job, importId);
  await job.transact((tx) => dropForgotten(tx));
}
