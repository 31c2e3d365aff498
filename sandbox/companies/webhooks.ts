const timeoutMs = 5_000;
const againMs = [10_000, 60_000, 300_000];

/** Delivery reports on their way to a customer's address, tried again when they are not taken. */
export class Webhooks {
  readonly #speed: number;
  readonly #timers = new Set<NodeJS.Timeout>();
  #isOpen = true;

  constructor(speed: number) {
    this.#speed = speed;
  }

  /** Sends a report after a while of unscaled time. */
  later(url: string, report: unknown, afterMs: number): void {
    this.#in(afterMs, () => this.#try(url, report, 0));
  }

  /** Sends a report now and says when it was answered, whatever the answer. */
  now(url: string, report: unknown): Promise<void> {
    return this.#try(url, report, 0);
  }

  async #try(url: string, report: unknown, tries: number): Promise<void> {
    if (!this.#isOpen || (await posted(url, report))) return;
    const wait = againMs[tries];
    if (wait !== undefined) this.#in(wait, () => this.#try(url, report, tries + 1));
  }

  #in(ms: number, act: () => Promise<void>): void {
    if (!this.#isOpen) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      act().catch(console.error);
    }, ms / this.#speed);
    this.#timers.add(timer);
  }

  stop(): void {
    this.#isOpen = false;
    for (const timer of this.#timers) clearTimeout(timer);
  }
}

/** Whether the address took the report with a 2xx. */
async function posted(url: string, report: unknown): Promise<boolean> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(report),
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
