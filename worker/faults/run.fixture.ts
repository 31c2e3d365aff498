import { cancelCampaign } from "#lib/domain/campaigns/commands/cancel-campaign";
import { pauseCampaign } from "#lib/domain/campaigns/commands/pause-campaign";
import { resumeCampaign } from "#lib/domain/campaigns/commands/resume-campaign";
import { DomainError } from "#lib/domain/errors";
import { addConnection, nameSecond, setCompanyStage } from "../company-stage.fixture.ts";
import type { OwnServer } from "../own-server.fixture.ts";
import { eventually, FIRST_MSISDN, type Stage, setStage, type Theatre } from "../stage.fixture.ts";
import type { Closed, Finding } from "./checker.ts";
import { expectHonest, historyOf } from "./history.fixture.ts";
import type { Blow, Company, FaultPlan, StagePlan } from "./plan.ts";
import { randomFrom } from "./random.ts";
import { Troupe } from "./troupe.fixture.ts";

const SEND: Record<Company, string> = {
  iletiniz: "/v1/messages/bulk",
  iletimerkezi: "/v1/send-sms",
  turkeysms: "/api/v3/gonder",
};
/** Numbers of one campaign of a stage lie this far from those of the next. */
const APART = 100_000;
/** Everything must have come to rest after the last fault within this time. */
const DRAIN_MS = 75_000;

/** A campaign on a stage and what was done to it. */
interface Part {
  readonly stage: Stage;
  readonly id: string;
  readonly people: number;
  readonly first: number;
  /** Where its messages may be: at the first connection, and at the second if there is one. */
  readonly remotes: readonly string[];
  readonly closed: Closed[];
  readonly suppressed: Map<string, number>;
}

/** A run under way. */
interface Run {
  readonly theatre: Theatre;
  readonly server: OwnServer;
  readonly troupe: Troupe;
  readonly parts: readonly (readonly Part[])[];
  readonly random: () => number;
}

async function clock(theatre: Theatre): Promise<number> {
  const { rows } = await theatre
    .owner()
    .query<{ ms: number }>("SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS ms");
  return rows[0]?.ms ?? Number.NaN;
}

/** What a person does by a click: again when the database was away, not at all when the campaign went on meanwhile. */
async function click(work: () => Promise<unknown>): Promise<boolean> {
  let isDone = false;
  await eventually("a click came through", async () => {
    try {
      await work();
      isDone = true;
      return true;
    } catch (error) {
      return error instanceof DomainError;
    }
  });
  return isDone;
}

async function openStage(theatre: Theatre, plan: StagePlan): Promise<Part[]> {
  const stage = plan.company === "iletiniz" ? await setStage(theatre) : await setCompanyStage(theatre, plan.company);
  const second = plan.second === null ? null : await addConnection(theatre, stage, plan.second);
  const path = SEND[plan.company];
  if (plan.slowMs > 0) await stage.switchOn({ kind: "slow", ms: plan.slowMs }, { path, times: null });
  for (const { fault, ...when } of plan.troubles) await stage.switchOn(fault, { path, ...when });
  const parts: Part[] = [];
  for (const [n, { people, text }] of plan.campaigns.entries()) {
    const first = FIRST_MSISDN + n * APART;
    const id = await stage.makeCampaign({ people, text, firstMsisdn: first });
    if (second !== null) await nameSecond(theatre, stage, second, id);
    const remotes = [stage.remote, ...(second === null ? [] : [second.remote])];
    parts.push({ stage, id, people, first, remotes, closed: [], suppressed: new Map() });
  }
  return parts;
}

async function pause({ theatre }: Run, { stage, id, closed }: Part, forMs: number): Promise<void> {
  const transact = stage.workspace.transact;
  if (!(await click(() => transact((tx) => pauseCampaign(tx, { campaignId: id }))))) return;
  const from = await clock(theatre);
  await new Promise((resume) => setTimeout(resume, forMs));
  closed.push({ from, until: await clock(theatre) });
  await click(() => transact((tx) => resumeCampaign(tx, { campaignId: id })));
}

async function cancel({ theatre }: Run, { stage, id, closed }: Part): Promise<void> {
  if (!(await click(() => stage.workspace.transact((tx) => cancelCampaign(tx, { campaignId: id }))))) return;
  closed.push({ from: await clock(theatre), until: Number.POSITIVE_INFINITY });
}

async function optOut({ theatre, random }: Run, part: Part, share: number): Promise<void> {
  const { stage, people, first, suppressed } = part;
  const numbers = Array.from({ length: Math.ceil(people * share) }, () => first + 1 + Math.floor(random() * people));
  await theatre.owner().query(
    `INSERT INTO suppressions (workspace_id, msisdn, reason, source, created_by_id)
     SELECT $1, n, 'opt_out', 'manual', $3 FROM unnest($2::bigint[]) AS n ON CONFLICT DO NOTHING`,
    [stage.workspace.id, numbers, stage.workspace.person.id],
  );
  const since = await clock(theatre);
  for (const number of numbers) suppressed.set(`+${number}`, since);
}

async function strike(run: Run, blow: Blow): Promise<void> {
  const { troupe, server, parts } = run;
  switch (blow.kind) {
    case "kill":
      return troupe.kill();
    case "freeze":
      return troupe.freeze(blow.forMs);
    case "deploy":
      return troupe.deploy();
    case "crash_database":
      return server.crash();
    case "failpoint":
      await troupe.joinDoomed(blow.place);
      return;
    case "pause":
    case "cancel":
    case "opt_out": {
      const part = parts[blow.stage]?.[blow.campaign];
      if (part === undefined) throw new Error("a blow at nobody");
      if (blow.kind === "pause") return pause(run, part, blow.forMs);
      return blow.kind === "cancel" ? cancel(run, part) : optOut(run, part, blow.share);
    }
  }
}

/** Lets everything come to rest: no fault any more, one worker, and a person who says "go on" to whatever stopped. */
async function drain(run: Run): Promise<void> {
  const parts = run.parts.flat();
  for (const { stage } of parts) await stage.clearSwitches();
  await run.troupe.heal();
  const until = performance.now() + DRAIN_MS;
  for (const { stage, id } of parts) {
    const atRest = async () => {
      const { state } = await stage.state(id);
      if (state === "paused") {
        await click(() => stage.workspace.transact((tx) => resumeCampaign(tx, { campaignId: id })));
      }
      if (state !== "completed" && state !== "cancelled") return false;
      return (await stage.counts(id)).pending === undefined;
    };
    await eventually("everything at rest", atRest, until - performance.now()).catch(async (error: unknown) => {
      throw new Error(`${String(error)}: ${JSON.stringify([await stage.state(id), await stage.counts(id)])}`);
    });
  }
}

/** What a run came to, for people who read along. */
export interface RunResult {
  readonly ms: number;
  readonly people: number;
  readonly groups: Finding["groups"];
  readonly recovered: number;
  /** Counts that a recount of the messages found otherwise. */
  readonly drift: number;
}

/** Plays a plan to its end and judges every campaign of it by the ledger. A contradiction throws. */
export async function playFaults(theatre: Theatre, server: OwnServer, plan: FaultPlan): Promise<RunResult> {
  const startedAt = performance.now();
  const random = randomFrom(`moments ${plan.seed}`);
  const troupe = new Troupe(random);
  try {
    const parts: Part[][] = [];
    for (const stage of plan.stages) parts.push(await openStage(theatre, stage));
    const run: Run = { theatre, server, troupe, parts, random };
    await Promise.all(Array.from({ length: plan.workers }, () => troupe.join()));
    const begunAt = performance.now();
    for (const blow of plan.blows) {
      const waitMs = begunAt + blow.atMs - performance.now();
      if (waitMs > 0) await new Promise((resume) => setTimeout(resume, waitMs));
      await strike(run, blow);
    }
    await drain(run);
    const groups = { sent: 0, failed: 0, skipped: 0, cancelled: 0, unknown: 0, pending: 0 };
    const result = { ms: 0, people: 0, groups, recovered: 0, drift: 0 };
    for (const part of parts.flat()) {
      const history = await historyOf(theatre, part.stage, part, part);
      const finding = expectHonest(history, plan);
      result.people += part.people;
      result.drift += history.drift.length;
      result.recovered += finding.recovered;
      for (const key of Object.keys(groups) as (keyof typeof groups)[]) groups[key] += finding.groups[key];
    }
    result.ms = Math.round(performance.now() - startedAt);
    return result;
  } finally {
    await troupe.leave();
  }
}
