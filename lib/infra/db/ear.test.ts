import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { closeEar, hear, TELL } from "#lib/infra/db/ear";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";

const database = useTestDatabase();
let other: pg.Client;
beforeAll(async () => {
  // The same role: another would not be shown what these connections do.
  other = new pg.Client({ connectionString: database().appUrl });
  await other.connect();
});
afterEach(() => closeEar());
afterAll(() => other.end());

/** Hears a topic; `told` ends with the next call. */
function ear(topic: string) {
  let count = 0;
  let wake = () => {};
  const stop = hear(topic, () => {
    count += 1;
    wake();
  });
  return {
    stop,
    count: () => count,
    told: () =>
      new Promise<void>((done) => {
        wake = done;
      }),
  };
}

const listeningPids = async () =>
  (
    await other.query<{ pid: number }>(
      "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN %'",
    )
  ).rows.map(({ pid }) => pid);

describe("hear", () => {
  it("calls those of the topic, and nobody else, over one connection for all", async () => {
    const ears = Array.from({ length: 5 }, (_, n) => ear(n < 4 ? "a" : "b"));
    await Promise.all(ears.map((one) => one.told()));
    expect(await listeningPids()).toHaveLength(1);
    const before = ears.map((one) => one.count());
    const told = Promise.all(ears.slice(0, 4).map((one) => one.told()));
    await other.query(TELL, ["a"]);
    await told;
    expect(ears.map((one, n) => one.count() - (before[n] ?? 0))).toEqual([1, 1, 1, 1, 0]);
  });

  it("calls nobody any more who has stopped", async () => {
    const [gone, stays] = [ear("a"), ear("a")];
    await stays.told();
    const before = gone.count();
    gone.stop();
    const told = stays.told();
    await other.query(TELL, ["a"]);
    await told;
    expect(gone.count()).toBe(before);
  });

  it("listens again after the connection was cut, and calls everybody, because something may have been missed", async () => {
    const one = ear("a");
    await one.told();
    // All of them: the server shows a connection that was closed for a moment longer.
    const cut = await listeningPids();
    const told = one.told();
    await other.query("SELECT pg_terminate_backend(pid) FROM unnest($1::int[]) AS pid", [cut]);
    await told;
    await expect.poll(async () => (await listeningPids()).filter((pid) => cut.includes(pid))).toEqual([]);
  });
});
