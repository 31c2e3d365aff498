import type { FoundHook } from "#lib/gate/job";

/** How long an answer about an address counts: a disconnected one is refused at most this much later. */
const FRESH_MS = 1_000;
/** Addresses that are remembered at once. */
const MOST_KNOWN = 10_000;

/** Remembers for a moment whose an address is, so that a burst of reports asks the database once. */
export class Hooks {
  readonly #look: (hash: Uint8Array) => Promise<FoundHook | null>;
  readonly #known = new Map<string, { readonly until: number; readonly hook: Promise<FoundHook | null> }>();

  constructor(look: (hash: Uint8Array) => Promise<FoundHook | null>) {
    this.#look = look;
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
    const hook = this.#look(hash);
    this.#known.delete(key);
    this.#known.set(key, { until: now + FRESH_MS, hook });
    // A question that failed is asked again by the next report.
    hook.catch(() => this.#known.delete(key));
    return hook;
  }
}
