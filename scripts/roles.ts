import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";
import pg from "pg";
import { deriveSecret } from "./keys.ts";

/** The login roles of one database, named after it. */
export interface RoleNames {
  app: string;
  loader: string;
  owner: string;
}

export function roleNames(database: string): RoleNames {
  return { app: `${database}_app`, loader: `${database}_loader`, owner: `${database}_owner` };
}

/** The password of a role that Tellal made: it follows from the login secret, so an address can be derived again. */
export function rolePassword(authSecret: string, role: string): string {
  return deriveSecret(authSecret, `password of role ${role}`).toString("base64url");
}

/** The address of the same database for another role, or of another database on the same server. */
export function addressFor(base: string, change: { role?: string; password?: string; database?: string }): string {
  const address = new URL(base);
  if (change.role !== undefined) address.username = encodeURIComponent(change.role);
  if (change.password !== undefined) address.password = encodeURIComponent(change.password);
  if (change.database !== undefined) address.pathname = `/${encodeURIComponent(change.database)}`;
  return address.href;
}

/**
 * The form in which PostgreSQL keeps a password (RFC 5803), so that the password itself never stands in a statement,
 * which a server may log.
 */
function scramVerifier(password: string): string {
  const iterations = 4096;
  const salt = randomBytes(16);
  const salted = pbkdf2Sync(password, salt, iterations, 32, "sha256");
  const sign = (text: string) => createHmac("sha256", salted).update(text).digest();
  const storedKey = createHash("sha256").update(sign("Client Key")).digest("base64");
  return `SCRAM-SHA-256$${iterations}:${salt.toString("base64")}$${storedKey}:${sign("Server Key").toString("base64")}`;
}

interface WantedRole {
  name: string;
  password: string;
  /** Whether row-level security lets the role see every row. */
  bypassesRls: boolean;
}

async function hasPassword(address: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: address, connectionTimeoutMillis: 10_000 });
  client.on("error", () => {});
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

async function ensureRole(client: pg.Client, address: string, wanted: WantedRole): Promise<void> {
  const found = await client.query(
    "SELECT rolsuper, rolbypassrls, rolcanlogin, rolcreaterole FROM pg_roles WHERE rolname = $1",
    [wanted.name],
  );
  const name = client.escapeIdentifier(wanted.name);
  const attributes = `LOGIN NOSUPERUSER NOCREATEROLE ${wanted.bypassesRls ? "BYPASSRLS" : "NOBYPASSRLS"}`;
  const password = `PASSWORD ${client.escapeLiteral(scramVerifier(wanted.password))}`;
  const role = found.rows[0];
  if (role === undefined) {
    await client.query(`CREATE ROLE ${name} ${attributes} NOCREATEDB NOREPLICATION ${password}`);
    return;
  }
  if (role.rolsuper || role.rolcreaterole || !role.rolcanlogin || role.rolbypassrls !== wanted.bypassesRls) {
    await client.query(`ALTER ROLE ${name} ${attributes}`);
  }
  const login = addressFor(address, { role: wanted.name, password: wanted.password });
  if (!(await hasPassword(login))) await client.query(`ALTER ROLE ${name} ${password}`);
}

export interface RoleRequest {
  /** Address of a role that may create roles; its database need not be the one the roles are for. */
  adminUrl: string;
  database: string;
  authSecret: string;
  /** Also make `<database>_owner`, and the database with it. Otherwise the role of `adminUrl` owns the database. */
  withOwner: boolean;
}

/**
 * Creates the roles of a database, or brings those that exist back to their rights and passwords. Safe to repeat.
 *
 * The owner passes row-level security as well: the functions that look across workspaces run with its rights, and
 * migrations must see every row. It could switch the policies off anyway.
 *
 * @throws Error in one sentence when the role of `adminUrl` may not do this.
 */
export async function ensureRoles({ adminUrl, database, authSecret, withOwner }: RoleRequest): Promise<RoleNames> {
  const names = roleNames(database);
  const client = new pg.Client({ connectionString: adminUrl, application_name: "tellal roles" });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock(hashtext('tellal roles'))");
    const wanted = [
      { name: names.app, bypassesRls: false },
      { name: names.loader, bypassesRls: true },
      ...(withOwner ? [{ name: names.owner, bypassesRls: true }] : []),
    ];
    for (const role of wanted) {
      await ensureRole(client, adminUrl, { ...role, password: rolePassword(authSecret, role.name) });
    }
    if (withOwner) await ensureDatabase(client, database, names.owner);
    const quoted = client.escapeIdentifier(database);
    await client.query(
      `GRANT CONNECT ON DATABASE ${quoted} TO ${client.escapeIdentifier(names.app)}, ${client.escapeIdentifier(names.loader)}`,
    );
    return names;
  } catch (error) {
    throw explain(error, names);
  } finally {
    await client.end();
  }
}

async function ensureDatabase(client: pg.Client, database: string, owner: string): Promise<void> {
  const found = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [database]);
  if (found.rowCount !== 0) return;
  await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)} OWNER ${client.escapeIdentifier(owner)}`);
}

function explain(error: unknown, names: RoleNames): unknown {
  const isRefused = error instanceof Error && "code" in error && error.code === "42501";
  if (!isRefused) return error;
  return new Error(
    `The role in DATABASE_URL may not create the roles that Tellal needs (${error.message}). Give it a superuser once, ` +
      `or create them yourself: ${names.app} (LOGIN, NOBYPASSRLS), ${names.loader} (LOGIN, BYPASSRLS) and an owner of the ` +
      "database (BYPASSRLS), and set DATABASE_URL, DATABASE_LOADER_URL and DATABASE_OWNER_URL to them.",
  );
}
