import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { assertAppRole } from "#lib/infra/db/assert-role";
import { closePools } from "#lib/infra/db/pools";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";

// Guards over the whole catalog, so that a table added tomorrow is checked tomorrow.

const database = useTestDatabase();
let owner: pg.Client;
let app: pg.Client;
let loader: pg.Client;

async function connect(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  return client;
}

beforeAll(async () => {
  [owner, app, loader] = await Promise.all([
    connect(database().ownerUrl),
    connect(database().appUrl),
    connect(database().loaderUrl),
  ]);
});

afterAll(() => Promise.all([owner.end(), app.end(), loader.end(), closePools()]));

async function names(client: pg.Client, text: string, values: unknown[] = []): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(text, values);
  return rows.map((row) => row.name);
}

/** Shared by all workspaces on purpose: their addresses, unique on the whole instance. */
const SHARED = ["slugs"];

const OPEN_TABLES =
  "AND NOT (c.relrowsecurity AND c.relforcerowsecurity AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid))";

const TENANT_TABLES = `
  SELECT c.relname AS name FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'workspace_id' AND NOT a.attisdropped
  WHERE c.relkind IN ('r', 'p') AND c.relname <> ALL ($1)`;

const LOOSE_KEYS = `
  SELECT x.indexrelid::regclass::text AS name FROM pg_index x
  WHERE x.indisunique
    AND x.indrelid IN (SELECT c.oid FROM pg_class c WHERE c.relname IN (SELECT t.name FROM (${TENANT_TABLES}) t))
    AND (SELECT a.attname FROM pg_attribute a WHERE a.attrelid = x.indrelid AND a.attnum = x.indkey[0])
      IS DISTINCT FROM 'workspace_id'`;

const LOOSE_POINTERS = `
  WITH tenant AS (${TENANT_TABLES})
  SELECT k.conname AS name FROM pg_constraint k
  JOIN pg_class f ON f.oid = k.conrelid JOIN pg_class t ON t.oid = k.confrelid
  WHERE k.contype = 'f' AND f.relname IN (SELECT name FROM tenant) AND t.relname IN (SELECT name FROM tenant)
    AND ((SELECT a.attname FROM pg_attribute a WHERE a.attrelid = k.conrelid AND a.attnum = k.conkey[1]) <> 'workspace_id'
      OR (SELECT a.attname FROM pg_attribute a WHERE a.attrelid = k.confrelid AND a.attnum = k.confkey[1]) <> 'workspace_id')`;

describe("this test", () => {
  it("catches a table, a key and a pointer that somebody forgot", async () => {
    await owner.query(`
      CREATE TABLE planted (workspace_id uuid, id uuid PRIMARY KEY);
      CREATE TABLE planted_child (workspace_id uuid, id uuid, planted_id uuid REFERENCES planted (id), PRIMARY KEY (workspace_id, id))`);
    try {
      expect(await names(owner, `${TENANT_TABLES} ${OPEN_TABLES}`, [SHARED])).toEqual(["planted", "planted_child"]);
      expect(await names(owner, LOOSE_KEYS, [SHARED])).toEqual(["planted_pkey"]);
      expect(await names(owner, LOOSE_POINTERS, [SHARED])).toEqual(["planted_child_planted_id_fkey"]);
      await expect(assertAppRole()).rejects.toThrow('table "planted"');
    } finally {
      await owner.query("DROP TABLE planted_child, planted");
    }
  });
});

describe("the check at the start of web and worker", () => {
  it("passes on a migrated database", async () => {
    await expect(assertAppRole()).resolves.toBeUndefined();
  });
});

describe("every table of a workspace", () => {
  it("is found by this test, month partitions included", async () => {
    const tables = await names(owner, TENANT_TABLES, [SHARED]);
    expect(tables.length).toBeGreaterThan(20);
    expect(tables).toEqual(expect.arrayContaining(["campaigns", "messages", "memberships", "audit_events"]));
    expect(tables.some((name) => /^messages_\d{4}_\d{2}$/.test(name))).toBe(true);
  });

  it("has row-level security enabled and forced, with a policy", async () => {
    expect(await names(owner, `${TENANT_TABLES} ${OPEN_TABLES}`, [SHARED])).toEqual([]);
  });

  it("keeps the workspaces table itself under the same rule", async () => {
    const { rows } = await owner.query(
      "SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = 'workspaces'::regclass",
    );
    expect(rows).toEqual([{ relrowsecurity: true, relforcerowsecurity: true }]);
  });

  it("begins each primary and unique key with its workspace", async () => {
    expect(await names(owner, LOOSE_KEYS, [SHARED])).toEqual([]);
  });

  it("begins each foreign key into another such table with the workspace on both sides", async () => {
    expect(await names(owner, LOOSE_POINTERS, [SHARED])).toEqual([]);
  });

  it("is read through no view that would see with its owner's eyes", async () => {
    const views = await names(
      owner,
      `SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
       WHERE c.relkind = 'm' OR (c.relkind = 'v' AND NOT coalesce(c.reloptions @> ARRAY['security_invoker=true'], false))`,
    );
    expect(views).toEqual([]);
  });
});

describe("policies", () => {
  it("know two settings and no switch that turns them off", async () => {
    const { rows } = await owner.query<{ text: string }>(
      `SELECT coalesce(pg_get_expr(polqual, polrelid), '') || ' ' || coalesce(pg_get_expr(polwithcheck, polrelid), '') AS text
       FROM pg_policy`,
    );
    const settings = rows.flatMap(({ text }) =>
      [...text.matchAll(/current_setting\('([^']+)'/g)].map((match) => match[1]),
    );
    expect(new Set(settings)).toEqual(new Set(["app.workspace_id", "app.user_id"]));
  });

  it("that pass everything are for the owner's look-up functions alone, and only for reading", async () => {
    const { rows } = await owner.query<{ cmd: string; roles: string[] }>(
      `SELECT p.polcmd AS cmd, ARRAY(SELECT r.rolname::text FROM pg_roles r WHERE r.oid = ANY (p.polroles)) AS roles
       FROM pg_policy p WHERE pg_get_expr(p.polqual, p.polrelid) = 'true'`,
    );
    const me = (await names(owner, "SELECT current_user::text AS name"))[0];
    expect(rows.length).toBeGreaterThan(0);
    for (const policy of rows) expect(policy).toEqual({ cmd: "r", roles: [me] });
  });

  it("are not moved by settings that sound like a switch", async () => {
    await app.query("SET app.bypass_rls = 'on'");
    await app.query("SET app.is_admin = 'true'");
    expect((await app.query("SELECT 1 FROM workspaces")).rows).toEqual([]);
  });

  // What the operator of the instance sees of workspaces and providers, column by column; anything more is a decision.
  const operatorSees: Readonly<Record<string, string>> = {
    instance_workspaces:
      "TABLE(id uuid, slug text, name text, created_at timestamp with time zone, suspended_at timestamp with time zone, daily_limit integer, members integer)",
    instance_providers:
      "TABLE(provider text, active integer, needs_reconnect integer, last_ok_at timestamp with time zone, failing integer, oldest_open_at timestamp with time zone)",
    instance_schema_version: "text",
    instance_signals:
      "TABLE(pending bigint, in_flight bigint, unknown bigint, oldest_unknown_at timestamp with time zone, oldest_open_call_at timestamp with time zone, reports_waiting bigint, oldest_report_at timestamp with time zone, mismatches bigint)",
    instance_full_inboxes: "TABLE(provider text, connections bigint)",
    instance_calls: "TABLE(provider text, answer text, calls bigint)",
  };

  it("are looked past by functions that answer ids only, and by those of the operator", async () => {
    const { rows } = await owner.query<{ name: string; result: string }>(
      `SELECT p.proname AS name, pg_get_function_result(p.oid) AS result FROM pg_proc p
       JOIN pg_namespace n ON n.oid = p.pronamespace AND n.nspname = 'public' WHERE p.prosecdef`,
    );
    for (const { name, result } of rows) {
      if (operatorSees[name] !== undefined) {
        expect([name, result]).toEqual([name, operatorSees[name]]);
        continue;
      }
      // A key's id is no key: it names an entry of the keyring, which the database has never seen.
      expect([name, result.replaceAll(/\b((workspace_)?id uuid|key_id text)\b/g, "id")]).toEqual([
        name,
        expect.stringMatching(/^(void|TABLE\(id(, id)*\))$/),
      ]);
    }
    const loose = await names(
      owner,
      "SELECT proname AS name FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace AND n.nspname = 'public' WHERE p.prosecdef AND NOT coalesce(p.proconfig::text LIKE '%search_path=%', false)",
    );
    expect(loose).toEqual([]);
  });
});

describe("R-140: the history", () => {
  it("has a beginning that nothing in the database can take away: no function drops or detaches a month", async () => {
    const able = await names(
      owner,
      `SELECT p.proname::text AS name FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace AND n.nspname = 'public'
       WHERE p.prosrc ~* '\\m(detach|drop|truncate)\\M' OR p.prosrc ~* 'delete\\s+from\\s+audit'`,
    );
    expect(able).toEqual([]);
  });
});

describe("role app", () => {
  it("is no superuser, may not bypass row-level security, and owns nothing", async () => {
    const { rows } = await app.query(
      `SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication,
         (SELECT count(*)::int FROM pg_class WHERE relowner = r.oid) AS owned,
         (SELECT count(*)::int FROM pg_auth_members WHERE member = r.oid) AS memberships
       FROM pg_roles r WHERE rolname = current_user`,
    );
    expect(rows).toEqual([
      {
        rolsuper: false,
        rolbypassrls: false,
        rolcreaterole: false,
        rolcreatedb: false,
        rolreplication: false,
        owned: 0,
        memberships: 0,
      },
    ]);
  });

  it("writes history and never rewrites it", async () => {
    await expect(app.query("UPDATE audit_events SET action = 'x'")).rejects.toMatchObject({ code: "42501" });
    await expect(app.query("DELETE FROM audit_events")).rejects.toMatchObject({ code: "42501" });
    await expect(app.query("TRUNCATE audit_events")).rejects.toMatchObject({ code: "42501" });
  });

  it("reaches no month partition past its parent", async () => {
    const partitions = await names(
      owner,
      "SELECT relname AS name FROM pg_class WHERE relispartition AND relkind = 'r' AND relnamespace = 'public'::regnamespace",
    );
    expect(partitions.length).toBeGreaterThan(0);
    for (const partition of partitions) {
      await expect(app.query(`SELECT 1 FROM ${partition}`)).rejects.toMatchObject({ code: "42501" });
    }
  });
});

describe("role loader", () => {
  it("holds INSERT and reads key columns, and nothing else", async () => {
    const granted = await names(
      owner,
      `SELECT table_name || ' ' || privilege_type AS name FROM information_schema.table_privileges
       WHERE grantee = (SELECT rolname FROM pg_roles WHERE rolname LIKE '%\\_loader' AND rolname = $1) ORDER BY 1`,
      [(await names(loader, "SELECT current_user::text AS name"))[0]],
    );
    expect(granted.length).toBeGreaterThan(0);
    expect(granted.filter((grant) => !grant.endsWith(" INSERT"))).toEqual([]);
    const columns = await names(
      owner,
      `SELECT DISTINCT column_name AS name FROM information_schema.column_privileges
       WHERE grantee = $1 AND privilege_type = 'SELECT'`,
      [(await names(loader, "SELECT current_user::text AS name"))[0]],
    );
    expect(new Set(columns)).toEqual(new Set(["workspace_id", "id", "campaign_id"]));
  });

  it.each([
    "SELECT body FROM messages",
    "SELECT msisdn FROM messages",
    "SELECT email FROM users",
    "SELECT key_sealed FROM connections",
    "UPDATE messages SET state = 'delivered'",
    "DELETE FROM messages",
    "INSERT INTO users (id, email, name, password_hash) VALUES (gen_random_uuid(), 'a@b.co', 'a', 'b')",
  ])("is refused %s", async (statement) => {
    await expect(loader.query(statement)).rejects.toMatchObject({ code: "42501" });
  });
});
