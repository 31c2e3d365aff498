import { takeReports } from "#lib/domain/messages/commands/take-reports";
import { jobScope, REPORTS_CAME, workspacesWithReports } from "#lib/gate/job";
import { closeEar, hear } from "#lib/infra/db/ear";
import { log } from "#lib/infra/log";
import type { WorkerContext } from "./context.ts";

/** Looks again without being told: for reports that are early, and for what a lost telling missed. */
const AGAIN_MS = 2_000;

/** Applies what the way in made durable. Several workers share the work by the rows they lock. */
export class PushedReports {
  readonly #context: WorkerContext;
  readonly #deafen: () => void;
  readonly #timer: NodeJS.Timeout;
  #running: Promise<void> | undefined;
  #isTold = false;

  constructor(context: WorkerContext) {
    this.#context = context;
    this.#deafen = hear(REPORTS_CAME, () => this.#look());
    this.#timer = setInterval(() => this.#look(), Math.max(context.times.scaled(AGAIN_MS), 100));
    this.#look();
  }

  /** Ends when nothing is under way any more. */
  async stop(): Promise<void> {
    this.#deafen();
    clearInterval(this.#timer);
    await this.#running;
    await closeEar();
  }

  #look(): void {
    this.#isTold = true;
    this.#running ??= this.#work()
      .catch((error: unknown) => log.error({ err: error }, "delivery reports are not applied"))
      .finally(() => {
        this.#running = undefined;
      });
  }

  /** One round of each workspace after the other, so that a flood in one keeps no other waiting. */
  async #work(): Promise<void> {
    while (this.#isTold && !this.#context.stopping.aborted) {
      this.#isTold = false;
      for (const workspaceId of await workspacesWithReports()) {
        if (this.#context.stopping.aborted) return;
        if (await this.#round(workspaceId)) this.#isTold = true;
      }
    }
  }

  /** Returns whether there may be more now. */
  async #round(workspaceId: string): Promise<boolean> {
    const { times, tell, wake } = this.#context;
    const { taken, parked, campaignIds } = await jobScope(workspaceId).sql((sql) => takeReports(sql, times.scaled));
    for (const campaignId of campaignIds) tell(workspaceId, campaignId);
    if (campaignIds.length > 0) wake(workspaceId);
    return taken > parked;
  }
}
