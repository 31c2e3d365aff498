import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openTheatre, setStage } from "./stage.fixture.ts";
import { killWorkers, startWorkerProcess } from "./worker-process.fixture.ts";

const theatre = openTheatre();
const ADMIN = fileURLToPath(new URL("../scripts/admin.ts", import.meta.url));
const PEOPLE = 5_000;
/** People a minute: the campaign waits for both rotations, however slow the machine, and not they for it. */
const PACE = 6_000;
let home = "";

// The keyring is a file, as on one machine: running processes must learn of a new key by themselves.
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "tellal-rotation-"));
  writeFileSync(join(home, "keyring"), `${process.env.KEYRING}\n`, { mode: 0o600 });
  delete process.env.KEYRING;
  process.env.DATA_DIR = home;
});
afterAll(() => {
  killWorkers();
  rmSync(home, { recursive: true, force: true });
});

async function admin(...args: string[]): Promise<string> {
  const { ownerUrl } = theatre.database();
  const env = { ...process.env, DATABASE_OWNER_URL: ownerUrl, WORKER_PORT: "" };
  return (await promisify(execFile)(process.execPath, [ADMIN, ...args], { env })).stdout;
}

const firstKey = () => readFileSync(join(home, "keyring"), "utf8").split(":")[0] ?? "";

it("R-022 keys are rotated twice while 5,000 messages go out: the running worker stops for none, and nothing fails", async () => {
  const stage = await setStage(theatre);
  const campaignId = await stage.makeCampaign({ people: PEOPLE });
  await theatre.owner().query("UPDATE campaigns SET per_minute = $2 WHERE id = $1", [campaignId, PACE]);
  const worker = await startWorkerProcess();
  const more = async (people: number) => {
    const atLeast = (await stage.ledger()).length + people;
    await theatre
      .sandbox()
      .control("GET", `/ledger/counts?workspace=${stage.remote}&at_least=${atLeast}&wait_ms=30000`);
  };
  await more(400);
  const keys = [firstKey()];
  for (let turn = 0; turn < 2; turn += 1) {
    expect(await admin("keys", "rotate")).toContain("The first key is now");
    keys.push(firstKey());
    // As if the minute had passed in which somebody may hold a record of the key before.
    await theatre.owner().query("UPDATE data_keys SET created_at = created_at - interval '2 minutes'");
    expect(await admin("keys", "retire", keys.at(-2) ?? "")).toContain("out of the keyring");
    expect((await stage.state(campaignId)).state).toBe("sending");
    await more(200);
  }
  await theatre.owner().query("UPDATE campaigns SET pace = NULL, pace_free_at = NULL WHERE id = $1", [campaignId]);
  expect(new Set(keys).size).toBe(3);
  // What counts is that everything was handed over, once.
  await stage.until(campaignId, ["settling", "completed"]);
  await worker.stop();
  const { accepted = 0, delivered = 0, ...others } = await stage.counts(campaignId);
  expect([accepted + delivered, others]).toEqual([PEOPLE, {}]);
  const taken = (await stage.ledger()).map(({ to }) => to);
  expect([taken.length, new Set(taken).size]).toEqual([PEOPLE, PEOPLE]);
}, 120_000);
