/** States of a sender under which messages may go out. `unverified`: typed by a person, where the provider lists none. */
export const USABLE_SENDERS = ["approved", "unverified"] as const;

/** Whether messages may go out under a sender of this state. */
export function isUsableSender(status: string): boolean {
  return USABLE_SENDERS.some((usable) => usable === status);
}
