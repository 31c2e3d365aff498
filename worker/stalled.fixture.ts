import { expect } from "vitest";
import { DomainError } from "#lib/domain/errors";
import { closeChunk } from "#lib/domain/messages/commands/end-lease";
import type { CallResult } from "#lib/domain/messages/commands/settle-call";
import { settleLate } from "#lib/domain/messages/commands/settle-late";
import { findDrift } from "#lib/domain/rollups/drift-queries";
import type { Overlapping } from "#lib/infra/db/overlap.fixture";
import type { Stage, Theatre } from "./stage.fixture.ts";
import { accepted, begin, claim, loseLeases, overlap, ready, settle } from "./steps.fixture.ts";

/** A refusal is an answer as well; whatever else is thrown is not. */
async function refusalOf(work: Promise<unknown>): Promise<string | null> {
  try {
    await work;
    return null;
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

/** When the worker that stood still records what it knows: before something else, or after it. */
export const orders = ["first", "second"] as const;

/**
 * A campaign of so many people whose first call, of 200 at most, was given up, because its worker stood still.
 *
 * @param results What that worker knows of the call: nothing, when it never made it.
 */
export async function stalled(theatre: Theatre, people: number, results: readonly CallResult[] = []) {
  const { stage, campaignId, lease } = await ready(theatre, people);
  const { sql, transact } = stage.workspace;
  const began = await begin(stage, lease);
  if (began.kind !== "begun") throw new Error("not begun");
  const { attemptId, fromId, throughId } = began.call;
  await loseLeases(theatre, stage);
  const said: { recorded?: string; refusal?: string | null } = {};

  /** The worker wakes up and records what it knows. */
  const wakes: Overlapping = (hold) =>
    sql(async (tx) => {
      const answer = { attemptId, fromId, throughId, results, httpStatus: null, requestId: null, detail: "not_made" };
      said.recorded = await settleLate(tx, answer);
      await hold?.();
    });
  /** Something that a person or a job does to the campaign. */
  const change =
    (work: Parameters<Stage["workspace"]["transact"]>[0]): Overlapping =>
    async (hold) => {
      const done = transact(async (tx) => {
        await work(tx);
        await hold?.();
      });
      said.refusal = await refusalOf(done);
    };
  /** A step of another worker. */
  const step =
    (work: Parameters<Stage["workspace"]["sql"]>[0]): Overlapping =>
    (hold) =>
      sql(async (tx) => {
        await work(tx);
        await hold?.();
      });
  const other = async (worker: string) => {
    const next = await claim(stage, worker);
    if (next === null) throw new Error("nothing to claim");
    return next;
  };
  /** Another worker sends to whoever is left. */
  const sendRest = async () => {
    const next = await other("two");
    const call = await begin(stage, next);
    const taken = call.kind === "begun" ? call.call.items.map((_, n) => accepted(n)) : [];
    if (call.kind === "begun") await settle(stage, call.call, taken);
    return next;
  };
  const closed = async () => {
    const next = await sendRest();
    expect(await sql((tx) => closeChunk(tx, next, 0))).toBe(true);
  };
  const expectNext = async (count: number) => {
    const call = await begin(stage, await other("three"));
    expect(call.kind === "begun" && call.call.items.length).toBe(count);
    await expectCounted();
  };
  const expectCounted = async () => expect(await sql(findDrift)).toEqual([]);
  /** It wakes up and something else is done: the one that comes first is not committed before the other waits for it. */
  const meet = (place: (typeof orders)[number], another: Overlapping) =>
    place === "first" ? overlap(theatre, wakes, another) : overlap(theatre, another, wakes);
  return {
    ...{ stage, campaignId, attemptId, sql, said, wakes, change, step, other, sendRest },
    ...{ closed, meet, expectNext, expectCounted },
  };
}
