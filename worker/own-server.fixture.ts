import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll } from "vitest";
import type { TestDatabase } from "#lib/infra/db/test-database.fixture";
import { deployMigrations } from "../prisma/migrate.ts";
import { openDatabase } from "../scripts/database.ts";
import { type Cluster, startCluster } from "../scripts/postgres/cluster.ts";
import { readPlace } from "../scripts/postgres/place.ts";
import { roleNames } from "../scripts/roles.ts";

/** A server of the test file's own, that may be crashed. */
export interface OwnServer {
  useDatabase(): () => TestDatabase;
  /** Ends it as a crash does, and starts it again at the same address. */
  crash(): Promise<void>;
  /** From now on a role may only read, or may write again; its open sessions end. */
  setReadOnly(role: string, isReadOnly: boolean): Promise<void>;
}

/** Gives the test file a server of its own, durable like a real one. */
export function ownServer(): OwnServer {
  const home = mkdtempSync(join(tmpdir(), "tellal-own-server-"));
  const authSecret = randomBytes(48).toString("base64url");
  const keyring = `test:${randomBytes(32).toString("base64")}`;
  let cluster: Cluster | undefined;
  let database: TestDatabase | undefined;

  async function start(): Promise<void> {
    const opened = await openDatabase({
      ...{ plan: { kind: "embedded" }, home, authSecret, isServerRunning: false, say: () => undefined },
    });
    cluster = opened.cluster;
    const { appUrl, loaderUrl, ownerUrl } = opened.addresses;
    const { app: appRole, loader: loaderRole } = roleNames("tellal");
    await deployMigrations({ ownerUrl, appRole, loaderRole });
    database = { name: "tellal", appUrl, loaderUrl, ownerUrl, drop: async () => undefined };
    Object.assign(process.env, {
      ...{ DATABASE_URL: appUrl, DATABASE_LOADER_URL: loaderUrl, AUTH_SECRET: authSecret, KEYRING: keyring },
      ...{ APP_URL: "http://localhost:3000", LOG_LEVEL: "silent", DATA_DIR: home },
    });
  }

  return {
    useDatabase() {
      beforeAll(start, 90_000);
      afterAll(async () => {
        const place = readPlace(home);
        await cluster?.stop();
        if (place !== undefined) rmSync(place.folder, { recursive: true, force: true });
        rmSync(home, { recursive: true, force: true });
      });
      return () => {
        if (database === undefined) throw new Error("The server runs only inside tests and hooks.");
        return database;
      };
    },
    async crash() {
      if (cluster === undefined) throw new Error("The server runs only inside tests and hooks.");
      const { pid, port, ended } = cluster;
      // What `pg_ctl stop -m immediate` does: no checkpoint, no farewell, recovery at the next start.
      process.kill(pid, "SIGQUIT");
      await ended;
      cluster = await startCluster({ home, port });
    },
    async setReadOnly(role, isReadOnly) {
      const client = new pg.Client({ connectionString: cluster?.adminUrl });
      await client.connect();
      const name = client.escapeIdentifier(role);
      await client.query(`ALTER ROLE ${name} SET default_transaction_read_only = ${isReadOnly ? "on" : "off"}`);
      await client.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1", [role]);
      await client.end();
    },
  };
}
