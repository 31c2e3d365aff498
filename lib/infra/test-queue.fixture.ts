import { afterAll } from "vitest";
import { closeSender } from "#lib/infra/queue";

/** For a test file that enqueues jobs. The queues themselves come with its database, like all that migrating makes. */
export function withQueues(): void {
  afterAll(closeSender);
}
