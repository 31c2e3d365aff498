import { Pace } from "./pace.ts";

/** Enough to make a transaction's cost small beside that of the requests. */
const LARGEST_BURST = 250;

/**
 * What this worker knows of one connection's health: how many calls it dares at once and how fast they may start.
 *
 * The window begins with one call, so that a broken provider costs one unknown call and not a dozen, and grows by one with
 * each success.
 */
export class Gauge {
  readonly #most: number;
  /** How fast its calls may start. */
  readonly pace = new Pace();
  #window = 1;
  #burst = 1;
  #active = 0;
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

  /** Whether anything is being sent on the connection right now. */
  get isActive(): boolean {
    return this.#active > 0;
  }

  /** Failures in a row; those of calls that ran side by side count as one. */
  get failures(): number {
    return this.#failures;
  }

  /** Those of them that may have sent messages: calls without a clear answer. */
  get costlyFailures(): number {
    return this.#costlyFailures;
  }

  /** Messages that one call may carry as requests of their own; like the window it begins with one. */
  get burst(): number {
    return this.#burst;
  }

  /** Notes how many of a burst could begin in time, so that the next is as large as fits. */
  burstDone(asked: number, begun: number): void {
    if (begun < asked) this.#burst = Math.max(1, begun);
    else if (asked >= this.#burst) this.#burst = Math.min(LARGEST_BURST, asked * 2);
  }

  enter(): void {
    this.#active += 1;
  }

  leave(): void {
    this.#active -= 1;
  }

  /** Notes a clear answer. Returns whether one more call at once is dared now. */
  succeeded(now: number): boolean {
    this.#failures = 0;
    this.#costlyFailures = 0;
    this.pace.taken(now);
    if (this.#window >= this.#most) return false;
    this.#window += 1;
    return true;
  }

  /**
   * The provider could not be reached or gave no clear answer.
   *
   * @param startedAt When the call began, so that calls side by side count once.
   * @param isCostly Whether messages may have gone out with it.
   */
  failed(startedAt: number, now: number, isCostly: boolean): void {
    this.#window = 1;
    this.#burst = 1;
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
