import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closePools } from "#lib/infra/db/pools";
import { withAccount, withTenant, withTenantSql } from "#lib/infra/db/tenant";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace, type TestWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { newId } from "#lib/infra/ids";

const database = useTestDatabase();
let ours: TestWorkspace;
let theirs: TestWorkspace;

async function fill(workspace: TestWorkspace, marker: string): Promise<string> {
  const campaignId = newId();
  const workspaceId = workspace.id;
  await workspace.transact(async ({ db }) => {
    await db.campaign.create({ data: { workspaceId, id: campaignId, name: marker, createdById: workspace.person.id } });
    await db.messageStat.create({ data: { workspaceId, campaignId, state: "pending", messages: 1, parts: 1 } });
    await db.suppression.create({ data: { workspaceId, msisdn: 905321112233n, reason: marker, source: "test" } });
    await db.auditEvent.create({ data: { workspaceId, id: newId(), action: marker, detail: {} } });
  });
  return campaignId;
}

let theirCampaign: string;

beforeAll(async () => {
  ours = await makeWorkspace();
  theirs = await makeWorkspace();
  await fill(ours, "ours");
  theirCampaign = await fill(theirs, "theirs");
});

afterAll(() => closePools());

async function tenantTables(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'workspace_id'
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relname <> 'slugs'`,
  );
  return rows.map((row) => row.name);
}

// Guards R-031: what one workspace left in a connection is never what the next one sees.
describe("outside its workspace, a row", () => {
  it("is not there for a connection without a workspace, in any table", async () => {
    const client = new pg.Client({ connectionString: database().appUrl });
    await client.connect();
    try {
      const tables = await tenantTables(client);
      expect(tables.length).toBeGreaterThan(15);
      for (const table of [...tables, "workspaces"]) {
        expect([table, (await client.query(`SELECT 1 FROM ${table} LIMIT 1`)).rowCount]).toEqual([table, 0]);
      }
    } finally {
      await client.end();
    }
  });

  it("is not there for another workspace, in any table", async () => {
    await withTenantSql(ours.id, async ({ client }) => {
      for (const table of await tenantTables(client)) {
        const { rows } = await client.query(`SELECT DISTINCT workspace_id FROM ${table}`);
        expect([table, rows.filter((row) => row.workspace_id !== ours.id)]).toEqual([table, []]);
      }
      expect((await client.query("SELECT id FROM workspaces")).rows).toEqual([{ id: ours.id }]);
    });
  });

  it("is not there for a workspace that does not exist, nor after a transaction has ended", async () => {
    const client = new pg.Client({ connectionString: database().appUrl });
    await client.connect();
    try {
      await client.query(`BEGIN; SET LOCAL app.workspace_id = '${ours.id}'; SELECT 1; COMMIT`);
      // The setting now reads '' and not NULL; neither a row nor a cast error may come of it.
      expect((await client.query("SELECT 1 FROM campaigns")).rowCount).toBe(0);
      await client.query(`BEGIN; SET LOCAL app.workspace_id = '${newId()}'`);
      expect((await client.query("SELECT 1 FROM campaigns")).rowCount).toBe(0);
      await client.query("ROLLBACK");
    } finally {
      await client.end();
    }
  });

  it("is neither changed nor made by another workspace", async () => {
    await expect(
      ours.transact(({ db }) => db.campaign.updateMany({ where: { id: theirCampaign }, data: { name: "taken" } })),
    ).resolves.toEqual({ count: 0 });
    await expect(
      ours.transact(({ db }) => db.campaign.deleteMany({ where: { workspaceId: theirs.id } })),
    ).resolves.toEqual({ count: 0 });
    const planted = { workspaceId: theirs.id, id: newId(), name: "planted", createdById: ours.person.id };
    await expect(ours.transact(({ db }) => db.campaign.create({ data: planted }))).rejects.toThrow();
  });

  it("is not pointed at from another workspace", async () => {
    const stat = { workspaceId: ours.id, campaignId: theirCampaign, state: "pending", messages: 1, parts: 1 } as const;
    await expect(ours.transact(({ db }) => db.messageStat.create({ data: stat }))).rejects.toMatchObject({
      code: "P2003",
    });
  });
});

describe("two workspaces taking turns", () => {
  it("ten thousand times on one connection never see each other", async () => {
    const pool = new pg.Pool({ connectionString: database().appUrl, max: 1 });
    const seen = { [ours.id]: new Set<string>(), [theirs.id]: new Set<string>() };
    try {
      const turns = Array.from({ length: 10_000 }, async (_, turn) => {
        const id = turn % 2 === 0 ? ours.id : theirs.id;
        const text = `BEGIN; SET LOCAL app.workspace_id = '${id}'; SELECT name FROM campaigns; COMMIT`;
        const answers = (await pool.query(text)) as unknown as pg.QueryResult<{ name: string }>[];
        for (const row of answers[2]?.rows ?? []) seen[id]?.add(row.name);
      });
      await Promise.all(turns);
      expect(seen).toEqual({ [ours.id]: new Set(["ours"]), [theirs.id]: new Set(["theirs"]) });
      expect((await pool.query("SELECT 1 FROM campaigns")).rowCount).toBe(0);
    } finally {
      await pool.end();
    }
  });

  it("through the doors of the code see their own, and a bare connection between them sees none", async () => {
    const turns = Array.from({ length: 300 }, async (_, turn) => {
      const workspace = turn % 2 === 0 ? ours : theirs;
      if (turn % 3 === 0) return withAccount(null, ({ db }) => db.campaign.findMany({ select: { name: true } }));
      const rows = await workspace.transact(({ db }) => db.campaign.findMany({ select: { name: true } }));
      expect(rows).toEqual([{ name: workspace === ours ? "ours" : "theirs" }]);
      return [];
    });
    expect((await Promise.all(turns)).flat()).toEqual([]);
  });
});

describe("a person", () => {
  it("sees the own memberships and workspaces before one is chosen, and nobody else's", async () => {
    const found = await withAccount(ours.person.id, async ({ db }) => ({
      memberships: await db.membership.findMany({ select: { workspaceId: true } }),
      workspaces: await db.workspace.findMany({ select: { id: true } }),
      campaigns: await db.campaign.count(),
    }));
    expect(found).toEqual({
      memberships: [{ workspaceId: ours.id }],
      workspaces: [{ id: ours.id }],
      campaigns: 0,
    });
  });

  it("joins no workspace by that door", async () => {
    const data = { workspaceId: theirs.id, userId: ours.person.id, role: "owner" } as const;
    await expect(withAccount(ours.person.id, ({ db }) => db.membership.create({ data }))).rejects.toThrow();
    const raise = withAccount(ours.person.id, ({ db }) =>
      db.membership.updateMany({ where: { userId: ours.person.id }, data: { role: "viewer" } }),
    );
    await expect(raise).resolves.toEqual({ count: 0 });
  });
});

// Guards R-032: what was written before a throw is gone, and so is the bond.
describe("a throw", () => {
  it("takes everything back", async () => {
    const id = newId();
    const failing = ours.transact(async ({ db }) => {
      await db.campaign.create({ data: { workspaceId: ours.id, id, name: "half", createdById: ours.person.id } });
      throw new Error("after the write");
    });
    await expect(failing).rejects.toThrow("after the write");
    expect(await ours.transact(({ db }) => db.campaign.findFirst({ where: { id } }))).toBeNull();
  });

  it("takes hand-written SQL back too", async () => {
    const failing = withTenantSql(ours.id, async ({ client }) => {
      await client.query("DELETE FROM suppressions WHERE workspace_id = $1", [ours.id]);
      throw new Error("after the write");
    });
    await expect(failing).rejects.toThrow("after the write");
    expect(await ours.transact(({ db }) => db.suppression.count())).toBe(1);
  });
});

it.each(["", "x", "'; DROP TABLE users; --", "00000000-0000-0000-0000-00000000000G", `${"0".repeat(36)}`])(
  "no workspace is bound by the text %j",
  async (workspaceId) => {
    await expect(async () => withTenant({ workspaceId, actorId: null }, async () => 1)).rejects.toThrow(
      "not a workspace",
    );
  },
);
