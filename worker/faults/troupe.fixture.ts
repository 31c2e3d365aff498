import { killWorkers, startWorkerProcess, type WorkerProcess } from "../worker-process.fixture.ts";

/** Several workers as processes, some of which are killed, stopped or replaced while they work. */
export class Troupe {
  readonly #members: WorkerProcess[] = [];
  readonly #random: () => number;
  readonly #frozen: NodeJS.Timeout[] = [];

  constructor(random: () => number) {
    this.#random = random;
  }

  /** Starts one more. One that does not live long enough to say so is none. */
  async join(settings: Readonly<Record<string, string>> = {}): Promise<WorkerProcess> {
    const worker = await startWorkerProcess(settings);
    this.#members.push(worker);
    void worker.exited.then(() => {
      const at = this.#members.indexOf(worker);
      if (at >= 0) this.#members.splice(at, 1);
    });
    return worker;
  }

  /** One that is told to die or stop at a named place. */
  joinDoomed(place: string): Promise<WorkerProcess> {
    return this.join({ FAILPOINTS: "on", FAILPOINT: place });
  }

  #anyone(): WorkerProcess | undefined {
    return this.#members[Math.floor(this.#random() * this.#members.length)];
  }

  /** Kills somebody as a power cut does, and somebody else takes the place. */
  async kill(): Promise<void> {
    const victim = this.#anyone();
    victim?.kill("SIGKILL");
    await victim?.exited;
    await this.join();
  }

  /** Stops somebody, who wakes up later and may think that nothing happened. */
  freeze(forMs: number): void {
    const victim = this.#anyone();
    victim?.kill("SIGSTOP");
    if (victim !== undefined) this.#frozen.push(setTimeout(() => victim.kill("SIGCONT"), forMs));
  }

  /** Replaces somebody in order, as a deploy does. */
  async deploy(): Promise<void> {
    const old = this.#anyone();
    old?.kill("SIGTERM");
    await this.join();
  }

  /** Nobody is stopped any more and nobody is doomed: those who were are gone, and one fresh worker is there. */
  async heal(): Promise<void> {
    for (const timer of this.#frozen) clearTimeout(timer);
    const old = [...this.#members];
    for (const worker of old) worker.kill("SIGCONT");
    await this.join();
    for (const worker of old) worker.kill(this.#random() < 0.5 ? "SIGKILL" : "SIGTERM");
    await this.#gone(old);
  }

  /** Ends everybody. */
  async leave(): Promise<void> {
    const all = [...this.#members];
    for (const worker of all) worker.kill("SIGTERM");
    await this.#gone(all);
    killWorkers();
  }

  /** Waits until they are gone. One that was woken, or asked to go, may still come to the place where it stops itself. */
  async #gone(workers: readonly WorkerProcess[]): Promise<void> {
    const waking = setInterval(() => {
      for (const worker of workers) worker.kill("SIGCONT");
    }, 250);
    await Promise.all(workers.map((worker) => worker.exited)).finally(() => clearInterval(waking));
  }
}
