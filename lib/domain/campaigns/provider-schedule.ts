import type { CampaignKind } from "./model.ts";

/** The parts of a draft that decide whether a provider may keep it until its start. */
export interface KeepableDraft {
  readonly atProvider: boolean;
  readonly kind: CampaignKind | null;
  readonly startAt: unknown;
  readonly spreadHours: number | null;
  readonly perMinute: number | null;
  readonly secondSenderId: string | null;
}

/**
 * Whether the provider may keep a campaign until its start.
 *
 * A commercial one stays here: whoever refuses until the last minute must not get it. So does one with a pace of its
 * own, or with a second connection, because from the hand-over on the provider alone decides.
 *
 * @param canSchedule Whether the provider takes a time at all.
 */
export function mayKeepSchedule(draft: Omit<KeepableDraft, "atProvider">, canSchedule: boolean): boolean {
  const hasPace = draft.spreadHours !== null || draft.perMinute !== null;
  return (
    canSchedule && draft.kind === "informational" && draft.startAt !== null && !hasPace && draft.secondSenderId === null
  );
}

/** Whether it does, which a person chose. */
export function keepsSchedule(draft: KeepableDraft, canSchedule: boolean): boolean {
  return draft.atProvider && mayKeepSchedule(draft, canSchedule);
}
