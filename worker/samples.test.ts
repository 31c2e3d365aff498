import { describe, expect, it } from "vitest";
import { drawSample } from "#lib/domain/campaigns/commands/draw-sample";
import { applyReports } from "#lib/domain/messages/commands/apply-reports";
import { awaitedMessages, claimPoll, endPoll, endSample, nextPollMs } from "#lib/domain/messages/commands/claim-poll";
import { closeChunk } from "#lib/domain/messages/commands/end-lease";
import { campaignEstimate } from "#lib/domain/rollups/estimate-queries";
import { campaignFigures } from "#lib/domain/rollups/queries";
import { openTheatre, type Stage } from "./stage.fixture.ts";
import { accepted, begin, ready, settle } from "./steps.fixture.ts";

// Asking everybody takes hours at a provider that tells of one message at a time: some are asked first.

const theatre = openTheatre();
const PEOPLE = 60;
const SAMPLE = { from: 50, size: 10 };

const poll = (stage: Stage) => stage.workspace.sql((sql) => claimPoll(sql, "one", 60_000, []));

/** A campaign that was handed over a moment ago and whose reports are due. */
async function handedOver(people: number) {
  const { stage, campaignId, lease } = await ready(theatre, people);
  await stage.workspace.sql((sql) => drawSample(sql, campaignId, SAMPLE));
  const began = await begin(stage, lease);
  if (began.kind !== "begun") throw new Error("not begun");
  await settle(
    stage,
    began.call,
    began.call.items.map((_, n) => accepted(n)),
  );
  await stage.workspace.sql((sql) => closeChunk(sql, lease, 0));
  return { stage, campaignId };
}

async function awaited(stage: Stage) {
  const lease = await poll(stage);
  if (lease === null) throw new Error("nothing is due");
  return { lease, messages: await stage.workspace.sql((sql) => awaitedMessages(sql, lease)) };
}

const report = (stage: Stage, ids: readonly string[], state: "delivered" | "undelivered") =>
  stage.workspace.sql((sql) =>
    applyReports(
      sql,
      ids.map((messageId) => ({ messageId, state, providerCode: "x" })),
    ),
  );

const estimate = (stage: Stage, campaignId: string) =>
  stage.workspace.transact(async (tx) =>
    campaignEstimate(tx, campaignId, (await campaignFigures(tx, campaignId)).figures),
  );

describe("the reports of a large campaign", () => {
  it("are asked for from a sample first, which tells the share of all, and then from everybody", async () => {
    const { stage, campaignId } = await handedOver(PEOPLE);
    const sample = await awaited(stage);
    expect(sample.lease.isSample).toBe(true);
    expect(sample.messages).toHaveLength(SAMPLE.size);
    expect(await estimate(stage, campaignId)).toBeNull();

    const ids = sample.messages.map(({ id }) => id);
    await report(stage, ids.slice(0, 6), "delivered");
    await report(stage, ids.slice(6, 8), "undelivered");
    await stage.workspace.sql((sql) => endSample(sql, sample.lease, 60_000));
    const found = await estimate(stage, campaignId);
    expect(found).toMatchObject({ rate: 0.75, known: 8, sample: SAMPLE.size, covered: 8, sent: PEOPLE });
    expect(found?.low).toBeLessThan(0.6);
    expect(found?.high).toBeGreaterThan(0.85);

    // The sample has its time, so now everybody else is asked.
    const rest = await awaited(stage);
    expect(rest.lease.isSample).toBe(false);
    expect(rest.messages).toHaveLength(PEOPLE - 8);
    await report(
      stage,
      rest.messages.map(({ id }) => id),
      "delivered",
    );
    expect(await stage.workspace.sql((sql) => endPoll(sql, rest.lease, 60_000))).toBe(true);
    expect(await estimate(stage, campaignId)).toBeNull();
  });

  it("are asked for although somebody of it was erased since, and nobody waits for theirs", async () => {
    const { stage, campaignId } = await handedOver(SAMPLE.from - 1);
    const erase = "UPDATE messages SET msisdn = NULL, body = '' WHERE campaign_id = $1 AND line = 2";
    expect(await theatre.owner().query(erase, [campaignId])).toMatchObject({ rowCount: 1 });
    const { lease, messages } = await awaited(stage);
    expect(messages.map(({ msisdn }) => msisdn > 0)).toEqual(Array.from({ length: SAMPLE.from - 2 }, () => true));
    const ids = messages.map(({ id }) => id);
    await report(stage, ids, "delivered");
    expect(await stage.workspace.sql((sql) => endPoll(sql, lease, 60_000))).toBe(true);
  });

  it("come again from the sample at their own times, until each of it has one", async () => {
    const { stage } = await handedOver(PEOPLE);
    const first = await awaited(stage);
    await stage.workspace.sql((sql) => endSample(sql, first.lease, 0));
    const second = await awaited(stage);
    expect(second.lease.isSample).toBe(true);
    expect(second.messages.map(({ id }) => id)).toEqual(first.messages.map(({ id }) => id));
    await report(
      stage,
      second.messages.map(({ id }) => id),
      "delivered",
    );
    await stage.workspace.sql((sql) => endSample(sql, second.lease, 0));
    const rest = await awaited(stage);
    expect(rest.lease.isSample).toBe(false);
    await stage.workspace.sql((sql) => endPoll(sql, rest.lease, 60_000));
    expect(await poll(stage)).toBeNull();
    expect(await stage.workspace.sql((sql) => nextPollMs(sql, []))).toBeGreaterThan(30_000);
  });

  it("of a small one come from everybody at once", async () => {
    const { stage, campaignId } = await handedOver(SAMPLE.from - 1);
    const { lease, messages } = await awaited(stage);
    expect(lease.isSample).toBe(false);
    expect(messages).toHaveLength(SAMPLE.from - 1);
    expect(await estimate(stage, campaignId)).toBeNull();
  });
});
