import pg from "pg";
import { afterEach, describe, expect, it, vi } from "vitest";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";

const database = useTestDatabase();

// Guards R-030: a process that could read every workspace must not start. Each case reads its settings anew.
async function startAs(url: string): Promise<void> {
  vi.resetModules();
  process.env.DATABASE_URL = url;
  const { assertAppRole } = await import("#lib/infra/db/assert-role");
  const { closePools } = await import("#lib/infra/db/pools");
  try {
    await assertAppRole();
  } finally {
    await closePools();
  }
}

afterEach(() => {
  process.env.DATABASE_URL = database().appUrl;
});

describe("assertAppRole", () => {
  it("lets the role of web and worker in", async () => {
    await expect(startAs(database().appUrl)).resolves.toBeUndefined();
  });

  it("refuses the role for COPY, which may bypass row-level security", async () => {
    await expect(startAs(database().loaderUrl)).rejects.toThrow(/DATABASE_URL: the role can act as ".*_loader"/);
  });

  it("refuses the owner of the tables", async () => {
    await expect(startAs(database().ownerUrl)).rejects.toThrow(/DATABASE_URL: the role can act as ".*_owner"/);
  });

  it.each([
    [
      "templates",
      "ALTER TABLE templates DISABLE ROW LEVEL SECURITY",
      "ALTER TABLE templates ENABLE ROW LEVEL SECURITY",
    ],
    [
      "templates",
      "ALTER TABLE templates NO FORCE ROW LEVEL SECURITY",
      "ALTER TABLE templates FORCE ROW LEVEL SECURITY",
    ],
    [
      "templates",
      "DROP POLICY tenant ON templates",
      "CREATE POLICY tenant ON templates USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid)",
    ],
    ["senders", "CREATE POLICY open ON senders USING (true)", "DROP POLICY open ON senders"],
    ["senders", "CREATE POLICY open ON senders FOR INSERT WITH CHECK (true)", "DROP POLICY open ON senders"],
    [
      "workspaces",
      "ALTER TABLE workspaces DISABLE ROW LEVEL SECURITY",
      "ALTER TABLE workspaces ENABLE ROW LEVEL SECURITY",
    ],
  ])("refuses a database in which %s is open: %s", async (table, open, close) => {
    const owner = new pg.Client({ connectionString: database().ownerUrl });
    await owner.connect();
    try {
      await owner.query(open);
      await expect(startAs(database().appUrl)).rejects.toThrow(`table "${table}" has no forced row-level security`);
    } finally {
      await owner.query(close);
      await owner.end();
    }
  });
});
