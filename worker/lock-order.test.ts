import { expect, it } from "vitest";
import { decideUnknown } from "#lib/domain/campaigns/commands/decide-unknown";
import { closeChunk } from "#lib/domain/messages/commands/end-lease";
import { acceptFoundCall } from "#lib/domain/messages/commands/look-for-call";
import { settleLate } from "#lib/domain/messages/commands/settle-late";
import { findDrift } from "#lib/domain/rollups/drift-queries";
import type { Overlapping } from "#lib/infra/db/overlap.fixture";
import type { TenantSql } from "#lib/infra/db/tenant";
import { openTheatre, type Stage } from "./stage.fixture.ts";
import { orders } from "./stalled.fixture.ts";
import { begin, claim, loseLeases, overlap, ready } from "./steps.fixture.ts";

// Whoever moves people takes their campaign, the attempt, the chunk and the counts, in this order: two who move people of one
// chunk in the same instant wait for each other in a row and never crosswise.

const theatre = openTheatre();

/** The next of a chunk, in a call that is given up. */
async function lose(stage: Stage, worker: string) {
  const lease = await claim(stage, worker);
  const began = lease === null ? null : await begin(stage, lease);
  if (began?.kind !== "begun") throw new Error("not begun");
  await loseLeases(theatre, stage);
  return began.call;
}

/** A chunk that was handed over, with two calls that were given up. */
async function twoLost() {
  const { stage, campaignId } = await ready(theatre, 400);
  await loseLeases(theatre, stage);
  const [one, two] = [await lose(stage, "two"), await lose(stage, "three")];
  const lease = await claim(stage, "four");
  if (lease === null) throw new Error("nothing to claim");
  expect(await stage.workspace.sql((sql) => closeChunk(sql, lease, 0))).toBe(true);
  return { stage, campaignId, one, two };
}

/** The same bond, which stands still before one of its statements. */
function standingBefore(sql: TenantSql, name: string, hold: () => Promise<void>): TenantSql {
  const query = async (statement: { readonly name?: string }, values?: unknown[]) => {
    if (statement.name === name) await hold();
    return sql.client.query(statement as never, values);
  };
  const client = new Proxy(sql.client, { get: (on, key) => (key === "query" ? query : Reflect.get(on, key)) });
  return { ...sql, client };
}

const ways = [
  ["a person sends to again", { pending: 400 }],
  ["are found at the provider", { accepted: 200, pending: 200 }],
] as const;

for (const [way, counts] of ways) {
  it.each(orders)(
    `people of one call ${way}, and those of another turn out, %s, not to have been sent to`,
    async (place) => {
      const { stage, campaignId, one, two } = await twoLost();
      const { sql, transact } = stage.workspace;
      const wakes: Overlapping = (hold = async () => {}) =>
        sql((tx) => {
          const { attemptId, fromId, throughId } = two;
          const answer = {
            attemptId,
            fromId,
            throughId,
            results: [],
            httpStatus: null,
            requestId: null,
            detail: "not_made",
          };
          return settleLate(standingBefore(tx, "settle-late", hold), answer);
        });
      const settles: Overlapping = (hold) =>
        transact(async (tx) => {
          const again = { campaignId, calls: [one.attemptId], decision: "send_again" as const };
          if (way === "are found at the provider") await acceptFoundCall(tx, one.attemptId, "order-1");
          else await decideUnknown(tx, again);
          await hold?.();
        });
      await (place === "first" ? overlap(theatre, wakes, settles) : overlap(theatre, settles, wakes));
      expect(await stage.counts(campaignId)).toEqual(counts);
      expect(await sql(findDrift)).toEqual([]);
    },
  );
}
