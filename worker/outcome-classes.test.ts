import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { judge } from "./judge.fixture.ts";
import { type Counts, openTheatre, setStage } from "./stage.fixture.ts";
import { type RunningWorker, startWorker } from "./worker.ts";

const theatre = openTheatre();
let worker: RunningWorker;
beforeAll(async () => {
  worker = await startWorker();
});
afterAll(() => worker.stop());

/** Three calls of one chunk: 200, 200 and 50 people. The fault meets the second one unless `also` says otherwise. */
const PEOPLE = 450;

interface Case {
  readonly name: string;
  readonly fault: Record<string, unknown>;
  readonly also?: Record<string, unknown>;
  readonly state: string;
  readonly counts: Counts;
  /** How many the provider took of those we call unknown. */
  readonly takenUnknown?: number;
  readonly reason?: string;
}

const lost = { state: "completed", counts: { delivered: 250, unknown: 200 } };
const stopped = { state: "paused", counts: { accepted: 200, pending: 250 } };

const cases: Case[] = [
  { name: "500 before anything was taken", fault: { kind: "status", status: 500 }, ...lost, takenUnknown: 0 },
  {
    name: "500 after all was taken",
    fault: { kind: "status", status: 500, when: "after" },
    ...lost,
    takenUnknown: 200,
  },
  { name: "503", fault: { kind: "status", status: 503 }, ...lost },
  { name: "408", fault: { kind: "status", status: 408 }, ...lost },
  { name: "reset before", fault: { kind: "reset" }, ...lost, takenUnknown: 0 },
  { name: "reset after", fault: { kind: "reset", when: "after" }, ...lost, takenUnknown: 200 },
  { name: "no answer, nothing taken", fault: { kind: "hang" }, ...lost, takenUnknown: 0 },
  { name: "no answer, all taken", fault: { kind: "hang", when: "after" }, ...lost, takenUnknown: 200 },
  { name: "answer byte by byte", fault: { kind: "drip" }, ...lost, takenUnknown: 200 },
  { name: "redirect", fault: { kind: "redirect", location: "http://localhost:1/" }, ...lost },
  { name: "broken JSON", fault: { kind: "malformed" }, ...lost, takenUnknown: 200 },
  { name: "a web page", fault: { kind: "html" }, ...lost, takenUnknown: 200 },
  { name: "half a body", fault: { kind: "truncated" }, ...lost, takenUnknown: 200 },
  { name: "no body", fault: { kind: "empty" }, ...lost, takenUnknown: 200 },
  { name: "fields of the wrong type", fault: { kind: "wrong_types" }, ...lost, takenUnknown: 200 },
  { name: "a body beyond all bounds", fault: { kind: "huge" }, ...lost, takenUnknown: 200 },
  { name: "a slow answer", fault: { kind: "slow", ms: 300 }, state: "completed", counts: { delivered: PEOPLE } },
  {
    name: "results in another order",
    fault: { kind: "results", variant: "shuffled" },
    state: "completed",
    counts: { delivered: PEOPLE },
  },
  {
    name: "an invalid recipient among others",
    fault: { kind: "refuse", code: "INVALID_RECIPIENT" },
    also: { to: "0000250" },
    state: "completed",
    counts: { delivered: PEOPLE - 1, failed: 1 },
  },
  {
    name: "a code nobody knows for one recipient",
    fault: { kind: "refuse", code: "SOMETHING_NEW" },
    also: { to: "0000250" },
    state: "completed",
    counts: { delivered: PEOPLE - 1, failed: 1 },
  },
  {
    name: "one text that makes the whole call invalid",
    fault: { kind: "status", status: 422, code: "validation_error" },
    also: { to: "0000250", times: null },
    state: "completed",
    counts: { delivered: PEOPLE - 1, failed: 1 },
  },
  { name: "the key is refused", fault: { kind: "status", status: 401 }, ...stopped, reason: "connection" },
  {
    name: "the permission is missing",
    fault: { kind: "status", status: 403, code: "insufficient_scope" },
    ...stopped,
    reason: "scope",
  },
  {
    name: "no plan",
    fault: { kind: "status", status: 402, code: "no_active_plan" },
    ...stopped,
    reason: "quota",
  },
  {
    name: "quota used up, under another status",
    fault: { kind: "status", status: 403, code: "quota_exceeded" },
    ...stopped,
    reason: "quota",
  },
  {
    name: "the sender is not approved",
    fault: { kind: "status", status: 422, code: "sender_not_approved" },
    ...stopped,
    reason: "connection",
  },
  {
    name: "a refusal of a kind nobody knows",
    fault: { kind: "status", status: 418, code: "teapot" },
    ...stopped,
    reason: "connection",
  },
];

describe("R-101: what may have been taken is never sent again, what was certainly not taken is not lost", () => {
  it.concurrent.each(cases)("$name", async ({ fault, also, state, counts, takenUnknown, reason }) => {
    const stage = await setStage(theatre);
    await stage.switchOn(fault, { ...(also === undefined && { skip: 1 }), ...also });
    const campaignId = await stage.makeCampaign({ people: PEOPLE });
    await stage.wake();
    await stage.until(campaignId, [state]);
    const found = await judge(stage, theatre, campaignId, PEOPLE);
    expect(found).toEqual(expect.objectContaining(counts));
    if (reason !== undefined) expect(await stage.state(campaignId)).toEqual({ state, state_reason: reason });
    if (takenUnknown === undefined) return;
    const sent = (counts.delivered ?? 0) + (counts.accepted ?? 0);
    expect((await stage.ledger()).length - sent).toBe(takenUnknown);
  });
});
