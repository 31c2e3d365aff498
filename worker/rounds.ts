import { log } from "#lib/infra/log";

/** A piece of work that was found, to be done in the slot that found it. */
export type Piece = () => Promise<void>;

/** How one kind of work is found. */
export interface RoundsOptions {
  /** For the log. */
  readonly name: string;
  /** Pieces at once. */
  readonly slots: number;
  readonly stopping: AbortSignal;
  /** Wait after a round that failed, so that a database that is away is not asked in a loop. */
  readonly retryMs: number;
  /** Looks at a workspace that was woken, before pieces are looked for. */
  look(workspaceId: string): Promise<void>;
  /** Takes the next piece of a workspace; null when there is none now. */
  find(workspaceId: string): Promise<Piece | null>;
  /** Milliseconds until the workspace has something again by itself; null when it will not. */
  nextMs(workspaceId: string): Promise<number | null>;
}

const SHORTEST_TIMER_MS = 20;
/** Longer waits are left to the sweep; a timer could not hold them either. */
const LONGEST_TIMER_MS = 3_600_000;

/** Goes round the workspaces that have work, one piece each, so that a large one never keeps a small one waiting. */
export class Rounds {
  readonly #options: RoundsOptions;
  readonly #queue = new Set<string>();
  readonly #toLook = new Set<string>();
  /** Workspaces in which a piece was done since the last look: it may have been the last of something. */
  readonly #worked = new Set<string>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  #running = 0;
  #onIdle: (() => void) | undefined;

  constructor(options: RoundsOptions) {
    this.#options = options;
  }

  /** Has a workspace looked at, as soon as a slot is free. */
  wake(workspaceId: string): void {
    this.#toLook.add(workspaceId);
    this.#add(workspaceId);
  }

  /** Has a workspace looked at after a while. A later call for the same workspace takes the place of this one. */
  wakeIn(workspaceId: string, ms: number): void {
    if (this.#options.stopping.aborted) return;
    clearTimeout(this.#timers.get(workspaceId));
    const onTime = () => {
      this.#timers.delete(workspaceId);
      this.wake(workspaceId);
    };
    const timer = setTimeout(onTime, Math.min(Math.max(ms, SHORTEST_TIMER_MS), LONGEST_TIMER_MS));
    timer.unref();
    this.#timers.set(workspaceId, timer);
  }

  /** Ends when nothing is in a slot any more. Nothing new begins once `stopping` is aborted. */
  async drain(): Promise<void> {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    this.#queue.clear();
    if (this.#running === 0) return;
    await new Promise<void>((done) => {
      this.#onIdle = done;
    });
  }

  #add(workspaceId: string): void {
    if (this.#options.stopping.aborted) return;
    this.#queue.add(workspaceId);
    this.#fill();
  }

  #fill(): void {
    for (const workspaceId of this.#queue) {
      if (this.#running >= this.#options.slots || this.#options.stopping.aborted) return;
      this.#queue.delete(workspaceId);
      this.#running += 1;
      this.#turn(workspaceId)
        .catch((error: unknown) => {
          log.error({ err: error, workspaceId }, `${this.#options.name} failed`);
          this.wakeIn(workspaceId, this.#options.retryMs);
        })
        .finally(() => {
          this.#running -= 1;
          if (this.#running === 0) this.#onIdle?.();
          this.#fill();
        });
    }
  }

  async #turn(workspaceId: string): Promise<void> {
    const { look, find, nextMs, stopping } = this.#options;
    if (this.#toLook.delete(workspaceId)) await look(workspaceId);
    if (stopping.aborted) return;
    const piece = await find(workspaceId);
    if (piece === null) {
      if (this.#worked.delete(workspaceId)) return this.wake(workspaceId);
      const ms = await nextMs(workspaceId);
      if (ms !== null) this.wakeIn(workspaceId, ms);
      return;
    }
    // The next slot may look for the next piece at once.
    this.#add(workspaceId);
    try {
      await piece();
    } finally {
      this.#worked.add(workspaceId);
    }
    this.#add(workspaceId);
  }
}
