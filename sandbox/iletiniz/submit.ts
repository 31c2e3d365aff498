import type { Call } from "../faults.ts";
import type { Intake } from "../ledger.ts";
import { type MessageError, messageError, refusalByEnding } from "../outcomes.ts";
import { canonicalAddress } from "../recipients.ts";
import type { Workspace } from "../workspaces.ts";
import type { World } from "../world.ts";
import type { Envelope, Item } from "./parse.ts";
import { Refusal } from "./refusal.ts";
import { type Route, routeFor, textsFor } from "./route.ts";

export type Attempt = { provider: string; status: "accepted" | "failed"; error?: MessageError };

/** What became of one recipient. `jobId` is null when nothing was written down. */
export type Result = {
  to: string;
  jobId: string | null;
  provider: string;
  error: MessageError | null;
  attempts: Attempt[];
};

export type Submission = {
  workspace: Workspace;
  key: string;
  envelope: Envelope;
  items: readonly Item[];
  call: "single" | "bulk";
  requestId: string;
  /** How switches see this call. */
  seen: Call;
};

type Verdict = { address: string | null; provider: string; error: string | null; attempts: Attempt[] };

/** Takes a call: refuses it whole, or writes down what it accepts and only then says so. */
export function submit(world: World, submission: Submission, now: number): { provider: string; results: Result[] } {
  const { workspace, envelope, items } = submission;
  const gate = world.workspaces.gate(workspace);
  if (gate !== "open") throw new Refusal(402, gate, "The plan does not allow sending.");
  const route = routeFor(workspace, envelope);
  const texts = textsFor(workspace, envelope, items);
  let units = world.workspaces.quota(workspace).remaining ?? Number.POSITIVE_INFINITY;

  const results: Result[] = [];
  const intakes: Intake[] = [];
  const places: number[] = [];
  for (const [index, item] of items.entries()) {
    const verdict = judge(world, submission, route, item, units);
    const error = verdict.error === null ? null : messageError(verdict.error);
    results.push({ to: item.to, jobId: null, provider: verdict.provider, error, attempts: verdict.attempts });
    // A refused single message has a job id too, so it needs a line; a refused bulk item has none.
    if (error !== null && submission.call === "bulk") continue;
    if (error === null) units -= 1;
    places.push(index);
    intakes.push(intake(submission, route, item, texts[index] ?? "", verdict));
  }
  if (intakes.length > 0) {
    const jobIds = world.ledger.append(intakes, now, submission.requestId);
    for (const [row, index] of places.entries()) {
      const result = results[index];
      if (result !== undefined) result.jobId = jobIds[row] ?? null;
    }
  }
  return { provider: route.providers[0].code, results };
}

function judge(world: World, submission: Submission, route: Route, item: Item, units: number): Verdict {
  const { workspace, envelope, seen } = submission;
  const [first] = route.providers;
  const address = canonicalAddress(item.to, first.kind);
  const refused = (error: string): Verdict => ({ address, provider: first.code, error, attempts: [] });
  if (address === null) return refused("INVALID_RECIPIENT");
  const switched = world.faults.refusal(seen, address);
  if (switched !== null) return refused(switched);
  if (units < 1) return refused("QUOTA_EXCEEDED");
  const attempts: Attempt[] = [];
  let error = "PROVIDER_REJECTED";
  for (const [attempt, provider] of route.providers.entries()) {
    const refusal = workspace.endings
      ? refusalByEnding(address, attempt, envelope.iys && provider.kind === "sms")
      : null;
    const failure = provider.status === "error" ? "PROVIDER_UNAVAILABLE" : refusal;
    if (failure === null) {
      attempts.push({ provider: provider.code, status: "accepted" });
      return { address, provider: provider.code, error: null, attempts };
    }
    attempts.push({ provider: provider.code, status: "failed", error: messageError(failure) });
    error = failure;
  }
  return { address, provider: first.code, error, attempts };
}

function intake(submission: Submission, route: Route, item: Item, body: string, verdict: Verdict): Intake {
  const { workspace, key, envelope, call } = submission;
  return {
    api: "iletiniz",
    workspace: workspace.id,
    key,
    to: verdict.address ?? item.to,
    toAsSent: item.to,
    body,
    template: envelope.template,
    sender: route.sender,
    provider: verdict.provider,
    iys: envelope.iys && route.providers[0].kind === "sms",
    call,
    refused: verdict.error,
  };
}
