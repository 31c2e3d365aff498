"use client";

import { useTranslations } from "next-intl";
import { type FormAnswer, useFormAnswer } from "#components/ui/form-answer";
import { TextField } from "#components/ui/input";
import { RefusalLine } from "#components/ui/refusal-line";
import { SaveRow } from "#components/ui/save-row";

interface RetentionFormProps {
  action: (form: FormData) => Promise<FormAnswer>;
  bodyDays: number | null;
  numberDays: number | null;
}

/** How long texts and numbers are kept. */
export function RetentionForm({ action, bodyDays, numberDays }: RetentionFormProps) {
  const t = useTranslations("settings");
  const { send, refusal, field, answer } = useFormAnswer(action);
  return (
    <form action={send} className="stack">
      <RefusalLine refusal={refusal} />
      <TextField
        label={t("retention.bodies")}
        hint={t("retention.hint")}
        inputMode="numeric"
        numeric
        optional
        className="field-short"
        {...field("bodyDays", bodyDays)}
      />
      <TextField
        label={t("retention.numbers")}
        hint={t("retention.hint")}
        inputMode="numeric"
        numeric
        optional
        className="field-short"
        {...field("numberDays", numberDays)}
      />
      <SaveRow look="primary" isSaved={answer?.ok === true} submit={t("save")} saved={t("saved")} />
    </form>
  );
}
