import { useFormatter, useTranslations } from "next-intl";
import type { SegmentCondition, SegmentRule } from "#lib/domain/segments/rule";

type Words = ReturnType<typeof useTranslations<"segments.clause">>;

function clauseOf(t: Words, one: SegmentCondition): string {
  switch (one.on) {
    case "tag":
      return t(`tag.${one.is}`, { value: one.value });
    case "field":
      return "value" in one
        ? t(`field.${one.is}`, { field: one.field, value: one.value })
        : t(`field.${one.is}`, { field: one.field });
    case "name":
      return "value" in one ? t(`name.${one.is}`, { value: one.value }) : t(`name.${one.is}`);
    case "consent":
      return t(`consent.${one.is}`);
    case "list":
      return t(`list.${one.is}`);
    case "messaged":
      return t(`messaged.${one.is}`, { days: one.days });
    case "added":
      return t(`added.${one.is}`, { days: one.days });
  }
}

/** A rule as one sentence. */
export function RuleSentence({ rule }: { rule: SegmentRule }) {
  const t = useTranslations("segments");
  const clauses = useTranslations("segments.clause");
  const format = useFormatter();
  const type = rule.match === "all" ? "conjunction" : "disjunction";
  const each = rule.conditions.map((one) => clauseOf(clauses, one));
  return t("sentence", { clauses: format.list(each, { type }) });
}
