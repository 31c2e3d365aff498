import { lastBackupAt, queueLines, storageFacts } from "#lib/domain/instance/health-queries";
import { providerHealth, queueHealth } from "#lib/domain/instance/model";
import { providerLines } from "#lib/domain/instance/provider-queries";
import { accountJob } from "#lib/gate/job";
import { printTable, withInstance } from "./by-hand.ts";
import type { Commands } from "./command.ts";

const MEGABYTE = 1024 * 1024;

async function status(): Promise<void> {
  const { queues, providers, storage, backupAt } = await withInstance(() =>
    accountJob(async (tx) => {
      const queues = await queueLines(tx);
      const providers = await providerLines(tx);
      const storage = await storageFacts(tx);
      return { queues, providers, storage, backupAt: await lastBackupAt(tx) };
    }),
  );
  const age = (ms: number | null) => (ms === null ? "-" : `${Math.round(ms / 1_000)} s`);
  printTable([
    ["QUEUE", "STATE", "OLDEST", "WAITING", "GIVEN UP"],
    ...queues.map(({ name, oldestMs, waiting, failed }) => {
      return [name, queueHealth(oldestMs), age(oldestMs), String(waiting), String(failed)];
    }),
    ["", "", "", "", ""],
    ["PROVIDER", "STATE", "ACTIVE", "FAILING", "RECONNECT"],
    ...providers.map((facts) => {
      const { provider, active, failing, needsReconnect, offSince } = facts;
      const state = offSince === null ? providerHealth(facts) : "turned off";
      return [provider, state, String(active), String(failing), String(needsReconnect)];
    }),
  ]);
  console.log(`\ndatabase ${Math.round(storage.databaseBytes / MEGABYTE)} MB, PostgreSQL ${storage.postgres}`);
  console.log(`last backup ${backupAt?.toISOString() ?? "never"}`);
  console.log(`newest migration ${storage.migration}`);
}

/** `instance`: how all of it stands. */
export const instanceCommands: Commands = {
  "instance status": { usage: "instance status", purpose: "queues, providers, storage and version", run: status },
};
