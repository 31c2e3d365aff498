import { parseKeyring } from "#lib/infra/crypto/keyring";
import { type Env, parseEnv } from "#lib/infra/env";
import { generateClient } from "../../prisma/generate.ts";
import { buildIfStale } from "../build.ts";
import { isInUse, migrateDatabase, openDatabase, planDatabase } from "../database.ts";
import { createKeyring, findKeyring, type Keys, loadAuthSecret } from "../keys.ts";
import type { Cluster } from "../postgres/cluster.ts";
import { actionKey, choosePorts, type Instance, publicAddress } from "../settings.ts";

export interface Preparation {
  home: string;
  environment: NodeJS.ProcessEnv;
  isDevelopment: boolean;
  /** Aborted when the start shall be given up. */
  stopping: AbortSignal;
  say: (sentence: string) => void;
}

/** Refuses bad settings and weak keys before anything is opened. The real addresses are not known yet. */
function checkSettings(environment: NodeJS.ProcessEnv, keys: { keyring: string | undefined; authSecret: string }): Env {
  const settings = parseEnv({
    ...environment,
    AUTH_SECRET: keys.authSecret,
    KEYRING: keys.keyring ?? "not made yet",
    DATABASE_URL: environment.DATABASE_URL || "postgresql://localhost/tellal",
  });
  if (keys.keyring !== undefined) parseKeyring(keys.keyring, [keys.authSecret]);
  return settings;
}

/** A lost keyring must not be replaced by a new one: what was sealed with it could never be opened again. */
async function keyringFor(home: string, environment: NodeJS.ProcessEnv, ownerUrl: string): Promise<string> {
  const existing = findKeyring(home, environment);
  if (existing !== undefined) return existing;
  if (await isInUse(ownerUrl)) {
    throw new Error(
      `KEYRING: this database is in use, but its keyring is missing. Bring back ${home}/keyring or set KEYRING.`,
    );
  }
  return createKeyring(home);
}

async function buildOrGenerate(preparation: Preparation, appUrl: string, keys: Keys): Promise<void> {
  const { isDevelopment, say, stopping } = preparation;
  if (isDevelopment) generateClient();
  else await buildIfStale({ appUrl, actionKey: actionKey(keys) }, say, stopping);
}

/**
 * Brings everything to the point where the processes can start: keys, database, migrations, pages, ports.
 *
 * @param onCluster Called as soon as the embedded server runs, so that the caller stops it whatever happens next.
 */
export async function prepare(
  preparation: Preparation,
  onCluster: (cluster: Cluster) => Promise<void>,
): Promise<Instance> {
  const { home, environment, isDevelopment, stopping, say } = preparation;
  const authSecret = loadAuthSecret(home, environment);
  const settings = checkSettings(environment, { keyring: findKeyring(home, environment), authSecret });
  const plan = planDatabase(environment);
  stopping.throwIfAborted();

  const database = await openDatabase({ plan, home, authSecret, isServerRunning: false, say });
  if (database.cluster !== undefined) await onCluster(database.cluster);
  stopping.throwIfAborted();
  const keys: Keys = { authSecret, keyring: await keyringFor(home, environment, database.addresses.ownerUrl) };
  const applied = await migrateDatabase(database.addresses);
  if (applied.length > 0) say(`Applied ${applied.length} migrations.`);
  stopping.throwIfAborted();

  await buildOrGenerate(preparation, publicAddress(environment, settings.port), keys);
  stopping.throwIfAborted();
  const ports = await choosePorts(environment, say);
  return {
    home,
    keys,
    isDevelopment,
    isSandboxOn: settings.isSandboxOn,
    isLoopback: settings.isLoopbackInstance,
    appUrl: publicAddress(environment, ports.web.port),
    ports,
    database: database.addresses,
  };
}
