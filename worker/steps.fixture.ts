import { beginAtOnce, beginCall, type Call } from "#lib/domain/messages/commands/begin-call";
import { type ChunkLease, claimChunk } from "#lib/domain/messages/commands/claim-chunk";
import { reclaimLeases } from "#lib/domain/messages/commands/reclaim-leases";
import { type CallAnswer, type CallResult, settleCall } from "#lib/domain/messages/commands/settle-call";
import { settleLate } from "#lib/domain/messages/commands/settle-late";
import { jobScope } from "#lib/gate/job";
import { type Overlapping, overlapped } from "#lib/infra/db/overlap.fixture";
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

const options = (lease: ChunkLease, limit: number, attemptId = newId()) => ({
  ...{ attemptId, fromId: lease.firstId, limit, isOneText: false, reachesForeign: true },
  ...{ perSecond: null, hasTurn: false, leaseMs: 60_000, now: new Date() },
});

/** Begins a call for the next of a chunk. */
export const begin = (stage: Stage, lease: ChunkLease, limit = 200) =>
  stage.workspace.sql((sql) => beginCall(sql, lease, options(lease, limit)));

/** The same by one statement, where that is enough. */
export const beginShort = (stage: Stage, lease: ChunkLease, attemptId?: string) =>
  beginAtOnce(jobScope(stage.workspace.id).brief(), lease, options(lease, 200, attemptId));

/** Records the answer to a call. */
export const settle = (stage: Stage, call: Call, results: readonly CallResult[]) => {
  const { attemptId, fromId, throughId } = call;
  const answer: CallAnswer = { attemptId, fromId, throughId, results, httpStatus: 200, requestId: null, detail: null };
  return stage.workspace.sql(async (sql) => ((await settleCall(sql, answer)) ? "settled" : settleLate(sql, answer)));
};

/** What the provider took under an id. */
export const accepted = (n: number): CallResult => ({ state: "accepted", providerId: `id-${n}`, providerCode: "sent" });

/** The leases of a workspace run out, and what their holders had under way is given up. */
export async function loseLeases(theatre: Theatre, { workspace }: Stage) {
  await theatre
    .owner()
    .query(
      "UPDATE chunks SET lease_until = now() - interval '1 s' WHERE workspace_id = $1 AND lease_until IS NOT NULL",
      [workspace.id],
    );
  return workspace.sql((sql) => reclaimLeases(sql, 60_000));
}

/** Two transactions of which the first is held open until the second is through, or waits for it. */
export const overlap = (theatre: Theatre, first: Overlapping, second: Overlapping): Promise<void> =>
  overlapped(theatre.owner(), first, second);
