/** How long nothing more is said of the same thing. */
const PAUSE_MS = 10_000;

/**
 * Says what happens over and over once in a while, and how often it did: whoever floods the way in, and a database that is
 * away, must not fill the log.
 */
export class Seldom {
  readonly #now: () => number;
  readonly #said = new Map<string, { readonly at: number; unsaid: number }>();

  /** @param now Milliseconds of a clock that never goes back. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /**
   * @param about What it is about; there must be a bounded number of these.
   * @param write Gets how often it happened since it was said last.
   */
  say(about: string, write: (times: number) => void): void {
    const last = this.#said.get(about);
    const at = this.#now();
    if (last !== undefined && at - last.at < PAUSE_MS) {
      last.unsaid += 1;
      return;
    }
    this.#said.set(about, { at, unsaid: 0 });
    write((last?.unsaid ?? 0) + 1);
  }
}
