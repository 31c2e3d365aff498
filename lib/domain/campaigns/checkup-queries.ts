import { quotaGate, StoredAccount } from "#lib/domain/connections/model";
import { DomainError } from "#lib/domain/errors";
import { isUsableSender } from "#lib/domain/senders/usable";
import { policyNow } from "#lib/domain/workspaces/policy-queries";
import { type QuietHours, quietFrom, quietUntil } from "#lib/domain/workspaces/quiet-hours";
import { type Clock, systemClock } from "#lib/infra/clock";
import type { TenantSql } from "#lib/infra/db/tenant";
import { env } from "#lib/infra/env";
import { type ApprovalPolicy, type CampaignSize, isAboveThreshold } from "./approval.ts";
import type { Checkup } from "./draft.ts";
import { type Estimate, EstimateTally } from "./estimate.ts";
import { estimateList, type ListEstimate } from "./estimate-queries.ts";
import type { CampaignKind } from "./model.ts";
import { namesOptOut } from "./opt-out.ts";
import { minutesAt, paceOf } from "./pace.ts";
import { type PreflightCode, type PreflightFacts, preflightLevel, runPreflight } from "./preflight.ts";
import { heldQuota, recentlySent } from "./rival-queries.ts";
import { senderCapOf } from "./sender-queries.ts";
import { type CompiledTemplate, compileTemplate } from "./template.ts";

interface DraftRow {
  version: number;
  text: string;
  kind: CampaignKind | null;
  import_id: string | null;
  import_state: string | null;
  reading: number | null;
  columns: string[] | null;
  sender_name: string | null;
  sender_status: string | null;
  is_listed: boolean | null;
  connection_id: string | null;
  connection_state: "active" | "needs_reconnect" | "disconnected" | null;
  is_off: boolean | null;
  scopes: string[] | null;
  account: unknown;
  start_at: Date | null;
  start_zone: string | null;
  spread_hours: number | null;
  per_minute: number | null;
}

// Before a sender is chosen, the connection that is there is judged: "no connection" is said only where there is none.
async function readDraft(sql: TenantSql, campaignId: string): Promise<DraftRow> {
  const { rows } = await sql.client.query<DraftRow>(
    `SELECT k.version, k.text, k.kind, k.import_id, i.state AS import_state, i.reading, i.columns,
            s.name AS sender_name, s.status AS sender_status, s.is_listed,
            k.start_at, k.start_zone, k.spread_hours, k.per_minute,
            n.id AS connection_id, n.state AS connection_state, provider_is_off(n.provider) AS is_off, n.scopes, n.account
     FROM campaigns k
     LEFT JOIN imports i ON i.workspace_id = $1 AND i.id = k.import_id
     LEFT JOIN senders s ON s.workspace_id = $1 AND s.id = k.sender_id
     LEFT JOIN connections n ON n.workspace_id = $1 AND n.id = coalesce(k.connection_id, (
       SELECT id FROM connections WHERE workspace_id = $1 AND state <> 'disconnected' ORDER BY state, id LIMIT 1))
     WHERE k.workspace_id = $1 AND k.id = $2`,
    [sql.workspaceId, campaignId],
  );
  const [row] = rows;
  if (row === undefined) throw new DomainError("campaign.not_found");
  return row;
}

/** What a list that is not there comes to. */
const nobody: Estimate = new EstimateTally().result();
const noList: ListEstimate = {
  ...{
    everyone: nobody,
    consented: nobody,
    suppressed: 0,
    foreign: 0,
    missingLine: null,
    examples: [],
    consentedExamples: [],
  },
};

/** The lines that judge the people who would get the text; the others judge everyone on the list. */
const aboutReceivers: readonly PreflightCode[] = [
  "quota",
  "cap",
  "own_cap",
  "missing_values",
  "length",
  "segments",
  "duplicates",
];

/** Who wants to know, as far as it changes the answer. */
export interface CheckedFor {
  readonly userId: string;
  /** Whether the person may send at all. Who may not never sends in the own name. */
  readonly maySend: boolean;
}

async function ownCapFor(
  sql: TenantSql,
  { userId, maySend }: CheckedFor,
  size: CampaignSize,
  now: Date,
): Promise<PreflightFacts["ownCap"]> {
  const cap = maySend ? await senderCapOf(sql, userId, now) : null;
  if (cap === null) return null;
  const { rows } = await sql.client.query<ApprovalPolicy>(
    "SELECT approval_people AS people, approval_parts AS parts FROM workspaces WHERE id = $1",
    [sql.workspaceId],
  );
  const isAbove = rows[0] !== undefined && isAboveThreshold(rows[0], size);
  return { ...cap, isDecidedByOther: isAbove || env().signatureGate !== null };
}

/**
 * Runs the check of a draft as it is stored, over every person of its list.
 *
 * @param asker Who asks; of two questions of one asker the older one is given up.
 * @param by Who looks at it, whose own daily cap is a line of it. Without one the cap is nobody's: the start itself decides.
 * @returns null when the asker has asked again meanwhile.
 * @throws DomainError `campaign.not_found`.
 */
export async function checkCampaign(
  sql: TenantSql,
  campaignId: string,
  asker: string,
  by: CheckedFor | null = null,
  { now }: Clock = systemClock,
): Promise<Checkup | null> {
  const draft = await readDraft(sql, campaignId);
  const { template, problems } = compileTemplate(draft.text, draft.columns ?? []);
  const list = await estimateOf(sql, draft, template, asker);
  if (list === null) return null;
  const isCommercial = draft.kind === "commercial";
  const receivers = isCommercial ? list.consented : list.everyone;
  const present = now();
  const startAt = draft.start_at !== null && draft.start_at > present ? draft.start_at : present;
  const policy = await policyNow(sql, startAt, campaignId);
  const size = { people: receivers.sendable, parts: receivers.segments };
  const restsUntil = isCommercial ? quietUntil(policy.hours, startAt) : null;
  const facts: PreflightFacts = {
    foreign: list.foreign,
    cap: policy.cap === null ? null : { limit: policy.cap, used: policy.usedToday },
    ownCap: by === null ? null : await ownCapFor(sql, by, size, now()),
    start: startFact(draft, present),
    rests: restsUntil === null ? null : { until: restsUntil.toISOString(), zone: policy.hours.zone },
    pace: paceFact(draft, size.people, isCommercial ? policy.hours : null, restsUntil ?? startAt),
    ...wayOutFacts(draft),
    quota: {
      remaining: remainingQuota(draft),
      held: draft.connection_id === null ? 0 : await heldQuota(sql, draft.connection_id, campaignId),
    },
    ...{ text: draft.text, kind: draft.kind, problems, estimate: list.everyone },
    consented: list.consented.sendable,
    namesOptOut: namesOptOut(draft.text),
    recentlySent: await recentlySent(sql, {
      campaignId,
      text: draft.text,
      importId: draft.import_id,
      reading: draft.reading,
    }),
  };
  const ofReceivers = runPreflight({ ...facts, estimate: receivers });
  const checks = runPreflight(facts).map((check, at) =>
    aboutReceivers.includes(check.code) ? (ofReceivers[at] ?? check) : check,
  );
  return {
    ...{ version: draft.version, checks, level: preflightLevel(checks) },
    ...{ ...size, suppressed: list.suppressed },
    withoutConsent: isCommercial ? list.everyone.people - list.consented.people : 0,
    ...{ estimate: receivers, missingLine: list.missingLine },
    examples: isCommercial ? list.consentedExamples : list.examples,
  };
}

function startFact(draft: DraftRow, now: Date): PreflightFacts["start"] {
  const { start_at: at, start_zone: zone } = draft;
  return at === null || zone === null ? null : { at: at.toISOString(), zone, isPassed: at <= now };
}

/** @param hours The hours in which it rests; null for one that never does. */
function paceFact(draft: DraftRow, people: number, hours: QuietHours | null, from: Date): PreflightFacts["pace"] {
  const pace = paceOf({ spreadHours: draft.spread_hours, perMinute: draft.per_minute }, people);
  if (pace === null) return null;
  const minutes = minutesAt(pace, people);
  const at = hours === null ? null : quietFrom(hours, from, minutes);
  return { minutes, rests: at === null || hours === null ? null : { at: at.toISOString(), zone: hours.zone } };
}

async function estimateOf(
  sql: TenantSql,
  draft: DraftRow,
  template: CompiledTemplate,
  asker: string,
): Promise<ListEstimate | null> {
  if (draft.import_id === null || draft.reading === null || draft.import_state !== "ready") return noList;
  return estimateList(sql, { importId: draft.import_id, reading: draft.reading }, template, asker);
}

function wayOutFacts(draft: DraftRow): Pick<PreflightFacts, "sender" | "connection" | "plan"> {
  const account = StoredAccount.safeParse(draft.account).data ?? null;
  const gate = quotaGate(account);
  return {
    sender:
      draft.sender_name === null
        ? null
        : {
            name: draft.sender_name,
            isApproved: isUsableSender(draft.sender_status ?? "") && draft.is_listed === true,
          },
    connection:
      draft.connection_state === null
        ? null
        : {
            state: draft.is_off ? "provider_off" : draft.connection_state,
            maySend: draft.scopes?.includes("messages:send") ?? false,
          },
    plan:
      account === null
        ? "unknown"
        : gate === "no_plan"
          ? "none"
          : account.plan?.status === "past_due"
            ? "past_due"
            : "active",
  };
}

function remainingQuota(draft: DraftRow): PreflightFacts["quota"]["remaining"] {
  const quota = StoredAccount.safeParse(draft.account).data?.quota;
  return quota === undefined || quota === null ? "unknown" : quota.remaining;
}
