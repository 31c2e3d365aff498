import { BACKUP_DONE } from "#lib/domain/instance/model";
import { instanceJob } from "#lib/gate/job";
import { withInstance } from "./by-hand.ts";
import type { Commands } from "./command.ts";

async function done(): Promise<void> {
  await withInstance(() =>
    instanceJob(BACKUP_DONE, async () => ({ result: null, audit: { subject: null, detail: {} } })),
  );
  console.log("noted: a backup was made");
}

/** `backup`: the last line of the program that makes backups. */
export const backupCommands: Commands = {
  "backup done": {
    usage: "backup done",
    purpose: "notes that a backup was made and checked; /instance shows its age",
    run: done,
  },
};
