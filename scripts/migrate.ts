/** `npm run migrate`: roles, migrations and rights, on the database of this instance. Safe to repeat. */
import { dataFolder } from "./data-folder.ts";
import { isInUse, migrateDatabase, openDatabase, planDatabase } from "./database.ts";
import { createKeyring, findKeyring, loadAuthSecret } from "./keys.ts";
import { findHolder, lockFolder } from "./lock.ts";

async function migrate(): Promise<string[]> {
  const home = dataFolder(process.env.DATA_DIR);
  const plan = planDatabase(process.env);
  const authSecret = loadAuthSecret(home, process.env);
  // Beside a running start its server is used; otherwise one is started for as long as this takes.
  const isServerRunning = findHolder(home) !== undefined;
  const lock = isServerRunning ? undefined : lockFolder(home);
  try {
    const { addresses, cluster } = await openDatabase({ plan, home, authSecret, isServerRunning, say: console.log });
    try {
      const applied = await migrateDatabase(addresses);
      if (findKeyring(home, process.env) === undefined && !(await isInUse(addresses.ownerUrl))) createKeyring(home);
      return applied;
    } finally {
      await cluster?.stop();
    }
  } finally {
    lock?.release();
  }
}

try {
  const applied = await migrate();
  console.log(applied.length === 0 ? "Nothing to apply." : `Applied: ${applied.join(", ")}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
