import type { PurgeDoors } from "#lib/domain/retention/commands/doors";
import { eraseDataKeys } from "#lib/infra/crypto/reseal";
import type { TenantSql } from "#lib/infra/db/tenant";

const BATCH = 5_000;
/** Tables point to each other; each pass empties those that nothing points to any more. */
const MOST_PASSES = 10;

interface TenantTable {
  name: string;
  is_partitioned: boolean;
}

// Every table of a workspace that this role may empty: a table that is added tomorrow is found tomorrow. History is not
// among them, because nobody may empty it; it holds no text and no number. Nor is the key that its chain is read with.
const TABLES = `
SELECT c.relname AS name, c.relkind = 'p' AS is_partitioned FROM pg_class c
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'workspace_id' AND NOT a.attisdropped
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
  AND has_table_privilege(c.oid, 'DELETE') AND c.relname <> 'data_keys'`;

async function deleteSome(sql: TenantSql, { name, is_partitioned }: TenantTable): Promise<number> {
  const table = sql.client.escapeIdentifier(name);
  const key = is_partitioned ? "id" : "ctid";
  const { rowCount } = await sql.client.query(
    `DELETE FROM ${table} WHERE workspace_id = $1
       AND ${key} = ANY (ARRAY(SELECT ${key} FROM ${table} WHERE workspace_id = $1 LIMIT ${BATCH}))`,
    [sql.workspaceId],
  );
  return rowCount ?? 0;
}

function isPointedAt(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "23503";
}

/** Empties a table; false when rows of another one still point here. */
async function emptyTable(doors: PurgeDoors, table: TenantTable): Promise<boolean> {
  try {
    while ((await doors.sql((sql) => deleteSome(sql, table))) > 0);
    return true;
  } catch (error) {
    if (isPointedAt(error)) return false;
    throw error;
  }
}

/** Whether a provider key is still on its way to be revoked; a connection made in the last week is ended first. */
async function keysAreLeaving(doors: PurgeDoors): Promise<boolean> {
  const { workspaceId } = doors;
  return doors.transact(async (tx) => {
    await doors.retireAll(tx);
    return (await tx.db.revocation.count({ where: { workspaceId, state: "pending" } })) > 0;
  });
}

/**
 * Erases a workspace whose time has come. First the keys: those of providers are revoked there, then what opens the sealed
 * rows is destroyed, so that copies of them are worth nothing. Then the rows, in small transactions. A row without a name
 * and the history stay as the record of it.
 *
 * Safe to repeat at any point. While a provider can't be reached it waits; revocations give up after three days.
 */
export async function eraseWorkspace(doors: PurgeDoors, now: Date): Promise<void> {
  const { workspaceId } = doors;
  if (await keysAreLeaving(doors)) return;
  await doors.transact(async (tx) => {
    await eraseDataKeys(tx);
    await tx.db.workspace.updateMany({ where: { id: workspaceId }, data: { numberKeySealed: null } });
  });
  const counts = await doors.transact(async ({ db }) => ({
    campaigns: await db.campaign.count({ where: { workspaceId } }),
    messages: await db.message.count({ where: { workspaceId } }),
    members: await db.membership.count({ where: { workspaceId } }),
  }));
  let left = await doors.sql(async (sql) => (await sql.client.query<TenantTable>(TABLES)).rows);
  for (let pass = 0; pass < MOST_PASSES && left.length > 0; pass += 1) {
    const remaining: TenantTable[] = [];
    for (const table of left) if (!(await emptyTable(doors, table))) remaining.push(table);
    left = remaining;
  }
  if (left.length > 0)
    throw new Error(`rows of a deleted workspace stay in ${left.map(({ name }) => name).join(", ")}`);
  await doors.record("workspace.deleted", async ({ db }) => {
    await db.workspace.updateMany({
      where: { id: workspaceId },
      data: {
        ...{ name: "", slug: `deleted-${workspaceId}`, tradeName: "", mersis: null, haltedById: null },
        deletedAt: now,
      },
    });
    return { result: null, audit: { subject: null, detail: counts } };
  });
}
