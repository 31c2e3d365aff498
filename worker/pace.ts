/** Two limits within this time say between them how fast the provider lets us be; further apart there were pauses. */
const LIMITS_IN_A_ROW_MS = 15_000;
const TELLING_CALLS = 10;
const SHORTEST_SPACING_MS = 5;
const LONGEST_GAP_MS = 60_000;
/** Starts from which the pace before a first limit is read, and how long before the limited one they may lie. */
const LATEST_STARTS = 20;
const LATEST_MS = 2_000;
/** How much of the gap goes away in a second of calls just after a limit: few calls then meet it again. */
const RECOVERY = 0.004;
/** Seconds after a limit at which the way back has become twice as fast; it goes on to twenty times. */
const RECOVERY_SECONDS = 20;

/**
 * How fast calls on one connection may start: as fast as they can, until the provider says "too many".
 *
 * Simulated against token buckets of 2 to 100 calls a second it uses nine tenths of what they give and is refused less than
 * one time in a hundred, once it has found them.
 */
export class Pace {
  #gapMs = 0;
  #nextStart = 0;
  #starts: number[] = [];
  #limitedAt = Number.NEGATIVE_INFINITY;
  #sinceLimit = 0;

  /** Milliseconds between two starts; 0 while no limit was met. */
  get gapMs(): number {
    return this.#gapMs;
  }

  /**
   * Books the next start and says how long to wait for it, in milliseconds.
   *
   * @param atLeastMs A wider gap that somebody wants to keep.
   */
  start(now: number, atLeastMs = 0): number {
    const at = Math.max(now, this.#nextStart);
    this.#nextStart = at + Math.max(this.#gapMs, atLeastMs);
    this.#starts = [...this.#starts.slice(1 - LATEST_STARTS), at];
    return at - now;
  }

  /** How long the next start would have to wait, in milliseconds; it is not booked. */
  waitMs(now: number): number {
    return Math.max(0, this.#nextStart - now);
  }

  /** Notes a call that was taken. The longer no limit was met, the faster the gap shrinks. */
  taken(now: number): void {
    this.#sinceLimit += 1;
    const seconds = (now - this.#limitedAt) / 1_000;
    const haste = Math.min(1 + (seconds / RECOVERY_SECONDS) ** 2, 20);
    this.#gapMs *= Math.exp((-RECOVERY * haste * this.#gapMs) / 1_000);
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
    const slower = this.#gapMs === 0 ? this.#spacingMs(startedAt) / 0.7 : this.#gapMs * 1.4;
    const gapMs = tells ? Math.max(this.#gapMs * 1.05, passedMs / (this.#sinceLimit * 0.9)) : slower;
    this.#gapMs = Math.min(gapMs, LONGEST_GAP_MS);
    this.#limitedAt = now;
    this.#sinceLimit = 0;
  }

  /** Milliseconds between the latest starts, on average. Between older ones there was nothing to send. */
  #spacingMs(startedAt: number): number {
    const latest = this.#starts.filter((at) => at > startedAt - LATEST_MS);
    const [first] = latest;
    const last = latest.at(-1);
    if (first === undefined || last === undefined || latest.length < 2) return SHORTEST_SPACING_MS;
    return Math.max((last - first) / (latest.length - 1), SHORTEST_SPACING_MS);
  }
}
