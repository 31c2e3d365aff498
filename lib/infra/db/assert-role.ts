import { appPool } from "#lib/infra/db/pools";

/** The tables that name a workspace and are shared all the same: addresses, which are unique on the whole instance. */
const SHARED = ["slugs"];

// Of every role that this connection is or could become (SET ROLE), those that row-level security would not hold.
const ESCAPES = `
  SELECT r.rolname AS name FROM pg_roles r
  WHERE pg_has_role(current_user, r.oid, 'MEMBER')
    AND (r.rolsuper OR r.rolbypassrls OR EXISTS (
      SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = 'public' AND c.relrowsecurity AND c.relowner = r.oid))
  ORDER BY 1`;

/** A permissive policy for this role that asks neither for the workspace nor for the person would let every row through. */
const LETS_ALL = `
  SELECT FROM pg_policy p
  WHERE p.polrelid = c.oid AND p.polpermissive
    AND EXISTS (SELECT FROM unnest(p.polroles) AS r (oid) WHERE r.oid = 0 OR pg_has_role(current_user, r.oid, 'MEMBER'))
    AND EXISTS (
      SELECT FROM (VALUES (pg_get_expr(p.polqual, c.oid)), (pg_get_expr(p.polwithcheck, c.oid))) AS rule (text)
      WHERE rule.text !~ 'app\\.(workspace|user)_id')`;

const OPEN_TABLES = `
  SELECT c.relname AS name FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND c.relname <> ALL ($1)
    AND (c.relname = 'workspaces' OR EXISTS (
      SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'workspace_id' AND NOT a.attisdropped))
    AND NOT (c.relrowsecurity AND c.relforcerowsecurity
      AND EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid)
      AND NOT EXISTS (${LETS_ALL}))
  ORDER BY 1`;

/**
 * Refuses to go on with a database that would not keep workspaces apart: web and worker call it before anything else.
 *
 * @throws Error when the connected role may bypass row-level security (as a superuser, by attribute, or as the owner of
 * the tables), or when a table of a workspace, or that of the workspaces, has no forced policy, or one that lets every row
 * through. The message names the role or the table.
 */
export async function assertAppRole(): Promise<void> {
  const roles = await appPool().query<{ name: string }>(ESCAPES);
  const [role] = roles.rows;
  if (role !== undefined) {
    throw new Error(`DATABASE_URL: the role can act as "${role.name}", which row-level security does not hold`);
  }
  const tables = await appPool().query<{ name: string }>(OPEN_TABLES, [SHARED]);
  const [table] = tables.rows;
  if (table !== undefined) throw new Error(`table "${table.name}" has no forced row-level security`);
}
