"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import type { ShownList } from "#components/compose/use-list";
import { Card, CardBody, CardHeader } from "#components/ui/card";
import { Checkbox } from "#components/ui/checkbox";
import { type FormAnswer, useFormAnswer } from "#components/ui/form-answer";
import { TextField } from "#components/ui/input";
import { RadioGroup } from "#components/ui/radio-group";
import { RefusalLine } from "#components/ui/refusal-line";
import { SelectField } from "#components/ui/select";
import { SubmitButton } from "#components/ui/submit-button";
import { toast } from "#components/ui/toast";
import { existingChoices, findListColumn, findNameColumn } from "#lib/domain/contacts/list-person";

interface ImportFormProps {
  list: ShownList;
  action: (form: FormData) => Promise<FormAnswer<null>>;
  onStarted: () => void;
}

/** How the people of a list become contacts. */
export function ImportForm({ list, action, onStarted }: ImportFormProps) {
  const t = useTranslations("contacts");
  const router = useRouter();
  const form = useFormAnswer(async (sent) => {
    const answer = await action(sent);
    if (answer.ok) {
      toast({ tone: "ok", text: t("import.started") });
      onStarted();
      router.refresh();
    }
    return answer;
  });
  const named = findNameColumn(list.columns);
  const listed = findListColumn(list.columns);
  return (
    <Card>
      <CardHeader title={t("import.takeTitle")} />
      <CardBody>
        <form action={form.send} className="stack stack-3">
          <input type="hidden" name="importId" value={list.id} />
          <SelectField
            label={t("import.name")}
            name="nameColumn"
            defaultValue={form.typed("nameColumn") ?? (named === null ? "" : String(named))}
            options={[
              { value: "", label: t("import.noName") },
              ...list.columns.map((label, at) => ({ value: String(at), label })),
            ]}
          />
          <Checkbox
            label={t("import.fields")}
            description={t("import.fieldsHint")}
            name="takesFields"
            defaultChecked={form.answer === null || form.typed("takesFields") === "on"}
          />
          {listed !== null && <p className="sm text-2">{t("import.lists", { column: list.columns[listed] ?? "" })}</p>}
          <RadioGroup
            legend={t("import.existing")}
            name="existing"
            defaultValue={form.typed("existing") ?? "fill"}
            options={existingChoices.map((value) => ({
              value,
              label: t(`import.choice.${value}`),
              description: t(`import.choiceText.${value}`),
            }))}
          />
          <TextField label={t("import.tags")} hint={t("form.tagsHint")} autoComplete="off" {...form.field("tags")} />
          <RefusalLine refusal={form.refusal} />
          <div className="row">
            <SubmitButton look="primary">{t("import.submit", { count: list.kept })}</SubmitButton>
          </div>
        </form>
      </CardBody>
    </Card>
  );
}
