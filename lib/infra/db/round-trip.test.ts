import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isPassing } from "#lib/infra/db/passing-error";
import { appPool, closePools } from "#lib/infra/db/pools";
import type { Statement } from "#lib/infra/db/round-trip";
import { type TenantStatements, tenantStatements } from "#lib/infra/db/tenant";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace, type TestWorkspace } from "#lib/infra/db/test-workspace.fixture";

useTestDatabase();
let ours: TestWorkspace;
let theirs: TestWorkspace;
let sql: TenantStatements;
beforeAll(async () => {
  [ours, theirs] = [await makeWorkspace(), await makeWorkspace()];
  sql = tenantStatements(ours.id);
});
afterAll(() => closePools());

const ask = async <R extends Record<string, unknown>>(name: string, text: string, values: Statement["values"]) =>
  (await sql.client.query<R>({ name, text, values })).rows;

const suppress = (workspaceId: string, numbers: readonly string[]): Statement => ({
  name: "suppress",
  text: "INSERT INTO suppressions (workspace_id, msisdn, reason, source) SELECT $1, n, 'stop', 'test' FROM unnest($2::bigint[]) AS n RETURNING msisdn::text",
  values: [workspaceId, numbers],
});

const suppressed = () => ours.transact(({ db }) => db.suppression.count({ where: { workspaceId: ours.id } }));

describe("a statement that is a transaction by itself", () => {
  it("gives values back as they were", async () => {
    const texts = ["", "null", "NULL", 'a "b" \\c', "{1,2}", "çığ ş", " x ", "düz", null];
    const at = new Date("2026-11-21T18:00:00.123Z");
    const row = await ask(
      "values",
      "SELECT $1::text[] AS texts, $2::smallint[] AS counts, $3::timestamptz AS at, $4::bytea AS bytes, $5::float8 AS much, $6::boolean AS yes, $7::text AS nothing",
      [texts, [1, null, 3], at, Buffer.from([0, 255]), Number.POSITIVE_INFINITY, true, null],
    );
    expect(row).toEqual([
      {
        texts,
        counts: [1, null, 3],
        at,
        bytes: Buffer.from([0, 255]),
        much: Number.POSITIVE_INFINITY,
        yes: true,
        nothing: null,
      },
    ]);
  });

  it("is committed when its answer is there, and counts its rows", async () => {
    const { rows, rowCount } = await sql.client.query(suppress(ours.id, ["905321112233", "905321112234"]));
    expect([rows.length, rowCount]).toEqual([2, 2]);
    expect(await suppressed()).toBe(2);
  });

  it("leaves nothing behind when it fails, and says what a repetition may mend", async () => {
    const before = await suppressed();
    const failed = await sql.client
      .query(suppress(ours.id, ["905321112235", "905321112233"]))
      .catch((error: unknown) => error);
    expect(failed).toMatchObject({ code: "23505" });
    expect(isPassing(failed)).toBe(false);
    expect(await suppressed()).toBe(before);
    expect(await ask("again", "SELECT 1 AS one", [])).toEqual([{ one: 1 }]);
  });

  it("R-031: sees and writes its own workspace only, whatever it names", async () => {
    const text = "SELECT count(*)::int AS n FROM suppressions WHERE workspace_id = $1";
    expect(await ask("count", text, [theirs.id])).toEqual([{ n: 0 }]);
    await expect(sql.client.query(suppress(theirs.id, ["905321112299"]))).rejects.toMatchObject({ code: "42501" });
    const { rows } = await appPool().query("SELECT current_setting('app.workspace_id', true) AS left_over");
    expect(rows[0]?.left_over ?? "").toBe("");
  });

  it("tells that it is on its way before there is an answer", async () => {
    const order: string[] = [];
    const told = tenantStatements(ours.id, () => order.push("sent"));
    await told.client.query({ name: "again", text: "SELECT 1 AS one", values: [] }).then(() => order.push("answered"));
    expect(order).toEqual(["sent", "answered"]);
  });

  it("is refused when the server ends its connection, as something that passes", async () => {
    const text = "SELECT pg_terminate_backend(pg_backend_pid())";
    const failed = await sql.client.query({ name: "end", text, values: [] }).catch((error: unknown) => error);
    expect(isPassing(failed)).toBe(true);
    expect(await ask("again", "SELECT 1 AS one", [])).toEqual([{ one: 1 }]);
  });
});
