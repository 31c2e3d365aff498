const minuteMs = 60_000;
const duplicateMs = 60_000;
/** How far ahead of its limit an account may book before it is told to slow down. */
const slackMs = 1_000;

/** What the companies remember of the last minute only. A restart forgets it. */
export class CompanyFlow {
  readonly #bookedUntil = new Map<string, number>();
  readonly #sends = new Map<string, number[]>();
  readonly #orders = new Map<string, number>();

  /**
   * Books `count` recipients at `perSecond`. A large order is taken whole and then holds the account up for as long as
   * the limit needs for it.
   */
  book(account: string, count: number, perSecond: number, now: number): boolean {
    const until = Math.max(this.#bookedUntil.get(account) ?? 0, now);
    if (until - now > slackMs) return false;
    this.#bookedUntil.set(account, until + (count / perSecond) * 1_000);
    return true;
  }

  /** Messages of the last sixty seconds. */
  lastMinute(account: string, now: number): number {
    const recent = (this.#sends.get(account) ?? []).filter((at) => at > now - minuteMs);
    this.#sends.set(account, recent);
    return recent.length;
  }

  count(account: string, now: number): number {
    const recent = this.lastMinute(account, now);
    this.#sends.get(account)?.push(now);
    return recent + 1;
  }

  /** Whether the same order came within a minute. */
  isRepeated(signature: string, now: number): boolean {
    const before = this.#orders.get(signature);
    return before !== undefined && now - before < duplicateMs;
  }

  remember(signature: string, now: number): void {
    this.#orders.set(signature, now);
  }

  clear(): void {
    this.#bookedUntil.clear();
    this.#sends.clear();
    this.#orders.clear();
  }
}
