import { tellProgress } from "#lib/gate/job";
import { log } from "#lib/infra/log";

/** Between two notifications about one campaign: a commit that carries one waits for every other that does. */
const CALM_MS = 250;

/** Tells those who watch a campaign that it went on: at once, and from then on a few times a second at most. */
export class Teller {
  readonly #resting = new Map<string, { isDue: boolean }>();

  told(workspaceId: string, campaignId: string): void {
    const resting = this.#resting.get(campaignId);
    if (resting !== undefined) {
      resting.isDue = true;
      return;
    }
    const rest = { isDue: false };
    this.#resting.set(campaignId, rest);
    // Nobody's work waits for it, and a page that missed it looks by itself.
    tellProgress(workspaceId, campaignId).catch((error: unknown) => log.debug({ err: error }, "not told"));
    setTimeout(() => {
      this.#resting.delete(campaignId);
      if (rest.isDue) this.told(workspaceId, campaignId);
    }, CALM_MS).unref();
  }
}
