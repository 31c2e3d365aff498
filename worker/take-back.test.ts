import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { cancelCampaign } from "#lib/domain/campaigns/commands/cancel-campaign";
import { keepAtProvider, setCompanyStage } from "./company-stage.fixture.ts";
import { eventually, openTheatre, type Stage } from "./stage.fixture.ts";
import { type RunningWorker, startWorker } from "./worker.ts";

// A campaign that its provider keeps until the start: handed over at once, sent by the provider's clock, and cancelled there.

const theatre = openTheatre();
let worker: RunningWorker;
beforeAll(async () => {
  worker = await startWorker();
});
afterAll(() => worker.stop());

const CANCEL = { path: "/v1/cancel-order/json" };
const Orders = z.object({
  orders: z.array(z.object({ send_at: z.number().nullable(), cancelled_at: z.number().nullable() })),
});

async function orders(stage: Stage) {
  return Orders.parse(await theatre.sandbox().control("GET", `/orders?account=${stage.remote}`)).orders;
}

/** Hands a campaign over that is to start in an hour. */
async function handOver(stage: Stage, people: number, text?: string) {
  const kept = await keepAtProvider(theatre, stage, people, text);
  await stage.until(kept.campaignId, ["settling"]);
  return kept;
}

const cancel = (stage: Stage, campaignId: string) =>
  stage.workspace.transact((tx) => cancelCampaign(tx, { campaignId }));

const countsBecome = (stage: Stage, campaignId: string, wanted: Record<string, number>) =>
  eventually(`messages ${JSON.stringify(wanted)}`, async () => {
    const counts = await stage.counts(campaignId);
    return JSON.stringify(counts) === JSON.stringify(wanted);
  });

describe("a campaign that iletiMerkezi keeps until its start", () => {
  it("R-116 is handed over with the minute of its start, and nobody is asked about before", async () => {
    const stage = await setCompanyStage(theatre, "iletimerkezi");
    const { campaignId, startAt } = await handOver(stage, 50, "Aynı metin.");
    expect(await orders(stage)).toEqual([{ send_at: startAt.getTime(), cancelled_at: null }]);
    expect(await stage.counts(campaignId)).toEqual({ accepted: 50 });
    const { rows } = await theatre
      .owner()
      .query<{ waits: boolean }>("SELECT poll_at > $2 AS waits FROM chunks WHERE campaign_id = $1", [
        campaignId,
        startAt,
      ]);
    expect(rows).toEqual([{ waits: true }]);
  });

  // It would be told of as cancelled, and go out all the same.
  it("is not called cancelled while nobody can cancel its orders there", async () => {
    const stage = await setCompanyStage(theatre, "iletimerkezi");
    const { campaignId } = await handOver(stage, 3);
    const state = (wanted: string) =>
      theatre
        .owner()
        .query("UPDATE connections SET state = $2::connection_state WHERE id = $1", [stage.connectionId, wanted]);
    await state("disconnected");
    await expect(cancel(stage, campaignId)).rejects.toMatchObject({ code: "campaign.orders_out_of_reach" });
    await state("active");
    await cancel(stage, campaignId);
    await countsBecome(stage, campaignId, { cancelled: 3 });
  });

  it("is cancelled there, order by order, and nobody gets anything", async () => {
    const stage = await setCompanyStage(theatre, "iletimerkezi");
    const { campaignId } = await handOver(stage, 12);
    await cancel(stage, campaignId);
    await countsBecome(stage, campaignId, { cancelled: 12 });
    expect((await orders(stage)).filter((order) => order.cancelled_at === null)).toEqual([]);
    expect(await stage.state(campaignId)).toMatchObject({ state: "cancelled" });
    const { rows } = await theatre
      .owner()
      .query("SELECT detail FROM audit_events WHERE workspace_id = $1 AND action = 'campaign.take_back'", [
        stage.workspace.id,
      ]);
    expect(rows).toEqual([{ detail: { orders: 12, cancelled: 12, people: 12 } }]);
  });

  it.each(["115", "455"])(
    "an answer to a cancellation that was lost is found in the order's report, which says %s",
    async (cancelled_report) => {
      const stage = await setCompanyStage(theatre, "iletimerkezi", { cancelled_report });
      const { campaignId } = await handOver(stage, 5, "Aynı metin.");
      await stage.switchOn({ kind: "reset", when: "after" }, CANCEL);
      await cancel(stage, campaignId);
      await countsBecome(stage, campaignId, { cancelled: 5 });
    },
  );

  it("a cancellation that did not come through is asked again", async () => {
    const stage = await setCompanyStage(theatre, "iletimerkezi");
    const { campaignId } = await handOver(stage, 5, "Aynı metin.");
    await stage.switchOn({ kind: "status", status: 503 }, { ...CANCEL, times: 2 });
    await cancel(stage, campaignId);
    await countsBecome(stage, campaignId, { cancelled: 5 });
    expect((await orders(stage)).map((order) => order.cancelled_at)).toEqual([expect.any(Number)]);
  });

  it("cannot be cancelled any more once its time has come", async () => {
    const stage = await setCompanyStage(theatre, "iletimerkezi");
    const { campaignId } = await handOver(stage, 5, "Aynı metin.");
    await theatre.owner().query("UPDATE campaigns SET start_at = now() - interval '1 s' WHERE id = $1", [campaignId]);
    await expect(cancel(stage, campaignId)).rejects.toMatchObject({ code: "campaign.already_started" });
    expect(await stage.counts(campaignId)).toEqual({ accepted: 5 });
  });
});
