/** What a benchmark runs in: a migrated database of its own, and the settings every process of the product needs. */
export interface BenchContext {
  readonly database: { readonly appUrl: string; readonly loaderUrl: string; readonly ownerUrl: string };
  readonly environment: Readonly<Record<string, string>>;
  say(sentence: string): void;
}

/** One repetition: what we reached and what the same machine reached without us, in the same minute. */
export interface BenchRun {
  readonly value: number;
  readonly baseline: number;
  readonly ratio: number;
}

/** What a benchmark found. Value, baseline and ratio are those of the run with the median ratio. */
export interface BenchResult {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  readonly baseline: number;
  readonly ratio: number;
  /** The ratio that is promised; `isUpperBound` when less is better. */
  readonly target: number;
  readonly pass: boolean;
  readonly runs: readonly BenchRun[];
  /** What a reader must know to judge the number. */
  readonly notes: readonly string[];
}

/** What a benchmark's file gives by default. */
export type Bench = (context: BenchContext) => Promise<BenchResult>;

/** The run in the middle, by ratio. */
export function median(runs: readonly BenchRun[]): BenchRun {
  const sorted = [...runs].sort((one, other) => one.ratio - other.ratio);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error("a benchmark without runs");
  return middle;
}
