"use client";

import X from "lucide-react/icons/x";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button";
import { Icon } from "#components/ui/icon";
import { TextField } from "#components/ui/input";
import { SelectField } from "#components/ui/select";
import { contactLimits } from "#lib/domain/contacts/contact";
import { type ConditionSubject, conditionVerbs, ruleLimits } from "#lib/domain/segments/rule";
import { type ConditionDraft, newCondition, partsOf } from "./rule-draft.ts";

const subjects = ["tag", "field", "name", "consent", "list", "messaged", "added"] as const satisfies ConditionSubject[];

interface ConditionRowProps {
  number: number;
  condition: ConditionDraft;
  /** Tags and fields in use, to choose from while typing. */
  tagsId: string;
  fieldsId: string;
  onChange: (change: Partial<ConditionDraft>) => void;
  /** Left out for the only one. */
  onRemove?: (() => void) | undefined;
}

/** One condition of a rule. */
export function ConditionRow({ number, condition, tagsId, fieldsId, onChange, onRemove }: ConditionRowProps) {
  const t = useTranslations("segments");
  const { on, is } = condition;
  const takes = partsOf(condition);
  return (
    <fieldset className="condition">
      <legend className="vh">{t("form.condition", { number })}</legend>
      <div className="condition-fields">
        <SelectField
          label={t("form.subject")}
          value={on}
          options={subjects.map((subject) => ({ value: subject, label: t(`subject.${subject}`) }))}
          onChange={({ target }) => {
            const subject = subjects.find((one) => one === target.value) ?? on;
            onChange({ on: subject, is: newCondition(subject).is });
          }}
        />
        {takes.field && (
          <TextField
            label={t("form.field")}
            list={fieldsId}
            maxLength={contactLimits.fieldName}
            autoComplete="off"
            value={condition.field}
            onChange={({ target }) => onChange({ field: target.value })}
          />
        )}
        <SelectField
          label={t("form.verb")}
          value={is}
          options={verbsOf(t, on)}
          onChange={({ target }) => onChange({ is: target.value })}
        />
        {takes.value && (
          <TextField
            label={t("form.value")}
            list={on === "tag" ? tagsId : undefined}
            maxLength={on === "tag" ? contactLimits.tag : contactLimits.fieldValue}
            autoComplete="off"
            value={condition.value}
            onChange={({ target }) => onChange({ value: target.value })}
          />
        )}
        {takes.days && (
          <TextField
            label={t("form.days")}
            numeric
            type="number"
            min={1}
            max={ruleLimits.days}
            value={condition.days}
            onChange={({ target }) => onChange({ days: target.value })}
          />
        )}
      </div>
      {onRemove !== undefined && (
        <Button look="quiet" iconOnly icon={<Icon of={X} />} onClick={onRemove}>
          {t("form.remove", { number })}
        </Button>
      )}
    </fieldset>
  );
}

type Words = ReturnType<typeof useTranslations<"segments">>;

function verbsOf(t: Words, on: ConditionSubject): { value: string; label: string }[] {
  switch (on) {
    case "tag":
      return conditionVerbs.tag.map((is) => ({ value: is, label: t(`verb.tag.${is}`) }));
    case "field":
      return conditionVerbs.field.map((is) => ({ value: is, label: t(`verb.field.${is}`) }));
    case "name":
      return conditionVerbs.name.map((is) => ({ value: is, label: t(`verb.name.${is}`) }));
    case "consent":
      return conditionVerbs.consent.map((is) => ({ value: is, label: t(`verb.consent.${is}`) }));
    case "list":
      return conditionVerbs.list.map((is) => ({ value: is, label: t(`verb.list.${is}`) }));
    case "messaged":
      return conditionVerbs.messaged.map((is) => ({ value: is, label: t(`verb.messaged.${is}`) }));
    case "added":
      return conditionVerbs.added.map((is) => ({ value: is, label: t(`verb.added.${is}`) }));
  }
}
