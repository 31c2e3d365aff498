import { parseEnv } from "#lib/infra/env";
import { addressesOf, planDatabase } from "./database.ts";
import { findKeyring, loadAuthSecret } from "./keys.ts";
import type { HeldPort } from "./ports.ts";
import { type Instance, publicAddress, wantedPorts } from "./settings.ts";

/** The instance as its settings describe it. Nothing is started, and no port is exchanged for another. */
export function describeInstance(home: string, source: NodeJS.ProcessEnv = process.env): Instance {
  const authSecret = loadAuthSecret(home, source);
  const keyring = findKeyring(home, source);
  if (keyring === undefined) throw new Error("KEYRING: there is none yet. Run npm run migrate or npm start first.");
  const database = addressesOf(planDatabase(source), home, authSecret);
  const settings = parseEnv({
    ...source,
    DATABASE_URL: database.appUrl,
    AUTH_SECRET: authSecret,
    KEYRING: keyring,
  });
  const numbers = wantedPorts(source);
  const asIs = (port: number): HeldPort => ({ port, release: async () => {} });
  return {
    home,
    keys: { authSecret, keyring },
    isDevelopment: false,
    isSandboxOn: settings.isSandboxOn,
    isLoopback: settings.isLoopbackInstance,
    appUrl: publicAddress(source, settings.port),
    ports: {
      web: asIs(numbers.web),
      ingest: asIs(numbers.ingest),
      worker: asIs(numbers.worker),
      sandboxAuth: asIs(numbers.sandboxAuth),
      sandboxApi: asIs(numbers.sandboxApi),
      sandboxSmtp: asIs(numbers.sandboxSmtp),
    },
    database,
  };
}
