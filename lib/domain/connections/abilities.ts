/** What a connection may be able to do besides sending, in the order it is shown. */
export const abilities = [
  "iys_registry",
  "iys_filter",
  "schedule",
  "reserve",
  "pushed_reports",
  "lookup",
  "blacklist",
  "inbox",
  "foreign",
] as const;

/** What a connection may be able to do besides sending. */
export type Ability = (typeof abilities)[number];

/** What a connection can do and what it cannot, and how fast it takes people. */
export interface Abilities {
  readonly able: readonly Ability[];
  readonly unable: readonly Ability[];
  /** Recipients a second that the provider states; null where it answers "too many" instead. */
  readonly perSecond: number | null;
  /** Most people of one call. */
  readonly perCall: number;
}
