/** Writes one large archive and ends: `node worker/archive-writer.ts WORKSPACE ARCHIVE`, started by the worker. */
import { buildArchive } from "#lib/domain/archives/commands/build-archive";
import { runAlone } from "./alone.ts";

await runAlone("large archive", (job, archiveId) => buildArchive(job, archiveId));
