import { randomInt } from "node:crypto";
import { v7 } from "uuid";

/** Makes a UUID version 7: sortable by creation time, so rows and month partitions follow the clock. */
export function newId(): string {
  return v7();
}

/**
 * Makes ids of one instant that follow each other: rows written together are one range, and lie in one month's partition.
 *
 * The counter of 32 bits begins at a random place in its lower half, so that two runs of one millisecond do not meet.
 */
export function idRun(at: Date): () => string {
  const msecs = at.getTime();
  let seq = randomInt(2 ** 31);
  return () => {
    seq += 1;
    return v7({ msecs, seq });
  };
}
