/** Reads one large list and ends: `node worker/list-reader.ts WORKSPACE IMPORT`, started by the worker. */
import { readImport } from "#lib/domain/imports/commands/read-import";
import { runAlone } from "./alone.ts";

await runAlone("large list", readImport);
