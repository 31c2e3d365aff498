import { type CampaignState, type CampaignStatus, isRunningState, type PauseReason, pauseReasons } from "./model.ts";

/** The columns a campaign's status is kept in. */
export interface StatusRow {
  readonly state: CampaignState;
  readonly stateReason: string | null;
  readonly pausedFrom: CampaignState | null;
}

function pauseReason(text: string | null): PauseReason {
  const reason = pauseReasons.find((known) => known === text);
  if (reason === undefined) throw new Error("a paused campaign has no reason that we know");
  return reason;
}

/**
 * Reads a campaign's status from its row. The outcome of a completed one is counted, not kept; here it reads `full`.
 *
 * @throws Error when the columns contradict each other, which no writer of ours leaves behind.
 */
export function statusOf(row: StatusRow): CampaignStatus {
  switch (row.state) {
    case "paused":
      if (row.pausedFrom === null || !isRunningState(row.pausedFrom)) {
        throw new Error("a paused campaign does not say where to resume");
      }
      return { state: "paused", reason: pauseReason(row.stateReason), from: row.pausedFrom };
    case "completed":
      return { state: "completed", outcome: "full" };
    default:
      return { state: row.state };
  }
}

/** The columns for a status; reasons of other states than a pause are the caller's to add. */
export function rowOf(status: CampaignStatus): StatusRow {
  if (status.state === "paused") return { state: "paused", stateReason: status.reason, pausedFrom: status.from };
  return { state: status.state, stateReason: null, pausedFrom: null };
}
