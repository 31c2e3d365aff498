import { EventEmitter, once } from "node:events";
import type pg from "pg";
import { expect, vi } from "vitest";

/** Something done in a transaction, which it holds open until `hold` is back. */
export type Overlapping = (hold?: () => Promise<void>) => Promise<unknown>;

const WAITING =
  "SELECT FROM pg_locks l JOIN pg_stat_activity a USING (pid) WHERE NOT l.granted AND a.datname = current_database()";
/** Only a wait for ever is cut off. */
const LIMIT_MS = 120_000;

/**
 * Two transactions of which the first is held open until the second is through, or waits for it.
 *
 * @param owner Looks at the locks of the database.
 */
export async function overlapped(
  owner: Pick<pg.Client | pg.Pool, "query">,
  first: Overlapping,
  second: Overlapping,
): Promise<void> {
  const signs = new EventEmitter();
  const held = once(signs, "held");
  const freed = once(signs, "freed");
  const one = first(async () => {
    signs.emit("held");
    await freed;
  });
  await Promise.race([held, one]);
  let isThrough = false;
  const other = second().finally(() => {
    isThrough = true;
  });
  try {
    await vi.waitFor(async () => {
      if (!isThrough) expect((await owner.query(WAITING)).rowCount, "nobody waits").not.toBe(0);
    }, LIMIT_MS);
  } finally {
    signs.emit("freed");
  }
  await Promise.all([one, other]);
}
