import { afterEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { judge } from "./judge.fixture.ts";
import { ownServer } from "./own-server.fixture.ts";
import { seeded } from "./seed.fixture.ts";
import { openTheatre, setStage } from "./stage.fixture.ts";
import { killWorkers, startWorkerProcess } from "./worker-process.fixture.ts";

const server = ownServer();
const theatre = openTheatre({}, server.useDatabase);
const random = seeded();
afterEach(killWorkers);

describe("R-114: the database goes away while a campaign is sent", () => {
  it("and comes back, again and again: answers are recorded from memory, nobody gets it twice", async () => {
    const stage = await setStage(theatre);
    await stage.switchOn({ kind: "slow", ms: 60 }, { times: null });
    const campaignId = await stage.makeCampaign({ people: 5_000 });
    const worker = await startWorkerProcess();
    for (let time = 0; time < 4; time += 1) {
      const has = (await stage.ledger()).length;
      const more = has + 1 + Math.floor(random.next() * 600);
      await theatre.sandbox().control("GET", `/ledger/counts?workspace=${stage.remote}&at_least=${more}&wait_ms=20000`);
      await server.crash();
    }
    await stage.until(campaignId, ["completed"]);
    const counts = await judge(stage, theatre, campaignId, 5_000);
    expect(counts.unknown ?? 0).toBe(0);
    expect((counts.delivered ?? 0) + (counts.failed ?? 0)).toBe(5_000);
    await worker.stop();
    expect(await worker.exited).toEqual({ code: 0, signal: null });
  });

  it("and the worker dies while it waits: what was under way is unknown, the rest is sent", async () => {
    const stage = await setStage(theatre);
    await stage.switchOn({ kind: "slow", ms: 60 }, { times: null });
    const campaignId = await stage.makeCampaign({ people: 3_000 });
    const worker = await startWorkerProcess();
    await theatre.sandbox().control("GET", `/ledger/counts?workspace=${stage.remote}&at_least=600&wait_ms=20000`);
    const back = server.crash();
    worker.kill("SIGKILL");
    await Promise.all([back, worker.exited]);
    const next = await startWorkerProcess();
    await stage.until(campaignId, ["completed"]);
    const counts = await judge(stage, theatre, campaignId, 3_000);
    expect((counts.delivered ?? 0) + (counts.unknown ?? 0)).toBe(3_000);
    await next.stop();
  });
});

describe("R-115: the database takes no writes", () => {
  const Count = z.object({ count: z.number() });
  const appRole = () => new URL(theatre.database().appUrl).username;

  it("stops sending at once, and goes on when it does again", async () => {
    const stage = await setStage(theatre);
    await stage.switchOn({ kind: "slow", ms: 60 }, { times: null });
    const campaignId = await stage.makeCampaign({ people: 6_000 });
    const worker = await startWorkerProcess();
    await theatre.sandbox().control("GET", `/ledger/counts?workspace=${stage.remote}&at_least=600&wait_ms=20000`);
    await server.setReadOnly(appRole(), true);
    const path = `/calls?on=api&workspace=${stage.remote}&path=/v1/messages/bulk`;
    const before = Count.parse(await theatre.sandbox().control("GET", path)).count;
    const after = Count.parse(
      await theatre.sandbox().control("GET", `${path}&at_least=${before + 9}&wait_ms=1500`),
    ).count;
    // At most the calls that had their attempt already.
    expect(after - before).toBeLessThanOrEqual(8);
    await server.setReadOnly(appRole(), false);
    await stage.until(campaignId, ["completed"]);
    const counts = await judge(stage, theatre, campaignId, 6_000);
    expect((counts.delivered ?? 0) + (counts.unknown ?? 0) + (counts.failed ?? 0)).toBe(6_000);
    await worker.stop();
  });
});
