import type pg from "pg";
import { prismaClient } from "#lib/infra/db/client";
import type { Prisma } from "#lib/infra/db/generated/client";
import { literalSql } from "#lib/infra/db/literal-sql";
import { appPool, loaderPool } from "#lib/infra/db/pools";
import { roundTrip, type Statement } from "#lib/infra/db/round-trip";

declare const minted: unique symbol;

/**
 * A transaction bound to one workspace. Queries and commands demand it; only lib/gate makes one.
 *
 * `db` is Prisma's client of this transaction. Row-level security shows it the rows of `workspaceId` alone; queries name
 * the workspace all the same, so that a sharded database can route them.
 */
export interface TenantTx {
  readonly [minted]: true;
  readonly workspaceId: string;
  /** The member who acts, or null for the worker acting by itself. */
  readonly actorId: string | null;
  readonly db: Prisma.TransactionClient;
}

/** The same bond for hand-written SQL on hot paths: a plain connection inside a tenant transaction. */
export interface TenantSql {
  readonly [minted]: true;
  readonly workspaceId: string;
  readonly client: pg.PoolClient;
}

/**
 * The same bond for prepared statements by themselves: each is a transaction of its own, and takes one message to the server
 * and one back. A `TenantSql` is one as well, for statements that share a transaction.
 */
export interface TenantStatements {
  readonly [minted]: true;
  readonly workspaceId: string;
  readonly client: {
    query<R extends pg.QueryResultRow>(
      statement: Statement,
    ): Promise<{ readonly rows: R[]; readonly rowCount: number | null }>;
  };
}

/** One statement inside a tenant transaction of its own. Its values are written into it, so they are texts and numbers only. */
export type TenantStatement = <R extends pg.QueryResultRow>(statement: Prisma.Sql) => Promise<R[]>;

/** A transaction on the tables that all workspaces share: people, sessions, resets. It sees no tenant row. */
export interface AccountTx {
  readonly [minted]: true;
  readonly db: Prisma.TransactionClient;
}

/** A transaction of role `loader`, for COPY into one workspace; row-level security does not hold it, so the code must. */
export interface LoaderSql {
  readonly [minted]: true;
  readonly workspaceId: string;
  readonly client: pg.PoolClient;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

function checked(id: string): string {
  if (!UUID.test(id)) throw new Error("not a workspace or user id");
  return id;
}

// SET LOCAL and not set_config(): a sharding coordinator forwards the first to its workers and not the second.
const setWorkspace = (id: string) => `SET LOCAL app.workspace_id = '${checked(id)}'`;
const setUser = (id: string) => `SET LOCAL app.user_id = '${checked(id)}'`;

/** The one place where a bond is asserted: the setting has just been made on this very transaction. */
function mint<T>(bond: Omit<T, typeof minted>): T {
  return bond as T;
}

/** Who a tenant transaction acts for. */
export interface TenantBond {
  readonly workspaceId: string;
  readonly actorId: string | null;
}

const LIMITS = { maxWait: 5_000, timeout: 20_000 } as const;

/** Runs `work` in one transaction bound to a workspace; a throw rolls everything back. Only lib/gate calls this. */
export function withTenant<T>(bond: TenantBond, work: (tx: TenantTx) => Promise<T>): Promise<T> {
  const statement = setWorkspace(bond.workspaceId);
  return prismaClient().$transaction(async (db) => {
    await db.$executeRawUnsafe(statement);
    return work(mint<TenantTx>({ ...bond, db }));
  }, LIMITS);
}

/** Runs `work` on the shared tables; with `userId` the person's own memberships are readable as well. Only lib/gate calls this. */
export function withAccount<T>(userId: string | null, work: (tx: AccountTx) => Promise<T>): Promise<T> {
  return prismaClient().$transaction(async (db) => {
    if (userId !== null) await db.$executeRawUnsafe(setUser(userId));
    return work(mint<AccountTx>({ db }));
  }, LIMITS);
}

/** `withAccount` as it is handed to commands that work between transactions, such as those that hash a password. */
export type AccountDoor = typeof withAccount;

/** Binds an account transaction to a workspace that is being made, or entered, in it. Only lib/gate calls this. */
export async function bindWorkspace(tx: AccountTx, bond: TenantBond): Promise<TenantTx> {
  await tx.db.$executeRawUnsafe(setWorkspace(bond.workspaceId));
  return mint<TenantTx>({ ...bond, db: tx.db });
}

/** Runs `work` on a connection, which is closed when it fails. */
async function withClient<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let failure: Error | undefined;
  try {
    return await work(client);
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error));
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  } finally {
    // After a failure the connection may hold half an answer; it is closed rather than reused.
    client.release(failure);
  }
}

function transaction<T>(pool: pg.Pool, first: string | null, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  return withClient(pool, async (client) => {
    await client.query(first === null ? "BEGIN" : `BEGIN; ${first}`);
    const result = await work(client);
    await client.query("COMMIT");
    return result;
  });
}

/** Runs hand-written SQL in one transaction bound to a workspace. Only lib/gate calls this. */
export function withTenantSql<T>(workspaceId: string, work: (sql: TenantSql) => Promise<T>): Promise<T> {
  return transaction(appPool(), setWorkspace(workspaceId), (client) => work(mint<TenantSql>({ workspaceId, client })));
}

/**
 * Opens a workspace for statements that are each a transaction of their own. Only lib/gate calls this.
 *
 * @param onSent Called when a statement is on its way and its answer is not there yet.
 */
export function tenantStatements(workspaceId: string, onSent: () => void = () => undefined): TenantStatements {
  const setting = setWorkspace(workspaceId);
  return mint<TenantStatements>({
    workspaceId,
    client: { query: (statement) => withClient(appPool(), (client) => roundTrip(client, setting, statement, onSent)) },
  });
}

/**
 * Runs one statement in a transaction of its own, in one message: what it locks is free again before the answer is read. The
 * disk is not waited for, so that a crash of the server may lose it. Only lib/gate calls this.
 */
export async function tenantAtOnce<R extends pg.QueryResultRow>(
  workspaceId: string,
  statement: Prisma.Sql,
): Promise<R[]> {
  const text = `${setWorkspace(workspaceId)}; SET LOCAL synchronous_commit = off; ${literalSql(statement)}`;
  const answers: unknown = await appPool().query<R>(text);
  const last: pg.QueryResult<R> | undefined = Array.isArray(answers) ? answers.at(-1) : undefined;
  if (last === undefined) throw new Error("several statements have several answers");
  return last.rows;
}

/** Runs COPY work of role `loader` in one transaction. Only lib/gate calls this. */
export function withLoaderSql<T>(workspaceId: string, work: (sql: LoaderSql) => Promise<T>): Promise<T> {
  checked(workspaceId);
  return transaction(loaderPool(), null, (client) => work(mint<LoaderSql>({ workspaceId, client })));
}

/** Runs a narrow look-up function of the database that answers ids only, outside any workspace. */
export async function lookUp<R extends pg.QueryResultRow>(text: string, values: readonly unknown[]): Promise<R[]> {
  return (await appPool().query<R>(text, [...values])).rows;
}
