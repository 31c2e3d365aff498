"use client";

import { useTranslations } from "next-intl";
import { type FormAnswer, useFormAnswer } from "#components/ui/form-answer";
import { TextField } from "#components/ui/input";
import { fieldError, RefusalLine } from "#components/ui/refusal-line";
import { SaveRow } from "#components/ui/save-row";

interface RetentionFormProps {
  action: (form: FormData) => Promise<FormAnswer>;
  bodyDays: number | null;
  numberDays: number | null;
}

/** How long texts and numbers are kept. */
export function RetentionForm({ action, bodyDays, numberDays }: RetentionFormProps) {
  const t = useTranslations("settings");
  const { send, refusal, typed, answer } = useFormAnswer(action);
  return (
    <form action={send} className="stack">
      <RefusalLine refusal={refusal} />
      <TextField
        label={t("retention.bodies")}
        hint={t("retention.hint")}
        name="bodyDays"
        inputMode="numeric"
        numeric
        optional
        defaultValue={typed("bodyDays") ?? bodyDays ?? ""}
        error={fieldError(refusal, "bodyDays")}
      />
      <TextField
        label={t("retention.numbers")}
        hint={t("retention.hint")}
        name="numberDays"
        inputMode="numeric"
        numeric
        optional
        defaultValue={typed("numberDays") ?? numberDays ?? ""}
        error={fieldError(refusal, "numberDays")}
      />
      <SaveRow look="primary" isSaved={answer?.ok === true} submit={t("save")} saved={t("saved")} />
    </form>
  );
}
