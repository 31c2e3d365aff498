/** Refused because too much waits already; what was refused is not kept. */
export class TooManyWaiting extends Error {
  override readonly name = "TooManyWaiting";
}

interface Waiting<T> {
  readonly item: T;
  done(): void;
  failed(error: unknown): void;
}

/** How much is written with one statement, and how much may wait for the next. */
export interface GroupCommitOptions<T> {
  write(items: readonly T[]): Promise<void>;
  /** Whether a write failed because of an item in it; the others are then written without it. */
  isItemsFault(error: unknown): boolean;
  readonly most: number;
  readonly mostWaiting: number;
}

/**
 * Writes what arrives while a write is under way with the next one. Without a timer: alone, an item is written at once, and
 * the busier it gets the larger the groups are.
 */
export class GroupCommit<T> {
  readonly #options: GroupCommitOptions<T>;
  #waiting: Waiting<T>[] = [];
  #isWriting = false;
  #onIdle: (() => void)[] = [];

  constructor(options: GroupCommitOptions<T>) {
    this.#options = options;
  }

  /**
   * Resolves when the item is durable.
   *
   * @throws TooManyWaiting, or what the write threw.
   */
  add(item: T): Promise<void> {
    if (this.#waiting.length >= this.#options.mostWaiting) return Promise.reject(new TooManyWaiting());
    return new Promise((done, failed) => {
      this.#waiting.push({ item, done, failed });
      if (!this.#isWriting) void this.#writeAll();
    });
  }

  /** Resolves when nothing waits any more. */
  async drained(): Promise<void> {
    if (this.#isWriting) await new Promise<void>((done) => this.#onIdle.push(done));
  }

  async #writeAll(): Promise<void> {
    this.#isWriting = true;
    while (this.#waiting.length > 0) await this.#writeGroup(this.#waiting.splice(0, this.#options.most));
    this.#isWriting = false;
    for (const done of this.#onIdle.splice(0)) done();
  }

  async #writeGroup(group: readonly Waiting<T>[]): Promise<void> {
    try {
      await this.#options.write(group.map(({ item }) => item));
      for (const { done } of group) done();
    } catch (error) {
      if (group.length > 1 && this.#options.isItemsFault(error)) {
        for (const one of group) await this.#writeGroup([one]);
      } else for (const { failed } of group) failed(error);
    }
  }
}
