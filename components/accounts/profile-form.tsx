"use client";

import { useTranslations } from "next-intl";
import { type FormAnswer, useFormAnswer } from "#components/ui/form-answer";
import { TextField } from "#components/ui/input";
import { RadioGroup } from "#components/ui/radio-group";
import { RefusalLine } from "#components/ui/refusal-line";
import { SaveRow } from "#components/ui/save-row";

interface ProfileFormProps {
  action: (form: FormData) => Promise<FormAnswer>;
  name: string;
  email: string;
  locale: string;
}

/** Name and language of a person; the e-mail is shown and stays. */
export function ProfileForm({ action, name, email, locale }: ProfileFormProps) {
  const t = useTranslations("account.profile");
  const common = useTranslations("common.language");
  const { send, refusal, field, typed, answer } = useFormAnswer(action);
  return (
    <form action={send} className="stack">
      <RefusalLine refusal={refusal} />
      <TextField label={t("name")} autoComplete="name" required {...field("name", name)} />
      <TextField label={t("email")} hint={t("emailHint")} defaultValue={email} readOnly autoComplete="username" />
      <RadioGroup
        legend={t("locale")}
        name="locale"
        look="lines"
        defaultValue={typed("locale") ?? locale}
        options={[
          { value: "tr", label: common("tr") },
          { value: "en", label: common("en") },
        ]}
      />
      <p className="hint">{t("localeHint")}</p>
      <SaveRow isSaved={answer?.ok === true} submit={t("save")} saved={t("saved")} />
    </form>
  );
}
