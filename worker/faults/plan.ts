import type { Failpoint } from "../failpoints.ts";
import { randomFrom } from "./random.ts";

/** Which of the three providers a stage speaks to. */
export type Company = "iletiniz" | "iletimerkezi" | "turkeysms";

/** A switch of the stand-in that is on while the stage plays. */
export interface Trouble {
  readonly fault: Record<string, unknown>;
  /** Calls to let pass first, and calls to spoil; null for all of them. */
  readonly skip: number;
  readonly times: number | null;
  /** Only for numbers that end so; everybody without it. */
  readonly to?: string;
}

/** A workspace with its connection, what it sends and how its provider misbehaves. */
export interface StagePlan {
  readonly company: Company;
  readonly campaigns: readonly { readonly people: number; readonly text: string }[];
  readonly slowMs: number;
  readonly troubles: readonly Trouble[];
  /** Where its campaigns go on when the first refuses; null: nowhere. */
  readonly second: Exclude<Company, "iletiniz"> | null;
}

/** Something that happens at a moment of the run. `stage` and `campaign` count from 0. */
export type Blow = { readonly atMs: number } & (
  | { readonly kind: "kill" | "deploy" | "crash_database" }
  | { readonly kind: "freeze"; readonly forMs: number }
  | { readonly kind: "failpoint"; readonly place: string }
  | { readonly kind: "pause"; readonly stage: number; readonly campaign: number; readonly forMs: number }
  | { readonly kind: "cancel"; readonly stage: number; readonly campaign: number }
  | { readonly kind: "opt_out"; readonly stage: number; readonly campaign: number; readonly share: number }
);

/** Everything that one run does, drawn from its seed. */
export interface FaultPlan {
  readonly seed: number;
  readonly workers: number;
  readonly stages: readonly StagePlan[];
  readonly blows: readonly Blow[];
}

/** Every named place of the worker. Seeds in a row walk through all of them. */
const places: readonly Failpoint[] = [
  "claimed",
  "attempt-written",
  "attempt-committed",
  "permitted",
  "calling",
  "answered",
  "result-written",
  "recorded",
  "given-back",
  "reclaimed",
  "looked-up",
  "copying",
  "copied",
  "polled",
  "reports-applied",
];

const FAULTS: readonly Record<string, unknown>[] = [
  { kind: "reset" },
  { kind: "reset", when: "after" },
  { kind: "hang", when: "after" },
  { kind: "status", status: 500 },
  { kind: "status", status: 500, when: "after" },
  { kind: "status", status: 503 },
  { kind: "status", status: 429, retry_after: 1 },
  { kind: "malformed" },
  { kind: "truncated" },
  { kind: "empty" },
  { kind: "html" },
];
/** What only the batches of iletiniz can do: answer for too few, for too many, or in another order. */
const BATCH_FAULTS: readonly Record<string, unknown>[] = [
  { kind: "results", variant: "short" },
  { kind: "results", variant: "long" },
  { kind: "results", variant: "shuffled" },
];
const OWN_TEXT = "Merhaba {{Ad}}, siparişiniz hazır.";
const ONE_TEXT = "Siparişiniz hazır.";
/** Moments are spread over this time; sending takes about as long. */
const SPAN_MS = 3_500;

class Dice {
  readonly #next: () => number;

  constructor(seed: number, of = "faults") {
    this.#next = randomFrom(`${of} ${seed}`);
    // The first numbers of neighbouring seeds are neighbours themselves.
    for (let n = 0; n < 8; n += 1) this.#next();
  }

  between(low: number, high: number): number {
    return Math.floor(low + this.#next() * (high - low + 1));
  }

  of<T>(items: readonly T[]): T {
    const item = items[Math.min(items.length - 1, Math.floor(this.#next() * items.length))];
    if (item === undefined) throw new Error("nothing to choose from");
    return item;
  }

  times<T>(count: number, make: (n: number) => T): T[] {
    return Array.from({ length: count }, (_, n) => make(n));
  }
}

function drawStage(dice: Dice, company: Company): StagePlan {
  const faults = company === "iletiniz" ? [...FAULTS, ...BATCH_FAULTS] : FAULTS;
  const troubles = dice.times(dice.between(0, 2), () => ({
    fault: dice.of(faults),
    skip: dice.between(0, 6),
    times: dice.between(1, 2),
  }));
  switch (company) {
    case "iletiniz": {
      const campaigns = dice.times(dice.between(1, 2), () => ({ people: dice.between(900, 3_500), text: OWN_TEXT }));
      return { company, campaigns, slowMs: dice.between(40, 180), troubles, second: null };
    }
    case "iletimerkezi": {
      const campaigns = [{ people: dice.between(40, 160), text: dice.of([OWN_TEXT, ONE_TEXT]) }];
      return { company, campaigns, slowMs: dice.between(5, 40), troubles, second: null };
    }
    case "turkeysms":
      return {
        company,
        campaigns: [{ people: dice.between(20, 60), text: OWN_TEXT }],
        slowMs: dice.between(10, 50),
        troubles,
        second: null,
      };
  }
}

function drawBlow(dice: Dice, stages: readonly StagePlan[]): Blow {
  const atMs = dice.between(50, SPAN_MS);
  const stage = dice.between(0, stages.length - 1);
  const campaign = dice.between(0, (stages[stage]?.campaigns.length ?? 1) - 1);
  const kind = dice.of(["kill", "kill", "freeze", "deploy", "crash_database", "pause", "cancel", "opt_out"] as const);
  switch (kind) {
    case "kill":
    case "deploy":
    case "crash_database":
      return { atMs, kind };
    case "freeze":
      return { atMs, kind, forMs: dice.of([300, 1_500, 4_500]) };
    case "pause":
      return { atMs, kind, stage, campaign, forMs: dice.between(50, 800) };
    case "cancel":
      return { atMs, kind, stage, campaign };
    case "opt_out":
      return { atMs, kind, stage, campaign, share: dice.between(2, 20) / 100 };
  }
}

/** Now and then the first stage has a second connection, and a first one that refuses some people, or everybody from a call on. */
function withSecond(seed: number, [first, ...rest]: readonly StagePlan[]): readonly StagePlan[] {
  // Dice of its own, so that what else a seed draws does not hang on it.
  const dice = new Dice(seed, "second connection");
  if (first === undefined || dice.between(0, 1) === 0) return first === undefined ? [] : [first, ...rest];
  const refused = {
    fault: { kind: "refuse", code: "PROVIDER_REJECTED" },
    to: dice.of(["07", "3"]),
    skip: 0,
    times: null,
  };
  const ended = {
    ...{ fault: { kind: "status", status: 402, code: "quota_exceeded" } },
    ...{ skip: dice.between(1, 8), times: null },
  };
  const campaigns = first.campaigns.map((one) => ({ ...one, people: Math.min(one.people, 1_200) }));
  const second = dice.of(["iletimerkezi", "turkeysms"] as const);
  const troubles = [...first.troubles, refused, ...(dice.between(0, 2) === 0 ? [ended] : [])];
  return [{ ...first, campaigns, second, troubles }, ...rest];
}

/** Draws a run from its seed. The same seed always gives the same plan; which moment meets what is up to the machine. */
export function drawPlan(seed: number): FaultPlan {
  const dice = new Dice(seed);
  const others: Company[] = dice.of([[], ["iletimerkezi"], ["turkeysms"], ["iletiniz"], ["iletimerkezi", "turkeysms"]]);
  const stages = (["iletiniz", ...others] as const).map((company) => drawStage(dice, company));
  const place = (n: number) => places[(2 * Math.abs(seed) + n) % places.length] ?? "claimed";
  const failpoints = dice.times(2, (n): Blow => {
    const act = dice.of(["", "", ":freeze"]);
    return { atMs: n * dice.between(200, 1_500), kind: "failpoint", place: `${place(n)}:${dice.between(1, 3)}${act}` };
  });
  const blows = [...failpoints, ...dice.times(dice.between(2, 5), () => drawBlow(dice, stages))];
  blows.sort((one, other) => one.atMs - other.atMs);
  return { seed, workers: dice.between(1, 3), stages: withSecond(seed, stages), blows };
}
