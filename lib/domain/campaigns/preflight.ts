import { segmentFigures } from "#lib/domain/messages/segments";
import type { Estimate } from "./estimate.ts";
import type { CampaignKind } from "./model.ts";
import { type Cap, judgeBalance, judgeCap, judgeQuota, type Quota } from "./preflight-limits.ts";
import { amber, green, red, type Verdict } from "./preflight-verdict.ts";
import type { TemplateProblem } from "./template.ts";

/** Red blocks, amber says what will happen, green is in order. */
export type PreflightLevel = Verdict["level"];

/** Every line of the check, in the order shown. */
export const preflightCodes = [
  "audience",
  "kind",
  "connection",
  "permission",
  "sender",
  "plan",
  "quota",
  "text",
  "variables",
  "missing_values",
  "length",
  "segments",
  "consent",
  "opt_out",
  "identity",
  "duplicates",
  "foreign",
  "exclusions",
  "frequency",
  "cap",
  "own_cap",
  "start",
  "quiet",
  "pace",
] as const;

/** The name of one line of the check. */
export type PreflightCode = (typeof preflightCodes)[number];

/** One line of the check. `reason` tells lines of one code apart; the words are chosen where they are shown. */
export interface PreflightCheck extends Verdict {
  readonly code: PreflightCode;
}

/** All that the check looks at. Whatever could not be found out is said so, never left out. */
export interface PreflightFacts {
  readonly kind: CampaignKind | null;
  /** `null`: none chosen. */
  readonly sender: {
    readonly name: string;
    readonly isApproved: boolean;
    /** False once the provider names it no more, or a person who typed it took it away. */
    readonly isListed: boolean;
    /** False for a name that somebody typed, until the provider takes a message under it. */
    readonly isVerified: boolean;
  } | null;
  readonly connection: {
    /** `provider_off`: the operator of the instance turned the provider off. */
    readonly state: "active" | "needs_reconnect" | "disconnected" | "provider_off";
    readonly maySend: boolean;
  } | null;
  readonly plan: "active" | "past_due" | "none" | "unknown";
  /**
   * Units left at the provider, one per message; `null` is unlimited. `held` is promised to other campaigns; with `isAwaited`
   * a campaign for which it is not enough waits for more.
   */
  readonly quota: Quota;
  /**
   * Parts that an account which is paid from is good for; null parts where only money is known. `null`: it has a quota.
   */
  readonly balance: { readonly parts: number | null } | null;
  /** The text as written, with its placeholders. */
  readonly text: string;
  readonly problems: readonly TemplateProblem[];
  readonly estimate: Estimate;
  /** People with a consent on record; `unknown` when it could not be looked up. Looked at for commercial texts. */
  readonly consented: number | "unknown";
  readonly namesOptOut: boolean;
  /** Whether the text says whose it is. */
  readonly namesItself: boolean;
  /** People this very text was sent to within the last ten minutes. */
  readonly recentlySent: number;
  /** People in other countries, where the workspace does not write to those. */
  readonly foreign: number;
  /** People whom the draft leaves out; `isGone`: something that it names for that is not there any more. */
  readonly exclusions: { readonly people: number; readonly isGone: boolean };
  /** People who have had so many commercial messages within so many days; `null` without a limit. */
  readonly frequency: { readonly limit: number; readonly days: number; readonly people: number } | null;
  /** Most people a day and how many of them are used; `null` without a cap. */
  readonly cap: Cap | null;
  /** The same for the one who would send it alone; with `isDecidedByOther` an approver sends it in a name of their own. */
  readonly ownCap: { readonly limit: number; readonly used: number; readonly isDecidedByOther: boolean } | null;
  /** When it is to start; `null`: as soon as it is sent. */
  readonly start: { readonly at: string; readonly zone: string; readonly isPassed: boolean } | null;
  /** Until when commercial messages rest, where they do at its start. */
  readonly rests: { readonly until: string; readonly zone: string } | null;
  /** How long it takes at its own pace, and when it runs into a rest on the way; `null` without a pace. */
  readonly pace: {
    readonly minutes: number;
    readonly rests: { readonly at: string; readonly zone: string } | null;
  } | null;
}

/** Runs the whole check; always one line per code, in the order of `preflightCodes`. */
export function runPreflight(facts: PreflightFacts): PreflightCheck[] {
  return preflightCodes.map((code) => ({ code, ...judges[code](facts) }));
}

/** The worst level of a check; `red` means that nothing may be sent. */
export function preflightLevel(checks: readonly PreflightCheck[]): PreflightLevel {
  if (checks.some(({ level }) => level === "red")) return "red";
  return checks.some(({ level }) => level === "amber") ? "amber" : "green";
}

const judges: Readonly<Record<PreflightCode, (facts: PreflightFacts) => Verdict>> = {
  audience: ({ estimate: { people } }) => (people === 0 ? red("empty") : green("people", { people })),
  kind: ({ kind }) => (kind === null ? red("not_chosen") : green(kind)),
  connection: ({ connection }) => {
    if (connection === null) return red("none");
    return connection.state === "active" ? green("active") : red(connection.state);
  },
  permission: ({ connection }) => {
    if (connection === null) return red("unknown");
    return connection.maySend ? green("granted") : red("scope_missing", { scope: "messages:send" });
  },
  sender: ({ sender }) => {
    if (sender === null) return red("not_chosen");
    const { name } = sender;
    if (!sender.isListed) return red("gone", { sender: name });
    if (!sender.isApproved) return red("not_approved", { sender: name });
    return sender.isVerified ? green("approved", { sender: name }) : amber("unverified", { sender: name });
  },
  plan: ({ plan }) => {
    if (plan === "active") return green("active");
    return plan === "none" ? red("none") : amber(plan);
  },
  quota: ({ quota, balance, estimate }) =>
    balance === null ? judgeQuota(quota, estimate.sendable) : judgeBalance(balance.parts, estimate),
  text: ({ text }) => (text.trim() === "" ? red("empty") : green("written")),
  variables: judgeVariables,
  missing_values: ({ estimate }) =>
    judgeSkipped(estimate, estimate.skipped.missing_value + estimate.skipped.empty_text),
  length: ({ estimate: { skipped } }) =>
    skipped.too_long === 0
      ? green("fits")
      : red("too_long", { people: skipped.too_long, limit: segmentFigures.maxLength }),
  segments: ({ estimate: { overSegments, segments } }) =>
    overSegments === 0
      ? green("parts", { segments })
      : amber("many_parts", { people: overSegments, limit: segmentFigures.maxSegments }),
  consent: judgeConsent,
  opt_out: ({ kind, namesOptOut }) => {
    if (kind !== "commercial") return green("not_needed");
    return namesOptOut ? green("named") : red("missing");
  },
  identity: ({ kind, namesItself }) => {
    if (kind !== "commercial") return green("not_needed");
    return namesItself ? green("named") : red("missing");
  },
  duplicates: ({ recentlySent, estimate: { sendable } }) => {
    if (recentlySent === 0) return green("none");
    const isEveryone = recentlySent >= sendable;
    return isEveryone ? red("everyone", { people: recentlySent }) : amber("some", { people: recentlySent });
  },
  foreign: ({ foreign, estimate: { people } }) => {
    if (foreign === 0) return green("none");
    return people === 0 ? red("everyone", { people: foreign }) : amber("left_out", { people: foreign });
  },
  exclusions: ({ exclusions: { people: left, isGone }, estimate: { people } }) => {
    if (isGone) return red("gone");
    if (left === 0) return green("none");
    return people === 0 ? red("everyone", { people: left }) : green("left_out", { people: left });
  },
  frequency: ({ frequency, estimate: { people } }) => {
    if (frequency === null) return green("none");
    const { people: left, ...allowed } = frequency;
    if (left === 0) return green("within", allowed);
    return people === 0
      ? red("everyone", { people: left, ...allowed })
      : amber("left_out", { people: left, ...allowed });
  },
  cap: ({ cap, estimate: { sendable } }) => judgeCap(cap, sendable),
  own_cap: ({ ownCap, estimate: { sendable } }) => {
    const verdict = judgeCap(ownCap, sendable);
    const isTold = verdict.level === "red" && ownCap?.isDecidedByOther === true;
    return isTold ? amber("over_alone", verdict.detail) : verdict;
  },
  start: ({ start }) => {
    if (start === null) return green("none");
    const when = { until: start.at, zone: start.zone };
    return start.isPassed ? red("passed", when) : green("later", when);
  },
  pace: ({ pace }) => {
    if (pace === null) return green("none");
    const { minutes, rests } = pace;
    return rests === null
      ? green("takes", { minutes })
      : amber("rests", { minutes, until: rests.at, zone: rests.zone });
  },
  quiet: ({ rests }) => (rests === null ? green("none") : amber("rests", { until: rests.until, zone: rests.zone })),
};

function judgeVariables({ problems }: PreflightFacts): Verdict {
  const [first] = problems;
  if (first === undefined) return green("known");
  const names = [...new Set(problems.flatMap(({ name }) => (name === "" ? [] : [name])))];
  return red(first.code, { count: problems.length, index: first.index, names });
}

/** People whose text cannot be written are left out; when that is everyone, nothing can be sent. */
function judgeSkipped({ people, sendable }: Estimate, without: number): Verdict {
  if (without === 0) return green("complete");
  return sendable === 0 ? red("everyone", { people: without }) : amber("left_out", { people: without, of: people });
}

/** Without consent nobody gets a commercial text; when that cannot be looked up, nobody does either. */
function judgeConsent({ kind, consented, estimate: { sendable } }: PreflightFacts): Verdict {
  if (kind === null) return amber("kind_open");
  if (kind === "informational") return green("not_needed");
  if (consented === "unknown") return red("unknown");
  if (consented >= sendable) return green("covered", { people: sendable });
  const without = sendable - consented;
  return consented === 0 ? red("nobody", { people: without }) : amber("left_out", { people: without, of: sendable });
}
