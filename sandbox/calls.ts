import type { Target } from "./faults.ts";

/** One request the stand-in answered, or left unanswered on purpose. */
export type CallRecord = {
  n: number;
  at: string;
  on: Target;
  method: string;
  path: string;
  /** What was answered; `null` when a switch kept the answer back. */
  status: number | null;
  workspace: string | null;
  key: string | null;
  requestId: string;
};

export type CallFilter = {
  on?: string | undefined;
  path?: string | undefined;
  workspace?: string | undefined;
  key?: string | undefined;
  after?: number | undefined;
};

const kept = 50_000;

/** The latest calls, in memory, so that a test can prove that no call was made. */
export class CallLog {
  readonly #calls: CallRecord[] = [];
  #count = 0;

  add(call: Omit<CallRecord, "n" | "at">): void {
    this.#count += 1;
    this.#calls[(this.#count - 1) % kept] = { n: this.#count, at: new Date().toISOString(), ...call };
  }

  /** Calls made since the start, kept or not. */
  get count(): number {
    return this.#count;
  }

  list(filter: CallFilter): CallRecord[] {
    const first = Math.max(filter.after ?? 0, this.#count - kept) + 1;
    const found: CallRecord[] = [];
    for (let n = first; n <= this.#count; n += 1) {
      const call = this.#calls[(n - 1) % kept];
      if (call !== undefined && fits(call, filter)) found.push(call);
    }
    return found;
  }

  clear(): void {
    this.#calls.length = 0;
    this.#count = 0;
  }
}

function fits(call: CallRecord, { on, path, workspace, key }: CallFilter): boolean {
  return (
    (on === undefined || call.on === on) &&
    (path === undefined || call.path.startsWith(path)) &&
    (workspace === undefined || call.workspace === workspace) &&
    (key === undefined || call.key === key)
  );
}
