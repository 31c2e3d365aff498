import { beginCall, type Call } from "#lib/domain/messages/commands/begin-call";
import { type ChunkLease, claimChunk } from "#lib/domain/messages/commands/claim-chunk";
import { type CallAnswer, type CallResult, settleCall } from "#lib/domain/messages/commands/settle-call";
import { jobScope } from "#lib/gate/job";
import { newId } from "#lib/infra/ids";
import { prepareCampaign } from "./prepare.ts";
import { type Stage, setStage, type Theatre } from "./stage.fixture.ts";

// The steps of a worker, one by one: what happens between them is what a test is about.

/** Takes a chunk for a worker. */
export const claim = (stage: Stage, worker: string) =>
  stage.workspace.sql((sql) => claimChunk(sql, { worker, leaseMs: 60_000, exceptConnections: [], now: new Date() }));

/** A prepared campaign whose chunk is taken. */
export async function ready(theatre: Theatre, people: number) {
  const stage = await setStage(theatre);
  const campaignId = await stage.makeCampaign({ people });
  await prepareCampaign(jobScope(stage.workspace.id), campaignId);
  const lease = await claim(stage, "one");
  if (lease === null) throw new Error("nothing to claim");
  return { stage, campaignId, lease };
}

/** Begins a call for the next of a chunk. */
export const begin = (stage: Stage, lease: ChunkLease, limit = 200) =>
  stage.workspace.sql((sql) =>
    beginCall(sql, lease, {
      ...{ attemptId: newId(), fromId: lease.firstId, limit, isOneText: false, perSecond: null, hasTurn: false },
      ...{ leaseMs: 60_000, now: new Date() },
    }),
  );

/** Records the answer to a call. */
export const settle = (stage: Stage, call: Call, results: readonly CallResult[]) => {
  const { attemptId, fromId, throughId } = call;
  const answer: CallAnswer = { attemptId, fromId, throughId, results, httpStatus: 200, requestId: null, detail: null };
  return stage.workspace.sql((sql) => settleCall(sql, answer));
};

/** What the provider took under an id. */
export const accepted = (n: number): CallResult => ({ state: "accepted", providerId: `id-${n}`, providerCode: "sent" });
