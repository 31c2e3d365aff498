import type { FoundHook, HookPlace } from "#lib/gate/job";

/** How long an answer about an address counts: a disconnected one is refused at most this much later. */
const FRESH_MS = 1_000;
/** Addresses that are remembered at once. */
const MOST_KNOWN = 10_000;
/** Addresses that are asked for at once. */
const MOST_ASKED = 1_000;

interface Asker {
  readonly hash: Uint8Array;
  found(place: HookPlace | null): void;
  failed(error: unknown): void;
}

/**
 * Remembers for a moment whose an address is, so that a burst of reports asks the database once. Addresses that nothing is
 * known of are asked for together while a question is under way, so that a flood of forged ones is a few questions.
 */
export class Hooks {
  readonly #findAll: (hashes: readonly Uint8Array[]) => Promise<readonly (HookPlace | null)[]>;
  readonly #read: (place: HookPlace) => Promise<FoundHook | null>;
  readonly #known = new Map<string, { readonly until: number; readonly hook: Promise<FoundHook | null> }>();
  #asking: Asker[] = [];
  #isAsking = false;

  /**
   * @param findAll Finds the connections of addresses by their hashes, in their order.
   * @param read Reads what must be known of a connection.
   */
  constructor(
    findAll: (hashes: readonly Uint8Array[]) => Promise<readonly (HookPlace | null)[]>,
    read: (place: HookPlace) => Promise<FoundHook | null>,
  ) {
    this.#findAll = findAll;
    this.#read = read;
  }

  find(hash: Uint8Array): Promise<FoundHook | null> {
    const key = Buffer.from(hash).toString("base64");
    const now = performance.now();
    const known = this.#known.get(key);
    if (known !== undefined && known.until > now) return known.hook;
    // Forged addresses must not fill the memory: the oldest are forgotten.
    for (const oldest of this.#known.keys()) {
      if (this.#known.size < MOST_KNOWN) break;
      this.#known.delete(oldest);
    }
    const hook = this.#placeOf(hash).then((place) => (place === null ? null : this.#read(place)));
    this.#known.delete(key);
    this.#known.set(key, { until: now + FRESH_MS, hook });
    // A question that failed is asked again by the next report.
    hook.catch(() => this.#known.delete(key));
    return hook;
  }

  #placeOf(hash: Uint8Array): Promise<HookPlace | null> {
    return new Promise((found, failed) => {
      this.#asking.push({ hash, found, failed });
      if (!this.#isAsking) void this.#askAll();
    });
  }

  async #askAll(): Promise<void> {
    this.#isAsking = true;
    while (this.#asking.length > 0) {
      const group = this.#asking.splice(0, MOST_ASKED);
      try {
        const places = await this.#findAll(group.map(({ hash }) => hash));
        for (const [at, { found }] of group.entries()) found(places[at] ?? null);
      } catch (error) {
        for (const { failed } of group) failed(error);
      }
    }
    this.#isAsking = false;
  }
}
