import pg from "pg";
import { deployMigrations } from "../prisma/migrate.ts";
import { type Cluster, knownAdminUrl, startCluster } from "./postgres/cluster.ts";
import { addressFor, ensureRoles, roleNames, rolePassword } from "./roles.ts";

const EMBEDDED_DATABASE = "tellal";
const OLDEST_VERSION = 15;

/** Where the database is and as whom each process uses it. */
export interface DatabaseAddresses {
  appUrl: string;
  loaderUrl: string;
  ownerUrl: string;
}

/** Which database the environment asks for. */
export type DatabasePlan =
  /** The server that comes with Tellal. */
  | { kind: "embedded" }
  /** A server that is there, as a role that owns the database and makes the other roles. */
  | { kind: "own roles"; ownerUrl: string }
  /** A server that is there, with roles made by its administrator. */
  | { kind: "given roles"; addresses: DatabaseAddresses };

/** @throws Error in one sentence when the three settings do not fit together. */
export function planDatabase(environment: NodeJS.ProcessEnv): DatabasePlan {
  const set = (name: string) => environment[name] || undefined;
  const [appUrl, loaderUrl, ownerUrl] = ["DATABASE_URL", "DATABASE_LOADER_URL", "DATABASE_OWNER_URL"].map(set);
  for (const url of [appUrl, loaderUrl, ownerUrl]) if (url !== undefined) checkAddress(url);
  if (appUrl && loaderUrl && ownerUrl) return { kind: "given roles", addresses: { appUrl, loaderUrl, ownerUrl } };
  if (loaderUrl || (appUrl && ownerUrl)) {
    throw new Error(
      "DATABASE_URL, DATABASE_LOADER_URL and DATABASE_OWNER_URL belong together: set all three, " +
        "or only DATABASE_URL to a role that may create the others.",
    );
  }
  const owner = ownerUrl ?? appUrl;
  return owner === undefined ? { kind: "embedded" } : { kind: "own roles", ownerUrl: owner };
}

function checkAddress(url: string): void {
  const isPostgres = URL.canParse(url) && /^postgres(ql)?:$/.test(new URL(url).protocol);
  if (!isPostgres) throw new Error("A DATABASE_ address must look like postgresql://user:password@host:5432/database.");
}

/** The name of the database in an address; PostgreSQL takes the user's name when there is none. */
function databaseOf(url: string): string {
  const { pathname, username } = new URL(url);
  return decodeURIComponent(pathname.slice(1)) || decodeURIComponent(username) || "postgres";
}

/** The addresses that follow from a plan, whether or not anything listens there. */
export function addressesOf(plan: DatabasePlan, home: string, authSecret: string): DatabaseAddresses {
  if (plan.kind === "given roles") return plan.addresses;
  const base = plan.kind === "embedded" ? knownAdminUrl(home) : plan.ownerUrl;
  const database = plan.kind === "embedded" ? EMBEDDED_DATABASE : databaseOf(plan.ownerUrl);
  const names = roleNames(database);
  const as = (role: string) => addressFor(base, { role, password: rolePassword(authSecret, role), database });
  const ownerUrl = plan.kind === "embedded" ? as(names.owner) : addressFor(base, { database });
  return { appUrl: as(names.app), loaderUrl: as(names.loader), ownerUrl };
}

async function query<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 15_000,
    application_name: "tellal start",
  });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

/** Checks that a server answers and is new enough, and creates the database on it if only that is missing. */
async function checkServer(url: string): Promise<void> {
  const where = `${new URL(url).hostname}:${new URL(url).port || 5432}`;
  try {
    const [row] = await query<{ server_version_num: string }>(url, "SHOW server_version_num");
    const version = Math.floor(Number(row?.server_version_num) / 10_000);
    if (version < OLDEST_VERSION) {
      throw new Error(`The server at ${where} is PostgreSQL ${version}; Tellal needs ${OLDEST_VERSION} or newer.`);
    }
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error)) throw error;
    if (error.code !== "3D000")
      throw new Error(`The database at ${where} does not let Tellal in: ${error.message || error.code}.`);
    const database = pg.escapeIdentifier(databaseOf(url));
    await query(addressFor(url, { database: "postgres" }), `CREATE DATABASE ${database}`);
  }
}

/** A role with more rights than it should have is found at start, not after a leak. */
async function checkRole(url: string, setting: string, bypassesRls: boolean): Promise<void> {
  const [role] = await query<{ rolsuper: boolean; rolbypassrls: boolean }>(
    url,
    "SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user",
  );
  if (role === undefined || role.rolsuper) throw new Error(`The role in ${setting} must not be a superuser.`);
  if (role.rolbypassrls !== bypassesRls) {
    throw new Error(`The role in ${setting} must ${bypassesRls ? "have" : "not have"} the attribute BYPASSRLS.`);
  }
}

/** Functions that look across workspaces run with the owner's rights; an owner held by the policies would see nothing. */
async function checkOwner(url: string): Promise<void> {
  const [role] = await query<{ seesAll: boolean }>(
    url,
    'SELECT rolsuper OR rolbypassrls AS "seesAll" FROM pg_roles WHERE rolname = current_user',
  );
  if (role?.seesAll !== true) throw new Error("The role in DATABASE_OWNER_URL must have the attribute BYPASSRLS.");
}

export interface OpenDatabase {
  addresses: DatabaseAddresses;
  /** The server, when it is ours to stop. */
  cluster: Cluster | undefined;
}

export interface DatabaseOptions {
  plan: DatabasePlan;
  home: string;
  authSecret: string;
  /** Whether another process runs the embedded server of `home` already. Otherwise the caller holds the lock of it. */
  isServerRunning: boolean;
  say: (sentence: string) => void;
}

async function prepareRoles({ plan, home, authSecret }: DatabaseOptions): Promise<void> {
  if (plan.kind === "embedded") {
    await ensureRoles({ adminUrl: knownAdminUrl(home), database: EMBEDDED_DATABASE, authSecret, withOwner: true });
  } else if (plan.kind === "own roles") {
    await checkServer(plan.ownerUrl);
    await ensureRoles({ adminUrl: plan.ownerUrl, database: databaseOf(plan.ownerUrl), authSecret, withOwner: false });
  } else {
    await checkServer(plan.addresses.ownerUrl);
  }
}

/** Starts or reaches the database and makes its roles. The caller stops the cluster, if it gets one. */
export async function openDatabase(options: DatabaseOptions): Promise<OpenDatabase> {
  const { plan, home, authSecret, isServerRunning, say } = options;
  const cluster = plan.kind === "embedded" && !isServerRunning ? await startCluster({ home, say }) : undefined;
  try {
    await prepareRoles(options);
    const addresses = addressesOf(plan, home, authSecret);
    await checkOwner(addresses.ownerUrl);
    await checkRole(addresses.appUrl, "DATABASE_URL", false);
    await checkRole(addresses.loaderUrl, "DATABASE_LOADER_URL", true);
    return { addresses, cluster };
  } catch (error) {
    await cluster?.stop();
    throw error;
  }
}

/** Whether somebody has worked in this database before, so that keys for it must exist. */
export async function isInUse(ownerUrl: string): Promise<boolean> {
  const [table] = await query<{ found: boolean }>(
    ownerUrl,
    "SELECT to_regclass('public.workspaces') IS NOT NULL AS found",
  );
  if (table?.found !== true) return false;
  const [row] = await query<{ used: boolean }>(ownerUrl, "SELECT EXISTS (SELECT FROM workspaces) AS used");
  return row?.used === true;
}

/** Applies what is missing. Returns the names of the migrations applied now. */
export async function migrateDatabase({ appUrl, loaderUrl, ownerUrl }: DatabaseAddresses): Promise<string[]> {
  const roleOf = (url: string) => decodeURIComponent(new URL(url).username);
  return deployMigrations({ ownerUrl, appRole: roleOf(appUrl), loaderRole: roleOf(loaderUrl) });
}
