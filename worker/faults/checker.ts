import { type AccountGroup, account, accountGroup, type MessageState, messageStates } from "#lib/domain/messages/model";

/** What our rows say of one recipient after everything came to rest. */
export interface Claim {
  readonly to: string;
  readonly state: MessageState;
  readonly parts: number;
}

/** A call as it was written down before its first byte. Times are milliseconds of the database's clock. */
export interface Attempt {
  readonly startedAt: number;
  readonly to: readonly string[];
}

/** One message the provider took. */
export interface Taken {
  readonly to: string;
  readonly at: number;
}

/** A time in which no call may have begun: the sending was paused, cancelled or halted. */
export interface Closed {
  readonly from: number;
  readonly until: number;
}

/** Everything that is known of one campaign: what was asked for, what was tried, what we claim and what the provider has. */
export interface History {
  readonly people: number;
  readonly campaignState: string;
  readonly claims: readonly Claim[];
  readonly attempts: readonly Attempt[];
  readonly ledger: readonly Taken[];
  readonly stats: readonly { readonly state: MessageState; readonly messages: number; readonly parts: number }[];
  /** Cells of the workspace's rollup that a recount finds otherwise. */
  readonly drift: readonly {
    readonly state: MessageState;
    readonly booked: number | null;
    readonly counted: number | null;
  }[];
  readonly closed: readonly Closed[];
  /** Numbers that opted out, with the moment after which they may be in no call. */
  readonly suppressed: ReadonlyMap<string, number>;
}

/** What can be wrong with a history. Jepsen's total-queue knows the first three; the others are promises of our own. */
export const violations = [
  "lost",
  "duplicated",
  "unexpected",
  "not_written_ahead",
  "missing",
  "miscounted",
  "while_closed",
  "after_opt_out",
  "not_at_rest",
] as const;

/** What can be wrong with a history. */
export type Violation = (typeof violations)[number];

/** The verdict over a history. `recovered`: calls without an answer whose messages the provider does have. */
export interface Finding {
  readonly violations: readonly { readonly kind: Violation; readonly detail: string }[];
  readonly groups: Readonly<Record<AccountGroup, number>>;
  readonly recovered: number;
}

/** The ledger writes whole milliseconds, the database rounds to the nearest. */
const CLOCK_SLACK_MS = 5;

/** States in which a campaign has nothing left to do. */
const AT_REST: readonly string[] = ["completed", "cancelled"];

function tally<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, number> {
  const found = new Map<string, number>();
  for (const item of items) found.set(keyOf(item), (found.get(keyOf(item)) ?? 0) + 1);
  return found;
}

/** Collects findings of one kind into one line with a few examples. */
class Report {
  readonly #found = new Map<Violation, string[]>();

  add(kind: Violation, detail: string): void {
    this.#found.set(kind, [...(this.#found.get(kind) ?? []), detail]);
  }

  lines(): Finding["violations"] {
    return [...this.#found].map(([kind, details]) => ({
      kind,
      detail: `${details.length}: ${details.slice(0, 3).join("; ")}`,
    }));
  }
}

/** Ours against theirs: who is in the ledger, how often, and what we claim of them. */
function judgeClaims({ claims, ledger }: History, report: Report): number {
  const taken = tally(ledger, ({ to }) => to);
  const ours = new Set(claims.map(({ to }) => to));
  let recovered = 0;
  for (const [to, times] of taken) {
    if (times > 1) report.add("duplicated", `${to} got it ${times} times`);
    if (!ours.has(to)) report.add("unexpected", `${to} is nobody of the campaign`);
  }
  for (const { to, state } of claims) {
    const times = taken.get(to) ?? 0;
    const group = accountGroup[state];
    if (group === "sent" && times === 0) report.add("lost", `${to} is ${state} and the provider has nothing`);
    if (group === "unknown" && times === 1) recovered += 1;
    if (group !== "sent" && group !== "unknown" && times > 0)
      report.add("unexpected", `${to} is ${state} and the provider has it`);
  }
  return recovered;
}

/** Every message in the ledger was in a call that had been written down before. */
function judgeAttempts({ attempts, ledger }: History, report: Report): void {
  const first = new Map<string, number>();
  for (const { startedAt, to } of attempts) {
    for (const one of to) first.set(one, Math.min(first.get(one) ?? Number.POSITIVE_INFINITY, startedAt));
  }
  for (const { to, at } of ledger) {
    const startedAt = first.get(to);
    if (startedAt === undefined) report.add("not_written_ahead", `${to} was taken without an attempt`);
    else if (at + CLOCK_SLACK_MS < startedAt) report.add("not_written_ahead", `${to} was taken before its attempt`);
  }
}

/** Nothing began while it was forbidden, and nobody was called who had opted out before. */
function judgeOrders({ attempts, closed, suppressed }: History, report: Report): void {
  for (const { startedAt, to } of attempts) {
    for (const { from, until } of closed) {
      if (startedAt > from && startedAt < until)
        report.add("while_closed", `a call began ${startedAt - from} ms after the stop`);
    }
    for (const one of to) {
      const since = suppressed.get(one);
      if (since !== undefined && startedAt > since)
        report.add("after_opt_out", `${one} was called after the suppression`);
    }
  }
}

/** Every recipient in exactly one state, and the counts beside the campaign are those of its rows. */
function judgeCounts({ people, campaignState, claims, stats, drift }: History, report: Report): Finding["groups"] {
  const counts = new Map(tally(claims, ({ state }) => state));
  const groups = account(Object.fromEntries(counts));
  if (claims.length !== people || new Set(claims.map(({ to }) => to)).size !== people)
    report.add("missing", `${claims.length} rows for ${people} people`);
  for (const state of messageStates) {
    const booked = stats.find((stat) => stat.state === state) ?? { messages: 0, parts: 0 };
    const parts = claims.filter((claim) => claim.state === state).reduce((sum, claim) => sum + claim.parts, 0);
    const messages = counts.get(state) ?? 0;
    if (booked.messages !== messages || booked.parts !== parts)
      report.add("miscounted", `${state}: ${booked.messages} booked, ${messages} there`);
  }
  for (const { state, booked, counted } of drift)
    report.add("miscounted", `${state}: ${booked ?? 0} in the rollup, ${counted ?? 0} there`);
  if (!AT_REST.includes(campaignState) || groups.pending > 0)
    report.add("not_at_rest", `${campaignState} with ${groups.pending} pending`);
  return groups;
}

/** Judges a drained history. Indeterminate calls count neither as sent nor as refused. */
export function check(history: History): Finding {
  const report = new Report();
  const recovered = judgeClaims(history, report);
  judgeAttempts(history, report);
  judgeOrders(history, report);
  const groups = judgeCounts(history, report);
  return { violations: report.lines(), groups, recovered };
}
