import type { FailReason } from "#lib/domain/messages/model";

/** How long the first connection may put people off without taking anybody before the second is asked instead. */
export const FAILOVER_AFTER_MS = 10 * 60_000;

// Without consent nobody is written to on any way, and what is refused as a repetition was taken by an earlier order.
const staying: ReadonlySet<FailReason> = new Set(["consent_refused", "duplicate"]);

/** The connection on which a campaign would go on now. */
export function usedConnection(campaign: {
  readonly connectionId: string | null;
  readonly secondConnectionId: string | null;
  readonly firstGivenUpAt: Date | null;
}): string | null {
  return campaign.firstGivenUpAt === null ? campaign.connectionId : campaign.secondConnectionId;
}

/**
 * Whether somebody whom the first connection certainly refused for this reason goes to the second.
 *
 * Only certain refusals have a reason at all: a message whose answer was lost is `unknown` and never comes here.
 */
export function mayMoveOver(reason: FailReason): boolean {
  return !staying.has(reason);
}
