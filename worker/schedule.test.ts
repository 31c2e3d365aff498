import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startCampaign } from "#lib/domain/campaigns/commands/start-campaign";
import { checkForStart } from "#lib/domain/campaigns/start-queries";
import { haltSending } from "#lib/domain/workspaces/commands/halt-sending";
import type { TenantTx } from "#lib/infra/db/tenant";
import { judge } from "./judge.fixture.ts";
import { openTheatre, type Stage, setStage } from "./stage.fixture.ts";
import { type RunningWorker, startWorker } from "./worker.ts";

const theatre = openTheatre();
let worker: RunningWorker;
beforeAll(async () => {
  worker = await startWorker();
});
afterAll(() => worker.stop());

const plan = (campaignId: string, change: string) =>
  theatre.owner().query(`UPDATE campaigns SET ${change} WHERE id = $1`, [campaignId]);

/**
 * Schedules a draft for an instant in so many milliseconds, by the clock of the database, and does something else in the same
 * moment. Gives that instant. It is chosen as late as can be, or it would be over on a busy machine before it is scheduled.
 */
async function schedule(
  stage: Stage,
  campaignId: string,
  ms: number,
  also: (tx: TenantTx) => Promise<unknown> = async () => undefined,
): Promise<Date> {
  const check = await stage.workspace.sql((sql) => checkForStart(sql, campaignId));
  return stage.workspace.transact(async (tx) => {
    await tx.db.$executeRaw`
      UPDATE campaigns SET start_at = clock_timestamp() + ${ms}::int * interval '1 millisecond', start_zone = 'Europe/Istanbul'
      WHERE id = ${campaignId}::uuid`;
    const { result } = await startCampaign(tx, { campaignId, version: 1 }, check);
    await also(tx);
    return result.holdUntil;
  });
}

async function attempts(stage: Stage) {
  const { rows } = await theatre
    .owner()
    .query<{ at: Date; people: number }>(
      "SELECT started_at AS at, cardinality(message_ids) AS people FROM dispatch_attempts WHERE workspace_id = $1 ORDER BY 1",
      [stage.workspace.id],
    );
  return rows;
}

describe("a scheduled campaign (R-116)", () => {
  it("goes out at its instant and to everybody, and no call begins before it", async () => {
    const stage = await setStage(theatre);
    const campaignId = await stage.makeCampaign({ people: 40, state: "draft" });
    const startAt = await schedule(stage, campaignId, 1_000, async ({ db, workspaceId }) => {
      const rows = await db.campaign.findMany({ where: { workspaceId }, select: { state: true } });
      expect(rows).toEqual([{ state: "scheduled" }]);
    });
    await stage.until(campaignId, ["completed"]);
    expect(await judge(stage, theatre, campaignId, 40)).toEqual({ delivered: 40 });
    const [first] = await attempts(stage);
    expect(first?.at.getTime()).toBeGreaterThanOrEqual(startAt.getTime());
  });

  it("whose time comes under a stop of all sending waits, paused, for a person", async () => {
    const stage = await setStage(theatre);
    const campaignId = await stage.makeCampaign({ people: 4, state: "draft" });
    await schedule(stage, campaignId, 1_000, haltSending);
    await stage.until(campaignId, ["paused"]);
    expect(await stage.state(campaignId)).toEqual({ state: "paused", state_reason: "halt" });
    expect(await stage.ledger()).toEqual([]);
  });
});

describe("a campaign with a pace of its own", () => {
  it("sends no more in a while than it may, whatever the provider would take", async () => {
    const stage = await setStage(theatre);
    const campaignId = await stage.makeCampaign({ people: 100, state: "draft" });
    await plan(campaignId, "per_minute = 1200");
    await schedule(stage, campaignId, 500);
    await stage.until(campaignId, ["completed"]);
    expect(await judge(stage, theatre, campaignId, 100)).toEqual({ delivered: 100 });
    // Twenty a second: a call of sixty takes three seconds, of which one may be booked ahead.
    const [first, second] = await attempts(stage);
    expect([first?.people, second?.people]).toEqual([60, 40]);
    expect((second?.at.getTime() ?? 0) - (first?.at.getTime() ?? 0)).toBeGreaterThanOrEqual(1_900);
  });

  it("is spread over its hours: the pace follows from how many people there are", async () => {
    const stage = await setStage(theatre);
    const campaignId = await stage.makeCampaign({ people: 240, state: "draft" });
    await plan(campaignId, "spread_hours = 2");
    await schedule(stage, campaignId, 500);
    await stage.until(campaignId, ["sending"]);
    const { rows } = await theatre.owner().query("SELECT pace FROM campaigns WHERE id = $1", [campaignId]);
    expect(rows).toEqual([{ pace: 2 }]);
  });
});
