"use client";

import { useTranslations } from "next-intl";
import { type FormAnswer, fieldError, useRefreshingForm } from "#components/ui/form-answer";
import { TextField } from "#components/ui/input";
import { RefusalLine } from "#components/ui/refusal-line";
import { SaveRow } from "#components/ui/save-row";
import { DAILY_LIMIT_MAX, reasonLength } from "#lib/domain/instance/model";

interface LimitFormProps {
  limit: number | null;
  action: (form: FormData) => Promise<FormAnswer>;
}

/** To how many people a workspace may start campaigns within a day. */
export function LimitForm({ limit, action }: LimitFormProps) {
  const t = useTranslations("instance.limit");
  const { send, refusal, answer, field, typed } = useRefreshingForm(action);
  return (
    <form action={send} className="stack stack-3">
      <RefusalLine refusal={refusal} />
      <TextField
        numeric
        label={t("label")}
        hint={t("hint")}
        inputMode="numeric"
        type="number"
        min={0}
        max={DAILY_LIMIT_MAX}
        {...field("limit", limit)}
      />
      <TextField
        label={t("reason")}
        name="reason"
        required
        minLength={reasonLength.fewest}
        maxLength={reasonLength.most}
        autoComplete="off"
        defaultValue={answer?.ok ? "" : typed("reason")}
        error={fieldError(refusal, "reason")}
      />
      <SaveRow isSaved={answer?.ok === true} submit={t("submit")} saved={t("saved")} />
    </form>
  );
}
