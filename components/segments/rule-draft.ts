import {
  type ConditionSubject,
  conditionVerbs,
  ruleLimits,
  type SegmentCondition,
  type SegmentRule,
} from "#lib/domain/segments/rule";

/** One condition while somebody writes it: everything that might be said, and nothing of it valid yet. */
export interface ConditionDraft {
  readonly key: number;
  readonly on: ConditionSubject;
  readonly is: string;
  readonly field: string;
  readonly value: string;
  readonly days: string;
}

/** A rule while somebody writes it. */
export interface RuleDraft {
  readonly match: SegmentRule["match"];
  readonly conditions: readonly ConditionDraft[];
}

let lastKey = 0;

/** A condition about a thing, with the first verb that is offered. */
export function newCondition(on: ConditionSubject = "tag"): ConditionDraft {
  lastKey += 1;
  return { key: lastKey, on, is: conditionVerbs[on][0], field: "", value: "", days: "30" };
}

/** A stored rule, to be changed. */
export function draftOf(rule: SegmentRule): RuleDraft {
  return {
    match: rule.match,
    conditions: rule.conditions.map((one) => ({
      ...newCondition(one.on),
      is: one.is,
      ...("field" in one && { field: one.field }),
      ...("value" in one && { value: one.value }),
      ...("days" in one && { days: String(one.days) }),
    })),
  };
}

/** What a condition takes beside its verb. */
export function partsOf({ on, is }: Pick<ConditionDraft, "on" | "is">) {
  return {
    field: on === "field",
    value: on === "tag" || ((on === "field" || on === "name") && is !== "filled" && is !== "empty"),
    days: on === "messaged" || on === "added",
  };
}

/** The rule that is written; null while a condition is open. The server reads it once more, strictly. */
export function ruleOf({ match, conditions }: RuleDraft): SegmentRule | null {
  const written = conditions.map(conditionOf);
  return written.includes(null) ? null : { match, conditions: written.filter((one) => one !== null) };
}

function conditionOf(draft: ConditionDraft): SegmentCondition | null {
  const { on, is } = draft;
  const takes = partsOf(draft);
  const [field, value, days] = [draft.field.trim(), draft.value.trim(), Number(draft.days)];
  if (takes.field && field === "") return null;
  if (takes.value && value === "") return null;
  if (takes.days && !(Number.isInteger(days) && days >= 1 && days <= ruleLimits.days)) return null;
  // The verb was chosen among those of its subject, see `conditionVerbs`.
  return {
    ...{ on, is },
    ...(takes.field && { field }),
    ...(takes.value && { value }),
    ...(takes.days && { days }),
  } as SegmentCondition;
}
