/** Most conditions of one rule, and the longest stretch of days that one can name. */
export const ruleLimits = { conditions: 10, days: 3_650 } as const;

/** Longest name of a segment. */
export const segmentNameLength = 80;

/** One thing that is true of a contact or not. */
export type SegmentCondition =
  | { readonly on: "tag"; readonly is: "has" | "lacks"; readonly value: string }
  | {
      readonly on: "field";
      readonly is: "equals" | "differs" | "contains";
      readonly field: string;
      readonly value: string;
    }
  | { readonly on: "field"; readonly is: "filled" | "empty"; readonly field: string }
  | { readonly on: "name"; readonly is: "contains"; readonly value: string }
  | { readonly on: "name"; readonly is: "filled" | "empty" }
  | { readonly on: "consent"; readonly is: "granted" | "refused" | "none" }
  | { readonly on: "list"; readonly is: "individual" | "merchant" | "none" }
  | { readonly on: "messaged" | "added"; readonly is: "within" | "not_within"; readonly days: number };

/** Who belongs to a segment: those of whom all conditions are true, or any. */
export interface SegmentRule {
  readonly match: "all" | "any";
  readonly conditions: readonly SegmentCondition[];
}

/** What can be asked about each thing, in the order offered. */
export const conditionVerbs = {
  tag: ["has", "lacks"],
  field: ["equals", "differs", "contains", "filled", "empty"],
  name: ["contains", "filled", "empty"],
  consent: ["granted", "refused", "none"],
  list: ["individual", "merchant", "none"],
  messaged: ["within", "not_within"],
  added: ["within", "not_within"],
} as const satisfies { readonly [On in SegmentCondition["on"]]: readonly SegmentCondition["is"][] };

/** What a condition is about. */
export type ConditionSubject = keyof typeof conditionVerbs;

/** How many contacts a rule is true of, and how many of them could be written to. */
export interface SegmentCount {
  readonly people: number;
  /** Not blocked: they can get informational messages. */
  readonly reachable: number;
  /** Of those, with a consent on record: they can get commercial ones as well. */
  readonly consented: number;
}

/** A saved rule. */
export interface SegmentView {
  readonly id: `sgm_${string}`;
  readonly name: string;
  readonly rule: SegmentRule;
  readonly version: number;
  readonly changedAt: Date;
}
