"use client";

import Plus from "lucide-react/icons/plus";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { Button } from "#components/ui/button";
import { Card, CardBody, CardHeader } from "#components/ui/card";
import { type FormAnswer, useFormAnswer } from "#components/ui/form-answer";
import { Icon } from "#components/ui/icon";
import { TextField } from "#components/ui/input";
import { RefusalLine } from "#components/ui/refusal-line";
import { Segmented } from "#components/ui/segmented";
import { SubmitButton } from "#components/ui/submit-button";
import { toast } from "#components/ui/toast";
import { ruleLimits, type SegmentRule, segmentNameLength } from "#lib/domain/segments/rule";
import { ConditionRow } from "./condition-row.tsx";
import { draftOf, newCondition, type RuleDraft, ruleOf } from "./rule-draft.ts";
import { RuleSentence } from "./rule-sentence.tsx";
import { SegmentFigures } from "./segment-figures.tsx";
import { useCount } from "./use-count.ts";

interface SegmentFormProps {
  /** Id and version that the change is written on; none for a new segment. */
  on?: { readonly segmentId: string; readonly version: number } | undefined;
  start: { readonly name: string; readonly rule: SegmentRule | null };
  tags: readonly string[];
  fields: readonly string[];
  /** Where a new segment is found; its id follows. */
  listHref: string;
  /** Where a rule is counted. */
  countHref: string;
  action: (form: FormData) => Promise<FormAnswer<{ readonly segmentId?: string; readonly version?: number }>>;
}

/** The choice is part of the rule, which is sent whole. */
const MATCH = "match";

/** Name and rule of a segment, with how many it is true of while it is written. */
export function SegmentForm({ on, start, tags, fields, listHref, countHref, action }: SegmentFormProps) {
  const t = useTranslations("segments");
  const router = useRouter();
  const [draft, setDraft] = useState<RuleDraft>(() =>
    start.rule === null ? { match: "all", conditions: [newCondition()] } : draftOf(start.rule),
  );
  const rule = ruleOf(draft);
  const written = rule === null ? null : JSON.stringify(rule);
  const counted = useCount(rule, countHref);
  const { send, refusal, field } = useFormAnswer(async (form: FormData) => {
    form.delete(MATCH);
    const said = await action(form);
    if (said.ok) toast({ tone: "ok", text: t("form.saved") });
    if (said.ok && said.result.segmentId !== undefined) router.push(`${listHref}/${said.result.segmentId}`);
    else if (said.ok) router.refresh();
    return said;
  });
  return (
    <div className="cols">
      <Card className="c8">
        <CardBody>
          <form action={send} className="stack stack-4">
            <RefusalLine refusal={refusal} atFields={["segment.name_taken"]} />
            {on !== undefined && (
              <>
                <input type="hidden" name="segmentId" value={on.segmentId} />
                <input type="hidden" name="version" value={on.version} />
              </>
            )}
            <input type="hidden" name="rule" value={written ?? ""} />
            <TextField
              label={t("form.name")}
              hint={t("form.nameHint")}
              required
              maxLength={segmentNameLength}
              autoComplete="off"
              {...field("name", start.name, "segment.name_taken")}
            />
            <Conditions {...{ draft, tags, fields }} onChange={setDraft} />
            <p className="note" aria-live="polite">
              {rule === null ? t("form.incomplete") : <RuleSentence rule={rule} />}
            </p>
            <div>
              <SubmitButton look="primary">{t(on === undefined ? "form.create" : "form.save")}</SubmitButton>
            </div>
          </form>
        </CardBody>
      </Card>
      <Card className="c4">
        <CardHeader title={t("count.title")} />
        <CardBody>
          {counted.state !== null && counted.state.count === null && !counted.isCounting ? (
            <p className="muted sm">{t("count.failed")}</p>
          ) : (
            <SegmentFigures count={counted.state?.count ?? null} isOld={counted.isCounting || rule === null} />
          )}
        </CardBody>
      </Card>
    </div>
  );
}

interface ConditionsProps {
  draft: RuleDraft;
  tags: readonly string[];
  fields: readonly string[];
  onChange: (draft: RuleDraft) => void;
}

function Conditions({ draft, tags, fields, onChange }: ConditionsProps) {
  const t = useTranslations("segments.form");
  const [tagsId, fieldsId] = [useId(), useId()];
  const { match, conditions } = draft;
  return (
    <div className="stack stack-3">
      {conditions.length > 1 && (
        <div>
          <Segmented
            label={t("match")}
            name={MATCH}
            value={match}
            onValueChange={(value) => onChange({ ...draft, match: value === "any" ? "any" : "all" })}
            options={[
              { value: "all", label: t("all") },
              { value: "any", label: t("any") },
            ]}
          />
        </div>
      )}
      {conditions.map((condition, at) => (
        <ConditionRow
          key={condition.key}
          {...{ number: at + 1, condition, tagsId, fieldsId }}
          onChange={(change) =>
            onChange({
              ...draft,
              conditions: conditions.map((one) => (one === condition ? { ...one, ...change } : one)),
            })
          }
          onRemove={
            conditions.length === 1
              ? undefined
              : () => onChange({ ...draft, conditions: conditions.filter((one) => one !== condition) })
          }
        />
      ))}
      <Offered id={tagsId} values={tags} />
      <Offered id={fieldsId} values={fields} />
      {conditions.length < ruleLimits.conditions && (
        <div>
          <Button
            small
            icon={<Icon of={Plus} size="small" />}
            onClick={() => onChange({ ...draft, conditions: [...conditions, newCondition()] })}
          >
            {t("add")}
          </Button>
        </div>
      )}
    </div>
  );
}

function Offered({ id, values }: { id: string; values: readonly string[] }) {
  return (
    <datalist id={id}>
      {values.map((value) => (
        <option key={value} value={value} />
      ))}
    </datalist>
  );
}
