const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** Ages of a message, in milliseconds since it was handed over, at which its provider is asked for a report. */
export const pollAges: readonly number[] = [
  10 * second,
  30 * second,
  2 * minute,
  10 * minute,
  30 * minute,
  2 * hour,
  6 * hour,
  24 * hour,
  48 * hour,
];

/** Age at which a message without a final report is settled as "no report". */
export const pollingEnds = 72 * hour;

/** What comes next for messages that wait for a report. */
export type NextPoll = { readonly kind: "poll"; readonly at: Date } | { readonly kind: "stop"; readonly at: Date };

/**
 * Says when to ask for reports next. Call it after the hand-over and after every poll, and keep the answer.
 *
 * Polls missed while nobody was there to make them fall together into the one that is made late.
 *
 * @param timeScale Divides every age; 1 outside tests.
 */
export function nextPoll(handedOverAt: Date, now: Date, timeScale = 1): NextPoll {
  const start = handedOverAt.getTime();
  const age = (now.getTime() - start) * timeScale;
  const next = pollAges.find((candidate) => candidate > age);
  if (next === undefined) return { kind: "stop", at: new Date(start + pollingEnds / timeScale) };
  return { kind: "poll", at: new Date(start + next / timeScale) };
}
