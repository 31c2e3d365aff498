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
});
