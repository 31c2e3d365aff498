/** Fewest and most characters of a reason or a note. */
export const reasonLength = { fewest: 5, most: 300 } as const;
export const noteLength = { most: 300 } as const;

/** The most people a day that a limit can name; more is no limit. */
export const DAILY_LIMIT_MAX = 10_000_000;

/** The most people of a first day that a ramp can name. */
export const RAMP_MAX = 1_000_000;

/** What the operator decides for everybody; each has a value of its own kind. */
export interface InstanceSettings {
  /** Whether people may open accounts by themselves. The environment can close this for good. */
  readonly isSignUpOpen: boolean;
  /** Most people a new workspace may reach on its first day; twice as many every day for a week. Null: no such limit. */
  readonly ramp: number | null;
  /** What everybody is told at the top of each page, in both languages; null for nothing. */
  readonly note: InstanceNote | null;
}

/** A sentence for everybody. */
export interface InstanceNote {
  readonly tr: string;
  readonly en: string;
}

/** Until the operator says otherwise. */
export const usualSettings: InstanceSettings = { isSignUpOpen: true, ramp: null, note: null };

/** How a queue or a provider stands, as a tone of a badge. */
export type Health = "ok" | "warn" | "bad" | "off";

const MINUTE_MS = 60_000;

/** How a queue stands by the age of the job that waits longest; jobs are taken within a second when all is well. */
export function queueHealth(oldestMs: number | null): Health {
  if (oldestMs === null) return "ok";
  if (oldestMs < MINUTE_MS) return "ok";
  return oldestMs < 10 * MINUTE_MS ? "warn" : "bad";
}

/** What is known of the connections to one provider, all workspaces together. */
export interface ProviderFacts {
  readonly provider: string;
  readonly active: number;
  readonly needsReconnect: number;
  /** Active connections whose last call failed. */
  readonly failing: number;
  /** Age of the oldest call without an outcome. */
  readonly oldestOpenMs: number | null;
}

/** How a provider stands: broken when every connection fails, or a call has been open for fifteen minutes. */
export function providerHealth({ active, failing, needsReconnect, oldestOpenMs }: ProviderFacts): Health {
  if (active === 0) return needsReconnect > 0 ? "bad" : "off";
  if (failing === active || (oldestOpenMs ?? 0) > 15 * MINUTE_MS) return "bad";
  return failing > 0 || needsReconnect > 0 || (oldestOpenMs ?? 0) > 2 * MINUTE_MS ? "warn" : "ok";
}

/** The entry in the history of the instance that says that a backup was made. */
export const BACKUP_DONE = "instance.backup_done";

const HOUR_MS = 60 * MINUTE_MS;

/** How the last backup stands by its age: one a day, with two hours of grace; without any, or after a week, it is bad. */
export function backupHealth(ageMs: number | null): Health {
  if (ageMs === null || ageMs > 7 * 24 * HOUR_MS) return "bad";
  return ageMs > 26 * HOUR_MS ? "warn" : "ok";
}

const SECRETIVE = [
  // Numbers of people, addresses of people, tokens and keys; what is left tells what kind of failure it was.
  /[^\s@<>"']+@[^\s@<>"']+/g,
  /[\w-]{24,}/g,
  /\+?\d(?:[\s().-]{0,2}\d){9,}/g,
];

/** A failure in few words, without what could be somebody's: numbers, addresses and long strings are blotted out. */
export function blotted(text: string): string {
  const line = text.split("\n")[0] ?? "";
  return SECRETIVE.reduce((shown, pattern) => shown.replaceAll(pattern, "…"), line).slice(0, 160);
}

/** What an operator may learn of a workspace by looking at it: figures. No names, numbers, texts or keys. */
export interface WorkspaceFigures {
  readonly members: Readonly<Record<string, number>>;
  readonly connections: Readonly<Record<string, number>>;
  readonly campaigns: Readonly<Record<string, number>>;
  /** People who count against the daily limit now. */
  readonly countedToday: number;
  /** People to whom campaigns were started, in all. */
  readonly startedEver: number;
  readonly lastStartAt: Date | null;
}
