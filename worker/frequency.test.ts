import { afterAll, beforeAll, expect, it } from "vitest";
import { jobScope } from "#lib/gate/job";
import { prepareCampaign } from "./prepare.ts";
import { FIRST_MSISDN, openTheatre, setStage } from "./stage.fixture.ts";
import { type RunningWorker, startWorker } from "./worker.ts";

const theatre = openTheatre();
let worker: RunningWorker;
beforeAll(async () => {
  worker = await startWorker();
});
afterAll(() => worker.stop());

const PEOPLE = 40;

it("writes to nobody more often than is allowed, also when campaigns start at once", async () => {
  const stage = await setStage(theatre);
  const { id } = stage.workspace;
  await theatre.owner().query("UPDATE workspaces SET frequency_limit = 2, frequency_days = 7 WHERE id = $1", [id]);
  await theatre.owner().query(
    `INSERT INTO consents (workspace_id, msisdn, status, source, proof, given_at)
     SELECT $1, $2::bigint + n, 'granted', 'store', 'x', now() FROM generate_series(1, $3::int) AS n`,
    [id, FIRST_MSISDN, PEOPLE],
  );
  const texts = ["Bir. RET yaz 3344", "Iki. RET yaz 3344", "Uc. RET yaz 3344", "Dort. RET yaz 3344"];
  const campaigns = await Promise.all(
    texts.map((text) => stage.makeCampaign({ people: PEOPLE, kind: "commercial", text })),
  );
  await stage.wake();
  for (const campaign of campaigns) await stage.until(campaign, ["completed", "failed"]);
  const ledger = await stage.ledger();
  expect(ledger).toHaveLength(2 * PEOPLE);
  const textsOf = new Map<string, Set<string>>();
  for (const { to, body } of ledger) textsOf.set(to, (textsOf.get(to) ?? new Set()).add(body));
  expect([...textsOf.values()].map(({ size }) => size)).toEqual(Array.from({ length: PEOPLE }, () => 2));
  const { rows } = await theatre
    .owner()
    .query("SELECT count(*)::int AS n FROM messages WHERE workspace_id = $1 AND reason = 'capped'", [id]);
  expect(rows).toEqual([{ n: 2 * PEOPLE }]);
});

it("prepares no campaign while another worker prepares one that counts against it", async () => {
  const stage = await setStage(theatre);
  const { id } = stage.workspace;
  await theatre.owner().query("UPDATE workspaces SET frequency_limit = 1, frequency_days = 7 WHERE id = $1", [id]);
  const other = await theatre.owner().connect();
  await other.query("BEGIN");
  await other.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [`frequency ${id}`]);
  const campaignId = await stage.makeCampaign({ people: 1, kind: "commercial" });
  await expect(prepareCampaign(jobScope(id), campaignId)).resolves.toBe("busy");
  expect(await stage.counts(campaignId)).toEqual({});
  await other.query("COMMIT");
  other.release();
  await stage.wake();
  await stage.until(campaignId, ["failed"]);
});

it("leaves out whom the campaign was frozen without, and says why", async () => {
  const stage = await setStage(theatre);
  const first = await stage.makeCampaign({ people: 3 });
  await stage.wake();
  await stage.until(first, ["completed"]);
  const { rows } = await theatre
    .owner()
    .query('SELECT id, first_id AS "firstId", last_id AS "lastId" FROM campaigns WHERE id = $1', [first]);
  const second = await stage.makeCampaign({ people: 5, text: "Baska bir metin", state: "holding" });
  await theatre
    .owner()
    .query("UPDATE campaigns SET state = 'preparing', frozen_exclusions = $2 WHERE id = $1", [
      ...[second, JSON.stringify({ days: null, rules: [], campaigns: rows })],
    ]);
  await stage.wake();
  await stage.until(second, ["completed"]);
  expect(await stage.counts(second)).toEqual({ delivered: 2, skipped: 3 });
  expect((await stage.ledger()).filter(({ body }) => body.startsWith("Baska"))).toHaveLength(2);
});
