import { setTimeout as pause } from "node:timers/promises";
import { holdConnection } from "#lib/domain/connections/commands/hold-connection";
import type { Call } from "#lib/domain/messages/commands/begin-call";
import { confirmCall } from "#lib/domain/messages/commands/confirm-call";
import { type Course, closeChunk, releaseChunk } from "#lib/domain/messages/commands/end-lease";
import { moveHeld } from "#lib/domain/messages/commands/move-over";
import type { Secret } from "#lib/infra/crypto/secret";
import { log } from "#lib/infra/log";
import { Beginnings, type Hand, isBurst, turnFor } from "./begin.ts";
import { type Caller, follow, probe } from "./consequences.ts";
import { failpoint } from "./failpoints.ts";
import { type HandedOver, handOver } from "./hand-over.ts";
import { insist, record, takeBack } from "./recording.ts";
import { weigh } from "./repeated.ts";
import { restForNow, restForSender, stopSending } from "./stop-sending.ts";
import { tryUnseal, UNREADABLE_KEY } from "./unseal.ts";
import { heldForSecond } from "./verdict.ts";

/** What the calls for a chunk came to while this worker held it. */
class Progress {
  #course: Course = "idle";

  get course(): Course {
    return this.#course;
  }

  /** Notes an answer: somebody was taken or refused, or everybody was put off. A lost answer moved nobody. */
  note({ results, next }: HandedOver): void {
    const isMoved = results.some(({ state }) => state === "accepted" || state === "failed" || state === "held");
    if (isMoved) this.#course = "moved";
    else if (next.kind === "wait" || next.kind === "trouble") this.putOff();
  }

  putOff(): void {
    if (this.#course === "idle") this.#course = "put_off";
  }
}

/** What became of a chunk: `closed` when everybody in it was handled, else it was given back. */
export type ChunkEnd = "closed" | "given_back";

function callerOf(hand: Hand, key: Secret): Caller {
  return { job: hand.job, connectionId: hand.lease.connectionId, gauge: hand.gauge, key, startedAt: performance.now() };
}

/** Opens the key for one call; one that does not open at its own place takes the connection out of use. */
async function keyFor(hand: Hand, sealed: Uint8Array): Promise<Secret | null> {
  const { job, lease } = hand;
  const key = tryUnseal(job.workspaceId, lease.connectionId, sealed);
  if (key === null) await insist(hand.context, () => stopSending(job, lease.connectionId, UNREADABLE_KEY, null));
  return key;
}

async function passesProbe(hand: Hand, sealed: Uint8Array): Promise<boolean> {
  const key = await keyFor(hand, sealed);
  return key !== null && probe(hand.context, callerOf(hand, key), hand.driver);
}

/**
 * A permission that grew old on the way is asked for again; a pause or another worker may have come in between.
 *
 * @returns until when it holds, of performance.now(); null when it does not.
 */
async function permittedUntil(hand: Hand, askedAt: number): Promise<number | null> {
  const { times } = hand.context;
  if (performance.now() - askedAt <= times.permissionMs) return askedAt + times.permissionMs;
  const until = performance.now() + times.permissionMs;
  const isConfirmed = await hand.job.sql((sql) => confirmCall(sql, hand.lease, times.callMs, hand.context.clock.now()));
  return isConfirmed && performance.now() <= until ? until : null;
}

/** How a chunk goes on after a call. `again`: the same people once more, in smaller batches. `rest`: some did not begin in time. */
type Onward = "next" | "again" | "rest" | "stop";

/** When a call was asked for and when its turn comes, of performance.now(). */
interface Times {
  readonly askedAt: number;
  readonly turnAt: number;
}

/** Makes a begun call and records its answer. */
async function make(hand: Hand, call: Call, { askedAt, turnAt }: Times, progress: Progress): Promise<Onward> {
  const { context, job, driver, gauge } = hand;
  const key = await keyFor(hand, call.keySealed);
  if (key === null) {
    await takeBack(context, job, call.attemptId, "key_unreadable");
    return "stop";
  }
  const waitMs = Math.max(call.waitMs, turnAt - performance.now());
  if (waitMs >= 1) await pause(waitMs);
  const until = await permittedUntil(hand, askedAt);
  if (until === null) {
    await takeBack(context, job, call.attemptId, "permission_expired");
    return "stop";
  }
  failpoint("permitted");
  const { attemptId, fromId, throughId } = call;
  const caller = callerOf(hand, key);
  const handed = await weigh(context, job, attemptId, await handOver({ driver, gauge, key, call, until }));
  progress.note(handed);
  const { next, ...answer } = handed;
  const results = hand.lease.hasSecond ? heldForSecond(answer.results) : answer.results;
  const recorded = await record(context, job, { attemptId, fromId, throughId, ...answer, results });
  failpoint("recorded");
  context.tell(job.workspaceId, hand.lease.campaignId);
  if (recorded !== "settled") log.warn({ attemptId, recorded }, "an answer came late");
  if (!(await follow(context, caller, next))) return "stop";
  if (next.kind === "halve") return "again";
  const begun = handed.results.filter((result) => result.state !== "pending").length;
  if (isBurst(driver)) gauge.burstDone(call.items.length, begun);
  return begun < call.items.length ? "rest" : "next";
}

/** Everybody of a chunk was handled: whom this connection refused goes to the second one, else the chunk is done. */
async function finish(hand: Hand): Promise<"closed" | "moved_over" | "not_yet"> {
  const { context, job, lease } = hand;
  if (lease.hasSecond && (await insist(context, () => job.sql((sql) => moveHeld(sql, lease))))) {
    context.wake(job.workspaceId);
    return "moved_over";
  }
  return (await insist(context, () => closeChunk(job.brief(), lease, hand.firstPollMs))) ? "closed" : "not_yet";
}

/**
 * Waits until the pace of the connection lets a call begin. A chunk cannot be kept for longer than its lease, so for a turn that
 * is far off the connection rests instead, and whoever is free then takes the chunk.
 *
 * @returns false when the chunk has to be given back.
 */
async function awaitPace({ context, job, lease, gauge, driver }: Hand): Promise<boolean> {
  const aheadMs = gauge.pace.waitMs(performance.now());
  if (aheadMs > context.times.leaseMs / 3) {
    await insist(context, () => job.sql((sql) => holdConnection(sql, lease.connectionId, aheadMs, null)));
    return false;
  }
  // Where every message is a request, each waits for its own turn.
  const waitMs = isBurst(driver) ? aheadMs : gauge.pace.start(performance.now());
  if (waitMs >= 1) await pause(waitMs);
  return true;
}

async function send(hand: Hand, progress: Progress): Promise<ChunkEnd> {
  const { context, job, lease, gauge, driver } = hand;
  if (lease.troubledKey !== null && !(await passesProbe(hand, lease.troubledKey))) {
    progress.putOff();
    return "given_back";
  }
  const { most, ownText } = driver.capabilities.batch;
  const beginnings = new Beginnings(hand);
  let fromId = lease.firstId;
  let limit = most;
  let turnAt: number | null = null;
  while (!context.stopping.aborted && !gauge.isCrowded) {
    if (!(await awaitPace(hand))) return "given_back";
    turnAt ??= await turnFor(hand);
    if (turnAt === null) return "given_back";
    const askedAt = performance.now();
    const began = await beginnings.next(fromId, isBurst(driver) ? gauge.burst : limit);
    if (began.kind === "not_now") return "given_back";
    if (began.kind === "cap_reached" || began.kind === "limit_reached") {
      const { kind } = began;
      await insist(context, () => restForNow(job, kind));
      return "given_back";
    }
    if (began.kind === "sender_cap_reached") {
      await insist(context, () => restForSender(job, lease.campaignId));
      return "given_back";
    }
    if (began.kind === "none_left") {
      const end = await finish(hand);
      if (end === "closed") return "closed";
      if (end === "moved_over" || fromId === lease.firstId) return "given_back";
      // Somebody was put off earlier; look from the beginning again.
      fromId = lease.firstId;
      continue;
    }
    let onward: Onward = "next";
    if (began.kind === "begun") {
      failpoint("attempt-committed");
      onward = await make(hand, began.call, { askedAt, turnAt }, progress);
      turnAt = null;
      if (onward === "stop") return "given_back";
      limit = onward === "again" ? Math.ceil(began.call.items.length / 2) : Math.min(most, limit * 2);
    }
    // Where a call takes one text only, others may still be pending before the last one it took.
    if (onward === "next" && ownText) fromId = began.throughId ?? fromId;
  }
  return "given_back";
}

/**
 * Hands a leased chunk over to the provider, call by call, until everybody in it is handled or something says stop. The
 * lease is given back in every case but one: while an answer could not be recorded, so that it runs out instead.
 */
export async function sendChunk(hand: Hand): Promise<ChunkEnd> {
  failpoint("claimed");
  const progress = new Progress();
  const giveBack = () => insist(hand.context, () => releaseChunk(hand.job.brief(), hand.lease, progress.course));
  try {
    const end = await send(hand, progress);
    if (end === "given_back") {
      await giveBack();
      failpoint("given-back");
    }
    return end;
  } catch (error) {
    await giveBack().catch(() => undefined);
    throw error;
  }
}
