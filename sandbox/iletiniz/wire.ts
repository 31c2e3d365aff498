import type { LedgerLine } from "../ledger.ts";
import { journey, messageError } from "../outcomes.ts";
import type { Workspace } from "../workspaces.ts";
import type { World } from "../world.ts";
import type { Envelope } from "./parse.ts";
import type { Result } from "./submit.ts";

function templateEcho(template: string | null): { template?: string; template_key?: string } {
  return template === null ? {} : { template, template_key: template };
}

/** The answer of `POST /v1/messages`. */
export function singleAnswer(result: Result, envelope: Envelope, now: number): unknown {
  return {
    job_id: result.jobId,
    status: result.error === null ? "queued" : "failed",
    to: result.to,
    provider: result.provider,
    created_at: new Date(now).toISOString(),
    ...templateEcho(envelope.template),
    ...(result.error === null ? {} : { error: result.error }),
    ...(envelope.fallback.length > 0 ? { attempts: result.attempts } : {}),
  };
}

/** The answer of `POST /v1/messages/bulk`; `results` keep the order of `items`. */
export function bulkAnswer(results: readonly Result[], provider: string, envelope: Envelope, now: number): BulkAnswer {
  const failed = results.filter((result) => result.error !== null).length;
  const hasFallback = envelope.fallback.length > 0;
  return {
    total: results.length,
    sent: results.length - failed,
    failed,
    provider,
    created_at: new Date(now).toISOString(),
    ...templateEcho(envelope.template),
    results: results.map((result) => {
      if (result.error !== null) return { to: result.to, status: "failed", error: result.error };
      const sent = { to: result.to, status: "sent", job_id: result.jobId };
      return hasFallback ? { ...sent, delivered_via: result.provider } : sent;
    }),
  };
}

export type BulkAnswer = { total: number; sent: number; failed: number; results: object[]; [field: string]: unknown };

const sampleItem = { to: "+905550000000", status: "sent", job_id: "0000000000000000" };

/** A bulk answer whose results no longer fit the items, as a switch asks. */
export function misfit(answer: BulkAnswer, variant: "short" | "long" | "shuffled" | "wrong_to"): BulkAnswer {
  const { results } = answer;
  switch (variant) {
    case "short":
      return { ...answer, results: results.slice(0, -1) };
    case "long":
      return { ...answer, results: [...results, sampleItem] };
    case "shuffled":
      return { ...answer, results: results.toReversed() };
    case "wrong_to":
      return {
        ...answer,
        results: results.map((result, index) => (index === 0 ? { ...result, to: sampleItem.to } : result)),
      };
  }
}

function isoOrNull(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}

/** The answer of `GET /v1/messages/{job_id}`. */
export function statusAnswer(world: World, line: LedgerLine, now: number): unknown {
  const common = { job_id: line.jobId, to: line.toAsSent, provider: line.provider, created_at: line.at };
  const template = templateEcho(line.template);
  if (line.refused !== null) {
    const error = messageError(line.refused);
    return { ...common, ...template, status: "failed", error, sent_at: null, delivered_at: null };
  }
  const endings = world.workspaces.get(line.workspace)?.endings ?? true;
  const at = Date.parse(line.at);
  const { status, sentAt, endedAt, error } = journey(
    line.to,
    at,
    now,
    world.timeScale,
    line.call === "single",
    endings,
  );
  return {
    ...common,
    ...template,
    status,
    sent_at: isoOrNull(sentAt),
    delivered_at: status === "delivered" ? isoOrNull(endedAt) : null,
    ...(error === null ? {} : { error }),
  };
}

/** The answer of `GET /v1/account`. */
export function accountAnswer(world: World, workspace: Workspace): unknown {
  return {
    workspace: { id: workspace.id, name: workspace.name },
    plan: workspace.plan,
    quota: { ...world.workspaces.quota(workspace), period_end: workspace.quota.period_end },
    upgrade_url: workspace.upgrade_url,
  };
}
