/** Two limits within this time say between them how fast the provider lets us be; further apart there were pauses. */
const LIMITS_IN_A_ROW_MS = 15_000;
const TELLING_CALLS = 10;
const LONGEST_GAP_MS = 60_000;
/** Starts from which the pace before a first limit is read. */
const LATEST_STARTS = 20;

/**
 * What this worker knows of one connection's health: how many calls it dares at once and how fast they may start.
 *
 * The window begins with one call, so that a broken provider costs one unknown call and not a dozen, and grows by one with
 * each success. The gap between starts appears when the provider says "too many" and shrinks slowly while it does not.
 */
export class Gauge {
  readonly #most: number;
  #window = 1;
  #active = 0;
  #gapMs = 0;
  #nextStart = 0;
  #starts: number[] = [];
  #limitedAt = Number.NEGATIVE_INFINITY;
  #sinceLimit = 0;
  #failures = 0;
  #costlyFailures = 0;
  #failedAt = Number.NEGATIVE_INFINITY;

  /** @param most Upper end of the window. */
  constructor(most: number) {
    this.#most = most;
  }

  /** Whether another chunk of this connection may be taken up. */
  get hasRoom(): boolean {
    return this.#active < this.#window;
  }

  /** Whether more chunks are in hand than the window now allows, so that one should be given back. */
  get isCrowded(): boolean {
    return this.#active > this.#window;
  }

  /** Failures in a row; those of calls that ran side by side count as one. */
  get failures(): number {
    return this.#failures;
  }

  /** Those of them that may have sent messages: calls without a clear answer. */
  get costlyFailures(): number {
    return this.#costlyFailures;
  }

  enter(): void {
    this.#active += 1;
  }

  leave(): void {
    this.#active -= 1;
  }

  /** Books the next start and says how long to wait for it, in milliseconds. */
  start(now: number): number {
    const at = Math.max(now, this.#nextStart);
    this.#nextStart = at + this.#gapMs;
    this.#starts = [...this.#starts.slice(1 - LATEST_STARTS), at];
    return at - now;
  }

  /** Notes a clear answer. Returns whether one more call at once is dared now. */
  succeeded(): boolean {
    this.#failures = 0;
    this.#costlyFailures = 0;
    this.#sinceLimit += 1;
    // The way back to a limit that was met takes a hundred calls for a tenth, so that few meet it again.
    this.#gapMs *= 0.999;
    if (this.#window >= this.#most) return false;
    this.#window += 1;
    return true;
  }

  /**
   * The provider asked to slow down. What it took between two limits in a row is what it takes in that time, so that is the
   * pace, less a tenth; where too few calls lie between them to tell, the gap grows by two fifths.
   *
   * @param startedAt When the call began. Calls that were under way together hit the same limit and slow down once:
   *   eight answers in one moment would otherwise leave a twentieth of the rate.
   */
  limited(startedAt: number, now: number): void {
    if (startedAt <= this.#limitedAt) return;
    const passedMs = now - this.#limitedAt;
    const tells = passedMs < LIMITS_IN_A_ROW_MS && this.#sinceLimit >= TELLING_CALLS;
    const slower = this.#gapMs === 0 ? this.#spacingMs() / 0.7 : this.#gapMs * 1.4;
    const gapMs = tells ? Math.max(this.#gapMs * 1.05, passedMs / (this.#sinceLimit * 0.9)) : slower;
    this.#gapMs = Math.min(gapMs, LONGEST_GAP_MS);
    this.#limitedAt = now;
    this.#sinceLimit = 0;
  }

  /** Milliseconds between the latest starts, on average. */
  #spacingMs(): number {
    const [first] = this.#starts;
    const last = this.#starts.at(-1);
    if (first === undefined || last === undefined || this.#starts.length < 2) return this.#gapMs;
    return (last - first) / (this.#starts.length - 1);
  }

  /**
   * The provider could not be reached or gave no clear answer.
   *
   * @param startedAt When the call began, so that calls side by side count once.
   * @param isCostly Whether messages may have gone out with it.
   */
  failed(startedAt: number, now: number, isCostly: boolean): void {
    this.#window = 1;
    if (startedAt <= this.#failedAt) return;
    this.#failures += 1;
    if (isCostly) this.#costlyFailures += 1;
    this.#failedAt = now;
  }
}

/** The gauges of all connections this worker has met. */
export class Gauges {
  readonly #most: number;
  readonly #gauges = new Map<string, Gauge>();

  constructor(most: number) {
    this.#most = most;
  }

  of(connectionId: string): Gauge {
    const known = this.#gauges.get(connectionId);
    if (known !== undefined) return known;
    const gauge = new Gauge(this.#most);
    this.#gauges.set(connectionId, gauge);
    return gauge;
  }

  /** Connections that may not take up another chunk now. */
  full(): string[] {
    return [...this.#gauges].filter(([, gauge]) => !gauge.hasRoom).map(([id]) => id);
  }
}
