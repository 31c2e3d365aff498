import { afterAll, beforeAll } from "vitest";
import type { TestDatabase } from "#lib/infra/db/test-database.fixture";
import { closeSender, installQueue } from "#lib/infra/queue";

/** Gives the test file's database the queues of the product, so that what enqueues a job can run. */
export function withQueues(database: () => TestDatabase): void {
  beforeAll(() => installQueue(database().ownerUrl), 60_000);
  afterAll(closeSender);
}
