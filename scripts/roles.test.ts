import pg from "pg";
import { afterAll, expect, it } from "vitest";
import { addressFor, ensureRoles, rolePassword } from "./roles.ts";
import { testTemplate } from "./test-database.ts";

const DATABASE = "test_roles";
const { adminUrl } = await testTemplate();

async function ask(url: string, text: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client.query(text).finally(() => client.end());
}

const login = (authSecret: string, role: string) =>
  addressFor(adminUrl, { role, password: rolePassword(authSecret, role), database: DATABASE });

const request = (authSecret: string) => ({ adminUrl, database: DATABASE, authSecret, withOwner: true });

afterAll(async () => {
  await ask(adminUrl, `DROP DATABASE IF EXISTS ${DATABASE} WITH (FORCE)`);
  for (const role of ["app", "loader", "owner"]) await ask(adminUrl, `DROP ROLE IF EXISTS ${DATABASE}_${role}`);
});

// what serves requests must be held by the policies; what copies must not.
it("roles have exactly the rights they need", async () => {
  const names = await ensureRoles(request("first secret"));
  const { rows } = await ask(
    login("first secret", names.app),
    `SELECT rolname, rolsuper OR rolcreaterole OR rolcreatedb AS "isMighty", rolbypassrls AS "seesAll"
     FROM pg_roles WHERE rolname LIKE '${DATABASE}\\_%' ORDER BY rolname`,
  );
  expect(rows).toEqual([
    { rolname: names.app, isMighty: false, seesAll: false },
    { rolname: names.loader, isMighty: false, seesAll: true },
    { rolname: names.owner, isMighty: false, seesAll: true },
  ]);
});

it("a role that was given too much is brought back", async () => {
  const names = await ensureRoles(request("first secret"));
  await ask(adminUrl, `ALTER ROLE ${names.app} BYPASSRLS CREATEROLE`);
  await ensureRoles(request("first secret"));
  const { rows } = await ask(
    adminUrl,
    `SELECT rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = '${names.app}'`,
  );
  expect(rows).toEqual([{ rolbypassrls: false, rolcreaterole: false }]);
});

it("passwords follow a new login secret, and the old ones no longer work", async () => {
  const names = await ensureRoles(request("first secret"));
  await ensureRoles(request("second secret"));
  expect((await ask(login("second secret", names.loader), "SELECT 1")).rowCount).toBe(1);
  await expect(ask(login("first secret", names.loader), "SELECT 1")).rejects.toMatchObject({ code: "28P01" });
});

it("who may not make such roles gets a sentence that says what to do", async () => {
  await ask(adminUrl, "DROP ROLE IF EXISTS test_roles_weak");
  await ask(adminUrl, "CREATE ROLE test_roles_weak LOGIN CREATEROLE PASSWORD 'weak'");
  const weak = addressFor(adminUrl, { role: "test_roles_weak", password: "weak" });
  await expect(ensureRoles({ ...request("x"), adminUrl: weak, database: "test_other" })).rejects.toThrow(
    /set DATABASE_URL/,
  );
  for (const role of ["test_other_app", "test_other_loader", "test_roles_weak"])
    await ask(adminUrl, `DROP ROLE IF EXISTS ${role}`);
});
