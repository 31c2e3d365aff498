import { quotaGate, StoredAccount } from "#lib/domain/connections/model";
import { isUsableSender } from "#lib/domain/senders/usable";
import { policyNow } from "#lib/domain/workspaces/policy-queries";
import { type QuietHours, quietFrom, quietUntil } from "#lib/domain/workspaces/quiet-hours";
import { type Clock, systemClock } from "#lib/infra/clock";
import type { TenantSql } from "#lib/infra/db/tenant";
import { env } from "#lib/infra/env";
import { reachesForeign } from "#lib/infra/providers/registry";
import { type ApprovalPolicy, type CampaignSize, isAboveThreshold } from "./approval.ts";
import { type DraftLimits, type DraftRow, limitsOf, readCheckedDraft } from "./checked-draft-queries.ts";
import type { Checkup } from "./draft.ts";
import { type Estimate, EstimateTally } from "./estimate.ts";
import { estimateList, type ListEstimate, type Watch } from "./estimate-queries.ts";
import { type Identity, namesItself } from "./identity.ts";
import { namesOptOut } from "./opt-out.ts";
import { minutesAt, paceOf } from "./pace.ts";
import { type PreflightCode, type PreflightFacts, preflightLevel, runPreflight } from "./preflight.ts";
import { heldQuota, recentlySent } from "./rival-queries.ts";
import { senderCapOf } from "./sender-queries.ts";
import { type CompiledTemplate, compileTemplate } from "./template.ts";

/** What a list that is not there comes to. */
const nobody: Estimate = new EstimateTally().result();
const noList: ListEstimate = {
  ...{
    everyone: nobody,
    consented: nobody,
    suppressed: 0,
    foreign: 0,
    excluded: 0,
    capped: 0,
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
 * @returns null when the asker has asked again meanwhile, or left.
 * @throws DomainError `campaign.not_found`.
 */
export async function checkCampaign(
  sql: TenantSql,
  campaignId: string,
  asker: string,
  by: CheckedFor | null = null,
  watch: Watch = {},
  { now }: Clock = systemClock,
): Promise<Checkup | null> {
  const draft = await readCheckedDraft(sql, campaignId);
  const { template, problems } = compileTemplate(draft.text, draft.columns ?? []);
  const limits = await limitsOf(sql, draft);
  const list = await estimateOf(sql, draft, limits, template, asker, watch);
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
    exclusions: { people: list.excluded, isGone: limits.isGone },
    frequency: limits.frequency === null ? null : { ...limits.frequency, people: list.capped },
    cap: policy.cap === null ? null : { limit: policy.cap, used: policy.usedToday },
    ownCap: by === null ? null : await ownCapFor(sql, by, size, now()),
    start: startFact(draft, present),
    rests: restsUntil === null ? null : { until: restsUntil.toISOString(), zone: policy.hours.zone },
    pace: paceFact(draft, size.people, isCommercial ? policy.hours : null, restsUntil ?? startAt),
    ...wayOutFacts(draft),
    quota: {
      remaining: remainingQuota(draft),
      isAwaited: draft.waits_for_quota,
      held: draft.connection_id === null ? 0 : await heldQuota(sql, draft.connection_id, campaignId),
    },
    ...{ text: draft.text, kind: draft.kind, problems, estimate: list.everyone },
    consented: list.consented.sendable,
    namesOptOut: namesOptOut(draft.text),
    namesItself: namesItself(draft.text, identityOf(draft)),
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
    ...{ ...size, suppressed: list.suppressed, excluded: list.excluded, capped: list.capped },
    withoutConsent: isCommercial ? list.everyone.people - list.consented.people : 0,
    ...{ estimate: receivers, missingLine: list.missingLine },
    examples: isCommercial ? list.consentedExamples : list.examples,
  };
}

function identityOf({ brand, trade_name: tradeName, sender_name: sender, mersis }: DraftRow): Identity {
  return { names: [tradeName, brand, sender ?? ""], mersis };
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
  { leaveOut, frequency }: DraftLimits,
  template: CompiledTemplate,
  asker: string,
  watch: Watch,
): Promise<ListEstimate | null> {
  if (draft.import_id === null || draft.reading === null || draft.import_state !== "ready") return noList;
  const list = {
    importId: draft.import_id,
    reading: draft.reading,
    fromLine: draft.from_line,
    leaveOut,
    frequency,
    reachesForeign: reachesForeign(draft.provider),
    kept: draft.kept ?? 0,
  };
  return estimateList(sql, list, template, asker, watch);
}

function wayOutFacts(draft: DraftRow): Pick<PreflightFacts, "sender" | "connection" | "plan" | "balance"> {
  const account = StoredAccount.safeParse(draft.account).data ?? null;
  const gate = quotaGate(account);
  return {
    sender:
      draft.sender_name === null
        ? null
        : {
            name: draft.sender_name,
            isApproved: isUsableSender(draft.sender_status ?? ""),
            isListed: draft.is_listed === true,
            isVerified: draft.sender_status !== "unverified",
          },
    balance: balanceFact(account?.balance ?? null),
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

/** An account that counts messages says how many are left; one that counts money does not. */
function balanceFact(balance: StoredAccount["balance"]): PreflightFacts["balance"] {
  if (balance === null) return null;
  const { messages, lira } = balance;
  return { parts: messages === null || (messages === 0 && (lira ?? 0) > 0) ? null : messages };
}

function remainingQuota(draft: DraftRow): PreflightFacts["quota"]["remaining"] {
  const quota = StoredAccount.safeParse(draft.account).data?.quota;
  return quota === undefined || quota === null ? "unknown" : quota.remaining;
}
