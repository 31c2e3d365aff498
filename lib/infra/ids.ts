import { v7 } from "uuid";

/** Makes a UUID version 7: sortable by creation time, so rows and month partitions follow the clock. */
export function newId(): string {
  return v7();
}
